package dev.session.cli.help;

import dev.session.cli.grammar.Parameter;
import dev.session.process.Signals;
import dev.session.render.Themes;
import java.util.ArrayList;
import java.util.List;

/// What a shell can offer for a value of the command line.
///
/// @param words what to offer for [Source#WORDS], else empty
record Candidates(Source source, List<String> words) {
  enum Source {
    NOTHING,
    WORDS,
    SESSIONS,
    FILES,
    DIRECTORIES,
    PROGRAMS,
    COMMANDS
  }

  /// The keys that are most often sent; any other is typed by hand.
  private static final List<String> KEYS =
      List.of(
          "Enter",
          "Tab",
          "Escape",
          "Backspace",
          "Space",
          "Up",
          "Down",
          "Left",
          "Right",
          "Home",
          "End",
          "PageUp",
          "PageDown",
          "Insert",
          "Delete",
          "F1",
          "F2",
          "F3",
          "F4",
          "F5",
          "F6",
          "F7",
          "F8",
          "F9",
          "F10",
          "F11",
          "F12",
          "ctrl+c",
          "ctrl+d",
          "ctrl+z");

  static Candidates of(Parameter parameter) {
    if (parameter.name().equals("profile") || parameter.name().equals("theme")) {
      return new Candidates(Source.WORDS, Themes.builtIn());
    }
    return switch (parameter.kind()) {
      case CHOICE -> new Candidates(Source.WORDS, parameter.choices());
      case SIGNAL -> new Candidates(Source.WORDS, signals());
      case KEY -> new Candidates(Source.WORDS, KEYS);
      case SESSION -> of(Source.SESSIONS);
      case FILE -> of(Source.FILES);
      case DIRECTORY, ABSOLUTE_DIRECTORY -> of(Source.DIRECTORIES);
      case PROGRAM -> of(Source.PROGRAMS);
      case COMMAND -> of(Source.COMMANDS);
      case SWITCH,
          TEXT,
          FILLED_TEXT,
          COUNT,
          POSITIVE,
          DIMENSION,
          MILLIS,
          POSITIVE_MILLIS,
          LIMIT,
          DURATION,
          DURATION_OR_ZERO,
          SPEED,
          SIZE,
          ASSIGNMENT,
          REGION ->
          of(Source.NOTHING);
    };
  }

  private static Candidates of(Source source) {
    return new Candidates(source, List.of());
  }

  // The real-time signals would bury the others.
  private static List<String> signals() {
    var names = new ArrayList<String>();
    for (int number = 1; number < Signals.RTMIN; number++) {
      var name = Signals.name(number);
      if (Signals.names().contains(name)) {
        names.add(name.substring("SIG".length()));
      }
    }
    return names;
  }
}
