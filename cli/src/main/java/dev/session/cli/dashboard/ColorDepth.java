package dev.session.cli.dashboard;

import com.googlecode.lanterna.TextColor;
import java.util.Map;

/// How many colours the user's terminal shows, and what stands for those it does not.
enum ColorDepth {
  NONE,
  SIXTEEN,
  INDEXED,
  TRUE;

  private static final TextColor.ANSI[] PLAIN = TextColor.ANSI.values();

  /// As `COLORTERM` and `TERM` say, and nothing where the user has refused colours.
  static ColorDepth of(boolean refused, Map<String, String> environment) {
    var term = environment.getOrDefault("TERM", "");
    var colorTerm = environment.getOrDefault("COLORTERM", "");
    if (refused || !environment.getOrDefault("NO_COLOR", "").isEmpty() || term.equals("dumb")) {
      return NONE;
    }
    if (colorTerm.equals("truecolor") || colorTerm.equals("24bit") || term.endsWith("-direct")) {
      return TRUE;
    }
    return term.contains("256color") ? INDEXED : SIXTEEN;
  }

  /// The colour that this one looks like most, of those there are.
  TextColor nearest(TextColor color) {
    return switch (this) {
      case TRUE -> color;
      case INDEXED ->
          color instanceof TextColor.RGB
              ? TextColor.Indexed.fromRGB(color.getRed(), color.getGreen(), color.getBlue())
              : color;
      case SIXTEEN -> color instanceof TextColor.ANSI ? color : plain(color);
      case NONE -> TextColor.ANSI.DEFAULT;
    };
  }

  private static TextColor plain(TextColor color) {
    TextColor best = TextColor.ANSI.DEFAULT;
    int bestDistance = Integer.MAX_VALUE;
    for (var each : PLAIN) {
      int distance = each == TextColor.ANSI.DEFAULT ? Integer.MAX_VALUE : distance(each, color);
      if (distance < bestDistance) {
        best = each;
        bestDistance = distance;
      }
    }
    return best;
  }

  private static int distance(TextColor a, TextColor b) {
    int red = a.getRed() - b.getRed();
    int green = a.getGreen() - b.getGreen();
    int blue = a.getBlue() - b.getBlue();
    return red * red + green * green + blue * blue;
  }
}
