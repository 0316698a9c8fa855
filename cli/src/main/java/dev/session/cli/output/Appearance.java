package dev.session.cli.output;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How text for people is laid out on one stream.
///
/// @param terminal whether a person's terminal is at the other end
/// @param colour whether styles may be used
/// @param width columns to wrap text at
public record Appearance(boolean terminal, boolean colour, int width) {
  private static final int DEFAULT_WIDTH = 80;
  private static final int WIDTH_MIN = 40;
  private static final int WIDTH_MAX = 10_000;

  /// Colours go to a terminal only, and not where the user has refused them: by `--no-color`, by a
  /// `NO_COLOR` that is not empty (no-color.org), or by a terminal that has none.
  public static Appearance of(
      boolean terminal, boolean noColorOption, Map<String, String> environment) {
    boolean refused =
        noColorOption
            || !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Appearance(terminal, terminal && !refused, width(environment.get("COLUMNS")));
  }

  public String paint(Style style, String text) {
    return colour ? style.start() + text + Style.END : text;
  }

  private static int width(@Nullable String columns) {
    if (columns == null || columns.isEmpty() || columns.length() > 5) {
      return DEFAULT_WIDTH;
    }
    int width = 0;
    for (int i = 0; i < columns.length(); i++) {
      int digit = columns.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return DEFAULT_WIDTH;
      }
      width = width * 10 + digit;
    }
    return width == 0 ? DEFAULT_WIDTH : Math.clamp(width, WIDTH_MIN, WIDTH_MAX);
  }
}
