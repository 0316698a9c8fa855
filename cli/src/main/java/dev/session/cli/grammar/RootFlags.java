package dev.session.cli.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The options that every command takes, before or after its name.
public final class RootFlags {
  public static final String JSON = "json";
  static final String HELP = "help";
  static final String VERSION = "version";
  static final String HOME = "home";
  static final String TIMEOUT_MS = "timeout-ms";
  public static final String NO_COLOR = "no-color";
  static final String LOG_LEVEL = "log-level";
  static final String PROFILE = "profile";
  static final String RENDERER = "renderer";

  private static final Flag TIMEOUT =
      Flag.of(TIMEOUT_MS, Kind.POSITIVE_MILLIS, "TIME", "Longest wait for an answer of the host")
          .withDefault("30000");

  private static final List<Flag> ALL =
      List.of(
          Flag.on(JSON, "Answer with a JSON envelope on standard output"),
          Flag.of(HOME, Kind.ABSOLUTE_DIRECTORY, "DIR", "Directory of the host and its sessions")
              .withDefault("SESSION_HOME, else ~/.session"),
          TIMEOUT,
          Flag.of(PROFILE, Kind.FILLED_TEXT, "NAME", "Render profile of pictures")
              .withDefault("reference-dark"),
          Flag.on(NO_COLOR, "No colours, as with NO_COLOR"),
          Flag.choice(
                  LOG_LEVEL,
                  "LEVEL",
                  List.of("debug", "info", "warn", "error"),
                  "What to tell on standard error: debug, info, warn or error")
              .withDefault("info"),
          Flag.choice(RENDERER, "NAME", List.of("builtin"), "Accepted for compatibility")
              .asHidden(),
          Flag.on(HELP, "Show help").withLetter('h'),
          Flag.on(VERSION, "Show versions").withLetter('V'));

  private RootFlags() {}

  static @Nullable Long timeoutMillis(String value) {
    return (Long) TIMEOUT.read(value);
  }

  /// In the order in which they are checked and listed.
  public static List<Flag> all() {
    return ALL;
  }
}
