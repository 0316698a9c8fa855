package dev.session.cli.output;

import dev.session.json.JsonObject;

/// What the program tells about its own work, on standard error: `[session] level: text {details}`.
public final class Diagnostics {
  /// From the most to the least talkative.
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /// The level of that name in lower case, as options and settings write it.
    ///
    /// @throws IllegalArgumentException if there is none; callers have checked
    public static Level named(String name) {
      return switch (name) {
        case "debug" -> DEBUG;
        case "info" -> INFO;
        case "warn" -> WARN;
        case "error" -> ERROR;
        default -> throw new IllegalArgumentException("no log level: " + name);
      };
    }

    String label() {
      return switch (this) {
        case DEBUG -> "debug";
        case INFO -> "info";
        case WARN -> "warn";
        case ERROR -> "error";
      };
    }
  }

  private final Console console;
  private final Level threshold;

  public Diagnostics(Console console, Level threshold) {
    this.console = console;
    this.threshold = threshold;
  }

  public void log(Level level, String text, JsonObject details) {
    if (level.compareTo(threshold) >= 0) {
      var line = "[session] " + level.label() + ": " + SafeText.of(text);
      console.tell(details.isEmpty() ? line + "\n" : line + " " + details.compact() + "\n");
    }
  }
}
