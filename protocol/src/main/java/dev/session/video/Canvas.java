package dev.session.video;

import dev.session.render.Bitmap;
import dev.session.render.Painter;
import dev.session.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// One picture that is kept like a terminal's screen: only rows that changed are drawn anew. A
/// smaller screen stands on the theme's background, in the upper left corner or, of a fitted stage,
/// in the middle; a larger one is shrunk.
final class Canvas {
  private static final int OPAQUE = 0xff00_0000;

  private final Painter painter;
  private final int background;
  private final boolean isFitted;
  private final Bitmap bitmap;

  /// Where the screen is drawn in its natural size: the picture, or what is shrunk to it.
  private Bitmap natural;

  private @Nullable Reduction reduction;
  private int left;
  private int top;
  private long[] fingerprints = new long[0];
  private int cols;
  private int firstLine;
  private int endLine;

  /// @param multiple both lengths of the picture are multiples of it
  Canvas(Stage stage, Film.Size size, int multiple) {
    painter = stage.painter();
    background = OPAQUE | stage.theme().background();
    isFitted = stage.isFitted();
    bitmap =
        new Bitmap(
            Math.ceilDiv(painter.width(size.cols()), multiple) * multiple,
            Math.ceilDiv(painter.height(size.rows()), multiple) * multiple);
    natural = bitmap;
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
    boolean everything = screen.rows() != fingerprints.length || screen.cols() != cols;
    if (everything) {
      place(screen);
    }
    firstLine = natural.height();
    endLine = 0;
    for (int row = 0; row < fingerprints.length; row++) {
      long fingerprint = painter.fingerprint(screen, row);
      if (everything || fingerprint != fingerprints[row]) {
        fingerprints[row] = fingerprint;
        painter.paintRow(screen, row, natural, left, top);
        firstLine = Math.min(firstLine, top + painter.height(row));
        endLine = Math.max(endLine, top + painter.height(row + 1));
      }
    }
    if (firstLine < endLine && reduction != null) {
      firstLine = reduction.firstLine(firstLine);
      endLine = reduction.endLine(endLine);
      reduction.draw(firstLine, endLine);
    }
    if (everything) {
      firstLine = 0;
      endLine = bitmap.height();
    }
    return firstLine < endLine;
  }

  /// Makes room for screens of another size.
  private void place(Terminal screen) {
    fingerprints = new long[screen.rows()];
    cols = screen.cols();
    bitmap.fill(0, 0, bitmap.width(), bitmap.height(), background);
    int width = painter.width(cols);
    int height = painter.height(screen.rows());
    boolean isShrunk = width > bitmap.width() || height > bitmap.height();
    natural = isShrunk ? new Bitmap(width, height) : bitmap;
    reduction = isShrunk ? new Reduction(natural, bitmap) : null;
    boolean isCentred = isFitted && !isShrunk;
    left = isCentred ? (bitmap.width() - width) / 2 : 0;
    top = isCentred ? (bitmap.height() - height) / 2 : 0;
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
