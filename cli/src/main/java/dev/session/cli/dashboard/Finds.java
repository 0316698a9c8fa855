package dev.session.cli.dashboard;

import java.util.List;

/// Where a text was found in the history of the chosen session.
///
/// @param text empty where nothing was looked for
/// @param more whether there are more than these
record Finds(String text, List<Find> all, boolean more) {
  /// One stretch of time in which the text was on the screen.
  record Find(long micros, long sequence, String line) {}

  static final Finds NONE = new Finds("", List.of(), false);

  Finds {
    all = List.copyOf(all);
  }
}
