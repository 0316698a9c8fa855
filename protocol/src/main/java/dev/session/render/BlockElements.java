package dev.session.render;

/// U+2580-259F, and Braille: parts of a cell, wholly or partly covered. Neighbouring parts share
/// their edges to the pixel.
final class BlockElements {
  private static final int EIGHTHS = 8;

  /// Which of the four quadrants U+2596-259F cover: 1 upper left, 2 upper right, 4 lower left, 8
  /// lower right.
  private static final int[] QUADRANTS = {4, 8, 1, 13, 9, 7, 11, 2, 6, 14};

  private BlockElements() {}

  static void draw(int code, CellCanvas canvas) {
    int width = canvas.width;
    int height = canvas.height;
    if (code == 0x2580) {
      canvas.rect(0, 0, width, part(height, 4));
    } else if (code <= 0x2588) {
      canvas.rect(0, part(height, EIGHTHS - (code - 0x2580)), width, height);
    } else if (code <= 0x258f) {
      canvas.rect(0, 0, part(width, 0x2590 - code), height);
    } else if (code == 0x2590) {
      canvas.rect(part(width, 4), 0, width, height);
    } else if (code <= 0x2593) {
      canvas.shade(0, 0, width, height, GlyphMask.FULL * (code - 0x2590) / 4);
    } else if (code == 0x2594) {
      canvas.rect(0, 0, width, part(height, 1));
    } else if (code == 0x2595) {
      canvas.rect(part(width, 7), 0, width, height);
    } else {
      quadrants(QUADRANTS[code - 0x2596], canvas);
    }
  }

  private static void quadrants(int which, CellCanvas canvas) {
    int x = part(canvas.width, 4);
    int y = part(canvas.height, 4);
    for (int quadrant = 0; quadrant < 4; quadrant++) {
      if ((which >> quadrant & 1) != 0) {
        boolean isRight = (quadrant & 1) == 1;
        boolean isLower = (quadrant & 2) == 2;
        canvas.rect(
            isRight ? x : 0,
            isLower ? y : 0,
            isRight ? canvas.width : x,
            isLower ? canvas.height : y);
      }
    }
  }

  /// Where so many eighths of a length end.
  static int part(int length, int eighths) {
    return (length * eighths + EIGHTHS / 2) / EIGHTHS;
  }

  /// Dots 1-8 of a Braille pattern, in its order of bits.
  static void braille(int dots, CellCanvas canvas) {
    int size = 2 * canvas.light;
    for (int dot = 0; dot < EIGHTHS; dot++) {
      if ((dots >> dot & 1) != 0) {
        int column = dot < 6 ? dot / 3 : dot - 6;
        int line = dot < 6 ? dot % 3 : 3;
        int x = (2 * column + 1) * canvas.width / 4 - size / 2;
        int y = (2 * line + 1) * canvas.height / EIGHTHS - size / 2;
        canvas.rect(x, y, x + size, y + size);
      }
    }
  }
}
