package dev.session.cli.dashboard;

/// A part of the screen, in cells; may be empty.
record Rect(int col, int row, int cols, int rows) {
  static final Rect EMPTY = new Rect(0, 0, 0, 0);

  boolean isEmpty() {
    return cols <= 0 || rows <= 0;
  }

  boolean contains(int atCol, int atRow) {
    return atCol >= col && atCol < endCol() && atRow >= row && atRow < endRow();
  }

  int endCol() {
    return col + cols;
  }

  int endRow() {
    return row + rows;
  }

  /// This without its first row.
  Rect belowTitle() {
    return new Rect(col, row + 1, cols, Math.max(0, rows - 1));
  }
}
