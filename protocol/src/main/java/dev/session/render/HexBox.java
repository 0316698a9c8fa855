package dev.session.render;

/// What stands for a character that no font has: a frame with its code point in hexadecimal.
final class HexBox {
  private static final int DIGIT_COLUMNS = 3;
  private static final int DIGIT_LINES = 5;

  /// Each digit as lines of three points, the top line in the highest bits.
  private static final int[] DIGITS = {
    0b111_101_101_101_111,
    0b010_110_010_010_111,
    0b111_001_111_100_111,
    0b111_001_111_001_111,
    0b101_101_111_001_001,
    0b111_100_111_001_111,
    0b111_100_111_101_111,
    0b111_001_010_010_010,
    0b111_101_111_101_111,
    0b111_101_111_001_111,
    0b111_101_111_101_101,
    0b110_101_110_101_110,
    0b111_100_100_100_111,
    0b110_101_101_101_110,
    0b111_100_111_100_111,
    0b111_100_111_100_100
  };

  private HexBox() {}

  /// Two lines of digits; a narrow cell has room for two in each.
  static GlyphMask draw(CellSize cell, int cells, int codePoint) {
    int unit = cell.stroke();
    int width = cell.width() * Math.max(1, cells);
    int height = cell.height();
    var coverage = new byte[width * height];
    fill(coverage, width, 0, 2 * unit, width, unit);
    fill(coverage, width, 0, height - 3 * unit, width, unit);
    fill(coverage, width, 0, 2 * unit, unit, height - 4 * unit);
    fill(coverage, width, width - unit, 2 * unit, unit, height - 4 * unit);
    int digits = codePoint > 0xffff ? 6 : 4;
    int perLine = digits / 2;
    int advance = (DIGIT_COLUMNS + 1) * unit;
    // Six digits in a narrow cell: the last four are what tells neighbours apart.
    if (perLine * advance > width) {
      digits = 4;
      perLine = 2;
    }
    int left = (width - perLine * advance + unit) / 2;
    for (int i = 0; i < digits; i++) {
      int digit = codePoint >> 4 * (digits - 1 - i) & 0xf;
      int x = left + i % perLine * advance;
      int y = (4 + i / perLine * (DIGIT_LINES + 1)) * unit;
      digit(coverage, width, x, y, unit, DIGITS[digit]);
    }
    return new GlyphMask(0, 0, width, height, coverage);
  }

  private static void digit(byte[] coverage, int width, int x, int y, int unit, int points) {
    for (int point = 0; point < DIGIT_COLUMNS * DIGIT_LINES; point++) {
      if ((points >> DIGIT_COLUMNS * DIGIT_LINES - 1 - point & 1) != 0) {
        fill(
            coverage,
            width,
            x + point % DIGIT_COLUMNS * unit,
            y + point / DIGIT_COLUMNS * unit,
            unit,
            unit);
      }
    }
  }

  private static void fill(byte[] coverage, int stride, int x, int y, int columns, int lines) {
    for (int line = y; line < y + lines; line++) {
      for (int column = x; column < x + columns; column++) {
        coverage[line * stride + column] = GlyphMask.FULL;
      }
    }
  }
}
