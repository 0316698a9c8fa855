package dev.session.render;

/// U+1FB00-1FB9B, the symbols of older computers: sextants, wedges, eighths and shades. What is not
/// made of simple areas is left to the fonts.
final class LegacySymbols {
  private static final int FIRST = 0x1fb00;
  private static final int WEDGES_FROM = 0x3c;
  private static final int TRIANGLES_FROM = 0x68;
  private static final int QUARTERS_FROM = 0x6c;
  private static final int EIGHTHS_FROM = 0x70;
  private static final int EIGHTHS_END = 0x8c;

  /// The wedges U+1FB3C-1FB51: the corners of each area, by the letters below. The next twenty-two
  /// characters cover what these leave open.
  ///
  /// ```
  ///  a b c     at 0, 1/2 and 1 of the width
  ///  d   e     at 1/3 of the height
  ///  f   g     at 2/3
  ///  h i j
  /// ```
  private static final String[] WEDGES = {
    "fih", "fjh", "dih", "djh", "aih", "bcjhd", "dcjh", "fbcjh", "fcjh", "hbcj", "fejh", "igj",
    "hgj", "iej", "hej", "icj", "abejh", "aejh", "abgjh", "agjh", "abjh", "dgjh"
  };

  private static final double[] CORNERS_X = {0, 0.5, 1, 0, 1, 0, 1, 0, 0.5, 1};
  private static final int[] CORNERS_SIXTHS = {0, 0, 0, 2, 2, 4, 4, 6, 6, 6};

  private LegacySymbols() {}

  static boolean draw(int code, CellCanvas canvas) {
    int index = code - FIRST;
    if (index < WEDGES_FROM) {
      sextants(index, canvas);
    } else if (index < TRIANGLES_FROM) {
      wedge(index - WEDGES_FROM, canvas);
    } else if (index < EIGHTHS_FROM) {
      triangles(index, canvas);
    } else if (index < EIGHTHS_END) {
      eighths(index, canvas);
    } else {
      return shades(index, canvas);
    }
    return true;
  }

  // All patterns of six parts in order, but for the four that are other characters.
  private static void sextants(int index, CellCanvas canvas) {
    int pattern = index + 1;
    pattern += pattern >= 0b010101 ? 1 : 0;
    pattern += pattern >= 0b101010 ? 1 : 0;
    int middle = BlockElements.part(canvas.width, 4);
    for (int part = 0; part < 6; part++) {
      if ((pattern >> part & 1) != 0) {
        boolean isRight = (part & 1) == 1;
        canvas.rect(
            isRight ? middle : 0,
            third(canvas, part / 2),
            isRight ? canvas.width : middle,
            third(canvas, part / 2 + 1));
      }
    }
  }

  private static int third(CellCanvas canvas, int count) {
    return (canvas.height * count + 1) / 3;
  }

  private static void wedge(int index, CellCanvas canvas) {
    var corners = WEDGES[index % WEDGES.length];
    var points = new double[2 * corners.length()];
    for (int i = 0; i < corners.length(); i++) {
      int corner = corners.charAt(i) - 'a';
      points[2 * i] = CORNERS_X[corner] * canvas.width;
      points[2 * i + 1] = third(canvas, CORNERS_SIXTHS[corner] / 2);
    }
    canvas.polygon(points);
    if (index >= WEDGES.length) {
      canvas.invert();
    }
  }

  /// A quarter of the cell between its middle and its left, upper, right or lower edge; before them
  /// the same left open.
  private static void triangles(int index, CellCanvas canvas) {
    quarter(index & 3, canvas);
    if (index < QUARTERS_FROM) {
      canvas.invert();
    }
  }

  private static void quarter(int side, CellCanvas canvas) {
    double w = canvas.width;
    double h = canvas.height;
    switch (side) {
      case 0 -> canvas.polygon(0, 0, w / 2, h / 2, 0, h);
      case 1 -> canvas.polygon(0, 0, w, 0, w / 2, h / 2);
      case 2 -> canvas.polygon(w, 0, w, h, w / 2, h / 2);
      default -> canvas.polygon(0, h, w / 2, h / 2, w, h);
    }
  }

  private static void eighths(int index, CellCanvas canvas) {
    switch (index) {
      case 0x70, 0x71, 0x72, 0x73, 0x74, 0x75 -> columns(canvas, index - 0x6f, index - 0x6e);
      case 0x76, 0x77, 0x78, 0x79, 0x7a, 0x7b -> lines(canvas, index - 0x75, index - 0x74);
      case 0x7c -> {
        columns(canvas, 0, 1);
        lines(canvas, 7, 8);
      }
      case 0x7d -> {
        columns(canvas, 0, 1);
        lines(canvas, 0, 1);
      }
      case 0x7e -> {
        columns(canvas, 7, 8);
        lines(canvas, 0, 1);
      }
      case 0x7f -> {
        columns(canvas, 7, 8);
        lines(canvas, 7, 8);
      }
      case 0x80 -> {
        lines(canvas, 0, 1);
        lines(canvas, 7, 8);
      }
      case 0x81 -> {
        lines(canvas, 0, 1);
        lines(canvas, 2, 3);
        lines(canvas, 4, 5);
        lines(canvas, 7, 8);
      }
      case 0x82, 0x83 -> lines(canvas, 0, index - 0x80);
      case 0x84, 0x85, 0x86 -> lines(canvas, 0, index - 0x7f);
      case 0x87, 0x88 -> columns(canvas, 8 - (index - 0x85), 8);
      default -> columns(canvas, 8 - (index - 0x84), 8);
    }
  }

  private static void columns(CellCanvas canvas, int from, int to) {
    canvas.rect(
        BlockElements.part(canvas.width, from),
        0,
        BlockElements.part(canvas.width, to),
        canvas.height);
  }

  private static void lines(CellCanvas canvas, int from, int to) {
    canvas.rect(
        0,
        BlockElements.part(canvas.height, from),
        canvas.width,
        BlockElements.part(canvas.height, to));
  }

  private static boolean shades(int index, CellCanvas canvas) {
    int half = GlyphMask.FULL / 2;
    int width = canvas.width;
    int height = canvas.height;
    int middleX = BlockElements.part(width, 4);
    int middleY = BlockElements.part(height, 4);
    switch (index) {
      case 0x8c -> canvas.shade(0, 0, middleX, height, half);
      case 0x8d -> canvas.shade(middleX, 0, width, height, half);
      case 0x8e -> canvas.shade(0, 0, width, middleY, half);
      case 0x8f -> canvas.shade(0, middleY, width, height, half);
      case 0x90 -> canvas.shade(0, 0, width, height, half);
      case 0x91 -> {
        canvas.rect(0, 0, width, middleY);
        canvas.shade(0, middleY, width, height, half);
      }
      case 0x92 -> {
        canvas.shade(0, 0, width, middleY, half);
        canvas.rect(0, middleY, width, height);
      }
      case 0x94 -> {
        canvas.shade(0, 0, middleX, height, half);
        canvas.rect(middleX, 0, width, height);
      }
      case 0x9a -> {
        quarter(1, canvas);
        quarter(3, canvas);
      }
      case 0x9b -> {
        quarter(0, canvas);
        quarter(2, canvas);
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
