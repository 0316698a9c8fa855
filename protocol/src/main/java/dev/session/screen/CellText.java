package dev.session.screen;

import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.util.Arrays;

/// The canonical text of a part of the screen, and of each of its characters the cell. Of the whole
/// screen it is what [ScreenText] gives.
///
/// Valid until the terminal is fed again.
final class CellText {
  private static final int NO_CELL = -1;

  private final Terminal terminal;
  private final StringBuilder text = new StringBuilder();

  /// Row times columns plus column, for each UTF-16 unit; [#NO_CELL] for a line break.
  private int[] cells = new int[1 << 10];

  private CellText(Terminal terminal) {
    this.terminal = terminal;
  }

  /// The rows, one line for each.
  static CellText lines(Terminal terminal, Region region) {
    return of(terminal, region, false, false);
  }

  /// The same, where rows that go on in the next are one line with it, if the region has them
  /// whole.
  static CellText unwrapped(Terminal terminal, Region region) {
    return of(
        terminal,
        region,
        region.col() == 0 && region.endCol(terminal.cols()) == terminal.cols(),
        false);
  }

  /// The rows, with the blanks that stand before the cursor.
  static CellText toCursor(Terminal terminal, Region region) {
    return of(terminal, region, false, true);
  }

  private static CellText of(Terminal terminal, Region region, boolean joining, boolean toCursor) {
    var read = new CellText(terminal);
    var cells = terminal.cells();
    int last = region.endRow(terminal.rows()) - 1;
    for (int row = region.row(); row <= last; row++) {
      cells.row(row);
      boolean goesOn = joining && cells.isWrapped() && row < last;
      int end = Math.min(region.endCol(terminal.cols()), cells.end());
      read.add(cells, row, region.col(), end);
      if (!goesOn) {
        read.strip();
      }
      if (toCursor && row == terminal.cursorRow()) {
        read.blanksTo(Math.min(region.endCol(terminal.cols()), terminal.cursorCol()), row, region);
      }
      if (!goesOn && row < last) {
        read.add("\n", NO_CELL);
      }
    }
    return read;
  }

  private void add(CellReader reader, int row, int from, int end) {
    for (int col = from; col < end; col++) {
      reader.cell(col);
      add(reader.isHidden() ? " " : reader.cluster(), row * terminal.cols() + col);
    }
  }

  private void add(String characters, int cell) {
    int start = text.length();
    text.append(characters);
    if (text.length() > cells.length) {
      cells = Arrays.copyOf(cells, Math.max(text.length(), 2 * cells.length));
    }
    Arrays.fill(cells, start, text.length(), cell);
  }

  // Only the spaces of the line that ends here: there is nothing else before a line break.
  private void strip() {
    int length = text.length();
    while (length > 0 && text.charAt(length - 1) == ' ') {
      length--;
    }
    text.setLength(length);
  }

  // Behind the last character of the row.
  private void blanksTo(int col, int row, Region region) {
    int last = text.isEmpty() ? NO_CELL : cells[text.length() - 1];
    int from = last == NO_CELL ? region.col() : last % terminal.cols() + 1;
    var reader = terminal.cells().row(row);
    for (int blank = from; blank < col; blank++) {
      if (blank >= reader.end() || reader.cell(blank).width() > 0) {
        add(" ", row * terminal.cols() + blank);
      }
    }
  }

  String text() {
    return text.toString();
  }

  /// The row in which the character at `offset` stands.
  int row(int offset) {
    int at = offset;
    while (at > 0 && (at == text.length() || cells[at] == NO_CELL)) {
      at--;
    }
    return text.isEmpty() || cells[at] == NO_CELL ? 0 : cells[at] / terminal.cols();
  }

  /// Puts `reader` on the cell of the character at `offset`; false for a line break.
  boolean seek(CellReader reader, int offset) {
    int cell = cells[offset];
    if (cell == NO_CELL) {
      return false;
    }
    reader.row(cell / terminal.cols()).cell(cell % terminal.cols());
    return true;
  }
}
