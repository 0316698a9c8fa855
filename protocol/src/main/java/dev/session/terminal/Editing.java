package dev.session.terminal;

/// Inserting, deleting and erasing of characters and lines.
final class Editing {
  private final Screen screen;

  Editing(Screen screen) {
    this.screen = screen;
  }

  /// ICH, and insert mode's way to make room.
  static void insertCells(Screen screen, Row line, int col, int count) {
    if (col < screen.left || col > screen.right) {
      return;
    }
    int end = screen.right + 1;
    int n = Math.min(count, end - col);
    long blank = screen.blank();
    line.mend(col, col, blank);
    line.mend(end - n, end, blank);
    line.copyCells(line, col, col + n, end - n - col);
    line.erase(col, col + n, blank);
  }

  static void deleteCells(Screen screen, Row line, int col, int count) {
    if (col < screen.left || col > screen.right) {
      return;
    }
    int end = screen.right + 1;
    int n = Math.min(count, end - col);
    long blank = screen.blank();
    line.mend(col, col + n, blank);
    line.mend(end, end, blank);
    line.copyCells(line, col + n, col, end - n - col);
    line.erase(end - n, end, blank);
  }

  void insertCharacters(int count) {
    screen.resetWrap();
    insertCells(screen, screen.line(), screen.col, count);
  }

  void deleteCharacters(int count) {
    if (screen.inColumnMargins()) {
      screen.resetWrap();
      deleteCells(screen, screen.line(), screen.col, count);
    }
  }

  void insertLines(int count) {
    if (screen.inRowMargins() && screen.inColumnMargins()) {
      screen.scrollDown(screen.row, count);
      screen.col = screen.left;
      screen.resetWrap();
    }
  }

  void deleteLines(int count) {
    if (screen.inRowMargins() && screen.inColumnMargins()) {
      if (screen.fullWidth()) {
        screen.grid.scrollUp(screen.row, screen.bottom, count, screen.blank(), false);
      } else {
        screen.scrollUp(screen.row, count);
      }
      screen.col = screen.left;
      screen.resetWrap();
    }
  }

  /// DECIC and SL/SR: shifts the columns from `col` on, in every row between the margins.
  void shiftColumns(int col, int count, boolean towardsLeft) {
    if (!screen.inRowMargins() || !screen.inColumnMargins()) {
      return;
    }
    for (int r = screen.top; r <= screen.bottom; r++) {
      Row line = screen.grid.row(r);
      if (towardsLeft) {
        deleteCells(screen, line, col, count);
      } else {
        insertCells(screen, line, col, count);
      }
    }
  }

  /// ECH. Like xterm's it ends a soft wrap.
  void eraseCharacters(int count) {
    int n = Math.min(count, screen.cols() - screen.col);
    Screen.Protection before = spare(Screen.Protection.ISO);
    erase(screen.row, screen.col, screen.col + n);
    screen.protection = before;
    screen.line().wrapped = false;
    screen.resetWrap();
  }

  /// EL, or with `selective` DECSEL. The parameter: 0 to the right, 1 to the left, 2 all.
  void eraseLine(int which, boolean selective) {
    Screen.Protection before = spare(selective ? Screen.Protection.DEC : Screen.Protection.ISO);
    eraseInLine(which);
    screen.protection = before;
  }

  /// ED, or with `selective` DECSED; 3 drops the scrollback.
  void eraseDisplay(int which, boolean selective) {
    if (which == 3) {
      screen.scrollback.clear();
      return;
    }
    Screen.Protection before = spare(selective ? Screen.Protection.DEC : Screen.Protection.ISO);
    eraseInDisplay(which);
    screen.protection = before;
  }

  /// Erasing spares guarded cells (SPA) always and those of DECSCA when it is selective.
  private Screen.Protection spare(Screen.Protection mode) {
    Screen.Protection before = screen.protection;
    if (before == Screen.Protection.DEC && mode != Screen.Protection.DEC) {
      screen.protection = Screen.Protection.OFF;
    }
    return before;
  }

  private void eraseInLine(int which) {
    switch (which) {
      case 0 -> {
        erase(screen.row, screen.col, screen.cols());
        screen.line().wrapped = false;
        screen.resetWrap();
      }
      case 1 -> {
        erase(screen.row, 0, screen.col + 1);
        screen.resetWrap();
      }
      case 2 -> {
        erase(screen.row, 0, screen.cols());
        screen.resetWrap();
      }
      default -> {}
    }
  }

  private void eraseInDisplay(int which) {
    switch (which) {
      case 0 -> {
        if (screen.row == 0 && screen.col == 0) {
          eraseInDisplay(2);
          return;
        }
        eraseInLine(0);
        eraseRows(screen.row + 1, screen.rows());
      }
      case 1 -> {
        eraseRows(0, screen.row);
        eraseInLine(1);
      }
      case 2 -> eraseRows(0, screen.rows());
      default -> {}
    }
  }

  private void eraseRows(int from, int to) {
    for (int r = from; r < to; r++) {
      if (screen.protection == Screen.Protection.OFF) {
        screen.grid.row(r).clear(screen.blank());
      } else {
        erase(r, 0, screen.cols());
      }
    }
    screen.resetWrap();
  }

  /// Blanks `[from, to)` of a row, sparing what is protected.
  void erase(int r, int from, int to) {
    Row line = screen.grid.row(r);
    if (screen.protection == Screen.Protection.OFF) {
      line.blank(from, to, screen.blank());
      return;
    }
    for (int c = from; c < to; c++) {
      if ((line.style[c] & Style.PROTECTED) == 0) {
        line.blank(c, c + 1, screen.blank());
      }
    }
  }
}
