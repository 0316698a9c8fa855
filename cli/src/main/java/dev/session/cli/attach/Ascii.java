package dev.session.cli.attach;

/// What stands for a character on a terminal that shows only ASCII.
final class Ascii {
  private Ascii() {}

  static String of(int codePoint) {
    if (codePoint >= ' ' && codePoint < 0x7f) {
      return Character.toString(codePoint);
    }
    if (codePoint >= 0x2500 && codePoint <= 0x257f) {
      return boxDrawing(codePoint);
    }
    if (codePoint >= 0x2580 && codePoint <= 0x259f) {
      return "#";
    }
    return codePoint == 0 || codePoint == 0xa0 ? " " : "?";
  }

  private static String boxDrawing(int codePoint) {
    return switch (codePoint) {
      case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254c, 0x254d, 0x2550 -> "-";
      case 0x2502, 0x2503, 0x2506, 0x2507, 0x250a, 0x250b, 0x254e, 0x254f, 0x2551 -> "|";
      case 0x2571 -> "/";
      case 0x2572 -> "\\";
      default -> "+";
    };
  }
}
