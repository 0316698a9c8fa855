package dev.session.video;

import dev.session.render.Bitmap;
import dev.session.render.Painter;
import dev.session.render.Theme;
import dev.session.terminal.Terminal;

/// One picture that is kept like a terminal's screen: only rows that changed are drawn anew. A
/// screen that is smaller than the picture stands in its upper left corner, on the theme's
/// background.
final class Canvas {
  private static final int OPAQUE = 0xff00_0000;

  private final Painter painter;
  private final int background;
  private final Bitmap bitmap;
  private long[] fingerprints = new long[0];
  private int cols;
  private int firstLine;
  private int endLine;

  /// @param cols the most columns that will be drawn
  /// @param rows the most rows
  /// @param multiple both lengths of the picture are multiples of it
  Canvas(Painter painter, Theme theme, int cols, int rows, int multiple) {
    this.painter = painter;
    background = OPAQUE | theme.background();
    bitmap =
        new Bitmap(
            Math.ceilDiv(painter.width(cols), multiple) * multiple,
            Math.ceilDiv(painter.height(rows), multiple) * multiple);
  }

  Bitmap bitmap() {
    return bitmap;
  }

  int width() {
    return bitmap.width();
  }

  int height() {
    return bitmap.height();
  }

  /// Draws what is on the screen; whether anything was drawn. Then it was between the two lines.
  boolean draw(Terminal screen) {
    firstLine = bitmap.height();
    endLine = 0;
    boolean everything = screen.rows() != fingerprints.length || screen.cols() != cols;
    if (everything) {
      fingerprints = new long[screen.rows()];
      cols = screen.cols();
      bitmap.fill(0, 0, bitmap.width(), bitmap.height(), background);
      firstLine = 0;
      endLine = bitmap.height();
    }
    for (int row = 0; row < fingerprints.length; row++) {
      long fingerprint = painter.fingerprint(screen, row);
      if (everything || fingerprint != fingerprints[row]) {
        fingerprints[row] = fingerprint;
        painter.paintRow(screen, row, bitmap, 0, 0);
        firstLine = Math.min(firstLine, painter.height(row));
        endLine = Math.max(endLine, Math.min(bitmap.height(), painter.height(row + 1)));
      }
    }
    return firstLine < endLine;
  }

  /// The first line of pixels that the last call may have changed.
  int firstLine() {
    return firstLine;
  }

  /// Behind the last one.
  int endLine() {
    return endLine;
  }
}
