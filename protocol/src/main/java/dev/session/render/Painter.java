package dev.session.render;

import dev.session.render.GlyphMask.Clip;
import dev.session.terminal.CellReader;
import dev.session.terminal.CursorStyle;
import dev.session.terminal.LineSize;
import dev.session.terminal.Terminal;
import java.util.Collections;
import java.util.SortedSet;

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

  /// How thick a cursor is that is a line, at scale 1.
  private static final int CURSOR_LINE = 2;

  private final Theme theme;
  private final PaintOptions options;
  private final CellSize cell;
  private final Glyphs glyphs;
  private final Decorations decorations;

  public Painter(Theme theme, PaintOptions options) {
    this.theme = theme;
    this.options = options;
    cell = CellSize.at(options.scale());
    glyphs = new Glyphs(cell);
    decorations = new Decorations(cell);
  }

  /// The pixels that so many columns take.
  public int width(int cols) {
    return cols * cell.width();
  }

  /// The pixels that so many rows take.
  public int height(int rows) {
    return rows * cell.height();
  }

  /// Draws the whole screen, its upper left corner at (left, top), which may lie outside.
  public void paint(Terminal terminal, Bitmap bitmap, int left, int top) {
    for (int row = 0; row < terminal.rows(); row++) {
      paintRow(terminal, row, bitmap, left, top);
    }
  }

  /// Draws one row where [#paint] with the same corner draws it.
  public void paintRow(Terminal terminal, int row, Bitmap bitmap, int left, int top) {
    int y = top + height(row);
    var reader = terminal.cells().row(row);
    if (reader.lineSize() == LineSize.SINGLE) {
      new RowPainting(terminal, row, bitmap, left, y, terminal.cols()).paint(reader);
      return;
    }
    // The left half, stretched.
    int cols = (terminal.cols() + 1) / 2;
    var natural = new Bitmap(width(cols), cell.height());
    new RowPainting(terminal, row, natural, 0, 0, cols).paint(reader);
    stretch(natural, reader.lineSize(), bitmap, left, y, width(terminal.cols()));
  }

  private void stretch(Bitmap natural, LineSize size, Bitmap bitmap, int left, int top, int width) {
    int firstLine = size == LineSize.DOUBLE_HEIGHT_BOTTOM ? cell.height() / 2 : 0;
    int repeat = size == LineSize.DOUBLE_WIDTH ? 1 : 2;
    for (int line = 0; line < cell.height(); line++) {
      int source = (firstLine + line / repeat) * natural.width();
      for (int x = 0; x < width; x++) {
        bitmap.fill(left + x, top + line, 1, 1, natural.argb()[source + x / 2]);
      }
    }
  }

  CellInk ink(Terminal terminal) {
    return new CellInk(theme, terminal);
  }

  /// A number that is equal for rows that this painter draws alike.
  public long fingerprint(Terminal terminal, int row) {
    var ink = new CellInk(theme, terminal);
    var reader = terminal.cells().row(row);
    long print = mix(reader.lineSize().ordinal(), ink.screenBackground());
    for (int col = 0; col < reader.used(); col++) {
      ink.read(reader.cell(col));
      if (options.isHighlighted(row, col)) {
        ink.highlight();
      }
      print = mix(print, reader.cluster().hashCode());
      print = mix(print, (long) ink.text() << 32 | ink.background() & 0xffff_ffffL);
      print = mix(print, ink.line());
      print = mix(print, reader.appearance());
    }
    if (hasCursor(terminal, row)) {
      print = mix(print, terminal.cursorCol());
      print = mix(print, terminal.cursorStyle().ordinal());
      print = mix(print, ink.cursor());
    }
    return print;
  }

  private static long mix(long print, long value) {
    long mixed = (print ^ value) * 0x9e37_79b9_7f4a_7c15L;
    return mixed ^ mixed >>> 29;
  }

  private boolean hasCursor(Terminal terminal, int row) {
    return options.cursor() && terminal.isCursorVisible() && terminal.cursorRow() == row;
  }

  /// The characters for which no font had a glyph, each as `U+XXXX` (of a joined sequence several),
  /// in what was drawn so far.
  public SortedSet<String> missingGlyphs() {
    return Collections.unmodifiableSortedSet(glyphs.missing());
  }

  /// One row on its way into a bitmap: grounds first, then what stands on them, so that a character
  /// may lean into its neighbour's cell.
  private final class RowPainting {
    private final Terminal terminal;
    private final int row;
    private final Bitmap bitmap;
    private final int left;
    private final int top;
    private final int cols;
    private final CellInk ink;
    private final Clip clip;
    private final int cursorFrom;
    private final int cursorEnd;

    RowPainting(Terminal terminal, int row, Bitmap bitmap, int left, int top, int cols) {
      this.terminal = terminal;
      this.row = row;
      this.bitmap = bitmap;
      this.left = left;
      this.top = top;
      this.cols = cols;
      ink = new CellInk(theme, terminal);
      clip =
          new Clip(
              Math.max(0, left),
              Math.max(0, top),
              Math.min(bitmap.width(), left + width(cols)),
              Math.min(bitmap.height(), top + cell.height()));
      int from = -1;
      int end = -1;
      if (hasCursor(terminal, row)) {
        var reader = terminal.cells().row(row);
        from = terminal.cursorCol();
        if (reader.cell(from).width() == 0) {
          from--;
        }
        end = from + Math.max(1, reader.cell(from).width());
      }
      cursorFrom = from;
      cursorEnd = end;
    }

    void paint(CellReader reader) {
      grounds(reader);
      int used = Math.min(cols, reader.used());
      for (int col = 0; col < used; col++) {
        reader.cell(col);
        if (reader.width() == 0) {
          continue;
        }
        read(reader, col);
        int x = left + width(col);
        if (!reader.isBlank() && reader.codePoint() != ' ' && !reader.isHidden()) {
          glyphs.of(reader).draw(bitmap, x, top, ink.text(), clip);
        }
        int width = Math.min(width(reader.width()), width(cols - col));
        decorations.draw(reader, ink, bitmap, x, width, top, left, clip);
      }
      if (cursorFrom >= 0 && cursorFrom < cols) {
        lineCursor();
      }
    }

    private void grounds(CellReader reader) {
      bitmap.fill(left, top, width(cols), cell.height(), ink.screenBackground());
      int end = Math.min(cols, Math.max(reader.used(), cursorEnd));
      for (int col = 0; col < end; col++) {
        read(reader.cell(col), col);
        if (ink.background() != ink.screenBackground()) {
          bitmap.fill(left + width(col), top, cell.width(), cell.height(), ink.background());
        }
      }
    }

    private void read(CellReader reader, int col) {
      ink.read(reader);
      if (options.isHighlighted(row, col)) {
        ink.highlight();
      }
      if (col >= cursorFrom && col < cursorEnd && terminal.cursorStyle() == CursorStyle.BLOCK) {
        ink.underCursor();
      }
    }

    private void lineCursor() {
      int thick = CURSOR_LINE * cell.stroke();
      int x = left + width(cursorFrom);
      int width = width(cursorEnd - cursorFrom);
      switch (terminal.cursorStyle()) {
        case BLOCK -> {} // drawn as the ground of its cell
        case UNDERLINE -> bitmap.fill(x, top + cell.height() - thick, width, thick, ink.cursor());
        case BAR -> bitmap.fill(x, top, thick, cell.height(), ink.cursor());
      }
    }
  }
}
