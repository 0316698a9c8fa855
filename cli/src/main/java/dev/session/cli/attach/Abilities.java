package dev.session.cli.attach;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the caller's terminal can be expected to understand, by its environment: nobody asks it,
/// since the answer would be typed.
///
/// @param colors how many it shows: 16, 256, or 1 << 24
/// @param extended whether it takes the sequences of modern terminals: styled underlines, keyboard
///   protocols, titles, synchronized output. Those that do not know one of them skip it; the Linux
///   console and old ones print parts of it
/// @param unicode whether it shows more than ASCII
public record Abilities(int colors, boolean extended, boolean unicode) {
  static final int TRUE_COLOR = 1 << 24;
  static final int INDEXED = 256;
  static final int BASIC = 16;

  /// Terminals on which nothing can be painted are null.
  public static @Nullable Abilities of(Map<String, String> environment) {
    var term = environment.getOrDefault("TERM", "");
    if (term.isEmpty() || term.equals("dumb") || term.equals("unknown")) {
      return null;
    }
    var colorTerm = environment.getOrDefault("COLORTERM", "");
    int colors =
        colorTerm.equals("truecolor") || colorTerm.equals("24bit") || term.endsWith("-direct")
            ? TRUE_COLOR
            : term.contains("256color") || term.startsWith("xterm-") ? INDEXED : BASIC;
    boolean old = term.startsWith("linux") || term.startsWith("vt") || term.startsWith("cons");
    return new Abilities(old ? BASIC : colors, !old, isUnicode(environment));
  }

  private static boolean isUnicode(Map<String, String> environment) {
    for (var name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      var locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        var charset = locale.toLowerCase(Locale.ROOT);
        return charset.contains("utf-8") || charset.contains("utf8");
      }
    }
    return false;
  }
}
