package dev.session.cli.dashboard;

import java.util.List;

/// What takes all keys until it is answered.
sealed interface Dialog {
  /// What keys there are.
  ///
  /// @param top the first line that is shown
  record Help(int top) implements Dialog {}

  /// Which home to look at.
  record Homes(List<HomeEntry> homes, int index) implements Dialog {
    public Homes {
      homes = List.copyOf(homes);
    }
  }

  /// Whether to destroy a session.
  record Destroy(SessionEntry session) implements Dialog {}

  /// Words that listed sessions shall have.
  record Filter(String text, String before) implements Dialog {}

  /// What to look for in the history of the chosen session.
  record Search(String text) implements Dialog {}
}
