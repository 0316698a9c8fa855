package dev.session.cli.dashboard;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;

/// What a session's screen looked like at one moment. Never changes.
final class Picture {
  /// Stands in the cell behind a wide character; nothing else looks so.
  static final TextCharacter BEHIND_WIDE =
      TextCharacter.DEFAULT_CHARACTER.withModifier(SGR.FRAKTUR);

  private final TextCharacter[][] cells;
  private final int cols;
  private final int cursorRow;
  private final int cursorCol;
  private final boolean cursorVisible;
  private final String title;

  /// @param cells by rows
  /// @param cols the width; rows may be shorter, what is missing is blank
  Picture(
      TextCharacter[][] cells,
      int cols,
      int cursorRow,
      int cursorCol,
      boolean cursorVisible,
      String title) {
    this.cells = cells;
    this.cols = cols;
    this.cursorRow = cursorRow;
    this.cursorCol = cursorCol;
    this.cursorVisible = cursorVisible;
    this.title = title;
  }

  int cols() {
    return cols;
  }

  int rows() {
    return cells.length;
  }

  String title() {
    return title;
  }

  boolean hasCursor(int row, int col) {
    return cursorVisible && row == cursorRow && col == cursorCol;
  }

  /// What stands in a cell.
  TextCharacter cell(int row, int col) {
    return col < cells[row].length ? cells[row][col] : TextCharacter.DEFAULT_CHARACTER;
  }

  /// The part to show where there is room for so much: the top left, moved as far as the cursor
  /// needs to be seen.
  Pan naturalPan(int roomCols, int roomRows) {
    int row = cursorVisible ? cursorRow - roomRows + 1 : 0;
    int col = cursorVisible ? cursorCol - roomCols + 1 : 0;
    return new Pan(
        Math.clamp(row, 0, Math.max(0, rows() - roomRows)),
        Math.clamp(col, 0, Math.max(0, cols - roomCols)));
  }
}
