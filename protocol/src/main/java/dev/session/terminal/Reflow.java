package dev.session.terminal;

import java.util.ArrayList;
import java.util.List;

/// Changing the size. The alternate screen is cut or padded. On the primary one, lines that the old
/// width broke are joined and broken again at the new one, scrollback included; the cursor stays on
/// its character. A screen that grows takes lines back from the scrollback, one that shrinks gives
/// blank rows at its bottom up first and then its top rows to the scrollback.
///
/// Lines of double width are not joined. The saved cursor of the primary screen stays on its
/// character too.
final class Reflow {
  private final Screen screen;
  private final int cols;
  private final int rows;

  /// The rows at the new width, and which of them hold the cursor and the saved cursor.
  private final List<Row> output = new ArrayList<>();

  private final Mark cursor = new Mark();
  private final Mark saved = new Mark();

  /// The first cell of the screen.
  private final Mark top = new Mark();

  /// The logical line being put together: its rows, and where in it the marks are.
  private final List<Row> pieces = new ArrayList<>();

  /// A position that moves with the character under it.
  private static final class Mark {
    int row;
    int col;
    boolean pending;

    /// Cells from the start of the logical line, -1 while not in it.
    int offset = -1;
  }

  Reflow(Screen screen, int cols, int rows) {
    this.screen = screen;
    this.cols = cols;
    this.rows = rows;
  }

  void resize() {
    resizePrimary();
    screen.alternate.resize(cols, rows);
    if (screen.isAlternate()) {
      screen.row = Math.min(screen.row, rows - 1);
      screen.col = Math.min(screen.col, cols - 1);
    } else {
      screen.row = cursor.row;
      screen.col = cursor.col;
    }
    boolean pending = cursor.pending;
    screen.resetWrap();
    screen.pendingWrap = !screen.isAlternate() && pending;
    for (SavedCursor each : screen.saved) {
      each.row = Math.min(each.row, rows - 1);
      each.col = Math.min(each.col, cols - 1);
    }
  }

  private void resizePrimary() {
    SavedCursor savedCursor = screen.saved[Screen.PRIMARY];
    boolean active = !screen.isAlternate();
    int lines = screen.scrollback.size();
    int cursorLine = lines + (active ? screen.row : Math.min(savedCursor.row, screen.rows() - 1));
    int cursorCol = active ? screen.col : savedCursor.col;
    boolean pending = active ? screen.pendingWrap : savedCursor.pendingWrap;
    int savedLine = lines + Math.min(savedCursor.row, screen.rows() - 1);
    int total = lines + lastLine(cursorLine - lines, savedLine - lines) + 1;
    for (int i = 0; i < total; i++) {
      if (i == lines) {
        top.offset = width(pieces);
      }
      Row row = take(i, lines);
      int before = width(pieces);
      pieces.add(row);
      if (i == cursorLine) {
        cursor.offset = before + cursorCol + (pending ? 1 : 0);
      }
      if (i == savedLine) {
        saved.offset = before + savedCursor.col;
      }
      boolean continues = row.wrapped && row.size == Row.SINGLE && i + 1 < total;
      if (!continues) {
        breakAnew();
      }
    }
    place();
    savedCursor.row = saved.row;
    savedCursor.col = saved.col;
  }

  /// The last screen row that is kept: blank ones behind it and the cursors are only room.
  private int lastLine(int cursorRow, int savedRow) {
    int last = screen.rows() - 1;
    while (last > cursorRow && last > savedRow && screen.primary.row(last).used == 0) {
      last--;
    }
    return last;
  }

  private Row take(int i, int lines) {
    if (i >= lines) {
      return screen.primary.row(i - lines);
    }
    var row = new Row(Math.max(screen.cols(), screen.scrollback.cells(i)));
    screen.scrollback.read(i, row);
    return row;
  }

  /// Cells of the pieces; each but the last counts in full, since the line went on.
  private static int width(List<Row> pieces) {
    int width = 0;
    for (Row piece : pieces) {
      width += continued(piece);
    }
    return width;
  }

  /// What of a wrapped row belongs to the line: a blank last cell may be there only because a wide
  /// character did not fit.
  private static int continued(Row piece) {
    int end = piece.cols();
    return end > 1 && piece.text[end - 1] == 0 && piece.mayHoldWide ? end - 1 : end;
  }

  /// Writes the pieces as rows of the new width.
  private void breakAnew() {
    Row last = pieces.getLast();
    if (pieces.size() == 1 && (last.used <= cols || last.size != Row.SINGLE)) {
      keep(last);
    } else {
      var writer = new Writer();
      for (Row piece : pieces) {
        int end = piece == last ? piece.used : continued(piece);
        writer.copy(piece, end);
      }
      writer.finish(last);
    }
    pieces.clear();
    cursor.offset = -1;
    saved.offset = -1;
    top.offset = -1;
  }

  private void keep(Row row) {
    row.setCols(cols);
    output.add(row);
    boolean wrapped = row.wrapped && row.size != Row.SINGLE;
    row.wrapped = wrapped;
    settle(cursor, output.size() - 1, 0);
    settle(saved, output.size() - 1, 0);
    settle(top, output.size() - 1, 0);
  }

  private void settle(Mark mark, int row, int start) {
    if (mark.offset >= 0) {
      int col = mark.offset - start;
      mark.row = row;
      mark.pending = mark == cursor && col >= cols && output.get(row).used == cols;
      mark.col = Math.min(col, cols - 1);
    }
  }

  /// Breaks one logical line.
  private final class Writer {
    private Row row = new Row(cols);
    private int col;
    private int start;
    private int taken;

    Writer() {
      output.add(row);
    }

    void copy(Row piece, int end) {
      for (int c = 0; c < end; c++) {
        int cell = piece.text[c];
        int width = (cell & Row.WIDE) != 0 ? 2 : 1;
        if (width > cols) {
          taken += width;
          c++;
          continue;
        }
        if (col + width > cols) {
          nextRow();
        }
        row.put(col, cell, piece.style[c], piece.extraAt(c));
        if (width == 2) {
          row.put(col + 1, Row.TRAILER, piece.style[c], piece.extraAt(c));
          row.mayHoldWide = true;
          c++;
        }
        col += width;
        taken += width;
      }
    }

    private void nextRow() {
      row.wrapped = true;
      row.trim();
      mark(cursor);
      mark(saved);
      mark(top);
      row = new Row(cols);
      output.add(row);
      col = 0;
      start = taken;
    }

    /// Settles a mark that lies in the row just filled.
    private void mark(Mark mark) {
      if (mark.offset >= start && mark.offset < taken) {
        settle(mark, output.size() - 1, start);
        mark.offset = -1;
      }
    }

    void finish(Row last) {
      row.trim();
      row.size = last.size;
      settle(cursor, output.size() - 1, start);
      settle(saved, output.size() - 1, start);
      settle(top, output.size() - 1, start);
    }
  }

  /// Divides the rows between scrollback and screen.
  private void place() {
    int grown = Math.max(0, rows - screen.rows());
    int first = Math.max(top.row - grown, Math.max(0, output.size() - rows));
    first = Math.min(first, cursor.row);
    first = Math.max(first, cursor.row - rows + 1);
    screen.scrollback.refill(output, first);
    var visible = new Row[rows];
    for (int r = 0; r < rows; r++) {
      int from = first + r;
      visible[r] = from < output.size() ? output.get(from) : new Row(cols);
    }
    screen.primary.replace(visible);
    cursor.row = Math.clamp((long) cursor.row - first, 0, rows - 1);
    saved.row = Math.clamp((long) saved.row - first, 0, rows - 1);
  }
}
