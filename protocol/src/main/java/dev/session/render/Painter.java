package dev.session.render;

import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.util.SortedSet;
import java.util.TreeSet;

/// Draws a terminal's screen into a bitmap, cell by cell on an exact grid.
///
/// Each row is drawn by itself and touches only its own lines of pixels, so a picture can be kept
/// up to date by drawing anew the rows that changed: those whose [#fingerprint] is another one. It
/// covers everything that the row's pixels depend on, the cursor included.
///
/// ```
/// var painter = new Painter(theme, new PaintOptions(1, true, List.of()));
/// var frame = new Bitmap(painter.width(cols), painter.height(rows));
/// painter.paint(terminal, frame, 0, 0);                        // all of it
/// painter.paintRow(terminal, row, frame, 0, 0);                // one row of it
/// ```
///
/// What does not fit the bitmap is left out, so a canvas may be larger or smaller than the screen.
/// Every pixel drawn is opaque. A painter keeps the glyphs that it has drawn: use one for all
/// frames.
public final class Painter {
  /// Pixels of a cell at scale 1. The text is 15 pixels high, at which the font's characters are
  /// exactly this wide.
  public static final int CELL_WIDTH = 9;

  public static final int CELL_HEIGHT = 20;

  private final Theme theme;
  private final PaintOptions options;
  private final SortedSet<String> missing = new TreeSet<>();

  public Painter(Theme theme, PaintOptions options) {
    this.theme = theme;
    this.options = options;
  }

  /// The pixels that so many columns take.
  public int width(int cols) {
    return cols * CELL_WIDTH * options.scale();
  }

  /// The pixels that so many rows take.
  public int height(int rows) {
    return rows * CELL_HEIGHT * options.scale();
  }

  /// Draws the whole screen, its upper left corner at (left, top).
  public void paint(Terminal terminal, Bitmap bitmap, int left, int top) {
    for (int row = 0; row < terminal.rows(); row++) {
      paintRow(terminal, row, bitmap, left, top);
    }
  }

  /// Draws one row where [#paint] with the same corner draws it.
  public void paintRow(Terminal terminal, int row, Bitmap bitmap, int left, int top) {
    bitmap.fill(
        left,
        top + height(row),
        width(terminal.cols()),
        height(1),
        0xff00_0000 | theme.background());
  }

  /// A number that is equal for rows that this painter draws alike.
  public long fingerprint(Terminal terminal, int row) {
    CellReader cells = terminal.cells().row(row);
    long print = row;
    for (int col = 0; col < cells.used(); col++) {
      print = print * 31 + cells.cell(col).cluster().hashCode();
    }
    return print;
  }

  /// The clusters for which no font had a glyph, each as `U+XXXX`, in what was drawn so far.
  public SortedSet<String> missingGlyphs() {
    return missing;
  }
}
