package dev.session.render;

import dev.session.render.GlyphMask.Clip;
import dev.session.terminal.CellReader;
import dev.session.terminal.UnderlineStyle;

/// Lines under, through and over the text of one cell. Patterns go on over cells: they depend on
/// the place in the row, not in the cell.
final class Decorations {
  private static final int DOT_PERIOD = 3;
  private static final int DASH_PERIOD = 6;
  private static final int DASH_LENGTH = 4;

  private final CellSize cell;
  private final int[][] wave;

  Decorations(CellSize cell) {
    this.cell = cell;
    wave = wave(cell);
  }

  /// Draws what the reader's cell has.
  ///
  /// @param x where the cell begins, and how many pixels wide it is
  /// @param origin where column 0 begins
  void draw(
      CellReader reader,
      CellInk ink,
      Bitmap bitmap,
      int x,
      int width,
      int y,
      int origin,
      Clip clip) {
    var style = reader.underline();
    if (style != UnderlineStyle.NONE) {
      underline(style, ink.line(), bitmap, x, width, y, origin, clip);
    }
    if (reader.isStruckOut()) {
      int middle = y + cell.baseline() - cell.em() * 4 / 15 - cell.stroke();
      bitmap.fill(x, middle, width, cell.stroke(), ink.text());
    }
    if (reader.isOverlined()) {
      bitmap.fill(x, y, width, cell.stroke(), ink.text());
    }
  }

  void underline(
      UnderlineStyle style,
      int color,
      Bitmap bitmap,
      int x,
      int width,
      int y,
      int origin,
      Clip clip) {
    int stroke = cell.stroke();
    int top = y + cell.baseline() + 2 * stroke;
    switch (style) {
      case NONE -> {}
      case SINGLE -> bitmap.fill(x, top, width, stroke, color);
      case DOUBLE -> {
        bitmap.fill(x, top - stroke, width, stroke, color);
        bitmap.fill(x, top + stroke, width, stroke, color);
      }
      case DOTTED -> {
        for (int at = x; at < x + width; at++) {
          if ((at - origin) / stroke % DOT_PERIOD == 0) {
            bitmap.fill(at, top, 1, stroke, color);
          }
        }
      }
      case DASHED -> {
        for (int at = x; at < x + width; at++) {
          if ((at - origin) / stroke % DASH_PERIOD < DASH_LENGTH) {
            bitmap.fill(at, top, 1, stroke, color);
          }
        }
      }
      case CURLY -> curl(color, bitmap, x, width, top - stroke, clip);
    }
  }

  // One wave per cell, so that neighbours join.
  private void curl(int color, Bitmap bitmap, int x, int width, int top, Clip clip) {
    for (int at = Math.max(x, clip.left()); at < Math.min(x + width, clip.right()); at++) {
      int[] column = wave[(at - x) % cell.width()];
      for (int line = 0; line < column.length; line++) {
        int lineY = top + line;
        if (column[line] != 0 && lineY >= clip.top() && lineY < clip.bottom()) {
          int pixel = lineY * bitmap.width() + at;
          bitmap.argb()[pixel] = GlyphMask.blend(bitmap.argb()[pixel], color, column[line]);
        }
      }
    }
  }

  /// Coverage by column of a wave of two parabolas.
  private static int[][] wave(CellSize cell) {
    int stroke = cell.stroke();
    int height = 4 * stroke;
    double amplitude = 1.3 * stroke;
    double half = cell.width() / 2.0;
    var wave = new int[cell.width()][height];
    for (int column = 0; column < cell.width(); column++) {
      double t = (column + 0.5) / half;
      double u = t < 1 ? t : t - 1;
      double bulge = 4 * u * (1 - u) * amplitude;
      double middle = height / 2.0 + (t < 1 ? -bulge : bulge);
      for (int line = 0; line < height; line++) {
        double covered =
            Math.min(line + 1, middle + 0.6 * stroke) - Math.max(line, middle - 0.6 * stroke);
        wave[column][line] = (int) (Math.max(0, Math.min(1, covered)) * GlyphMask.FULL + 0.5);
      }
    }
    return wave;
  }
}
