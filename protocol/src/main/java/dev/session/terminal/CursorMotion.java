package dev.session.terminal;

/// Moving the cursor: relative moves, tabs, and the back-space with its reverse wrap.
final class CursorMotion {
  private final Screen screen;

  CursorMotion(Screen screen) {
    this.screen = screen;
  }

  void up(int count) {
    int min = screen.row < screen.top ? 0 : screen.top;
    screen.row = Math.max(screen.row - count, min);
    screen.resetWrap();
  }

  void down(int count) {
    int max = screen.row > screen.bottom ? screen.rows() - 1 : screen.bottom;
    screen.row = Math.min(screen.row + count, max);
    screen.resetWrap();
  }

  void forward(int count) {
    int max = screen.lastColumn();
    if (screen.mode(Mode.LEFT_RIGHT_MARGINS)) {
      max = screen.col > screen.right ? screen.cols() - 1 : screen.right;
    }
    screen.col = Math.max(screen.col, Math.min(screen.col + count, max));
    screen.resetWrap();
  }

  /// CUB and BS. With reverse wrap (45) the cursor goes on at the end of the line above if that one
  /// was wrapped; with its extension (1045) always, and from the top to the bottom.
  void back(int count) {
    boolean autowrap = screen.mode(Mode.AUTOWRAP);
    boolean any = autowrap && screen.mode(Mode.REVERSE_WRAP_EXTENDED);
    boolean reverse = autowrap && screen.mode(Mode.REVERSE_WRAP) || any;
    int first = screen.col < screen.left ? 0 : screen.left;
    if (!reverse) {
      screen.col = Math.max(first, screen.col - count);
      screen.resetWrap();
      return;
    }
    int cells = screen.rows() * screen.cols();
    int rest = Math.min(count, cells);
    if (screen.pendingWrap) {
      rest--;
    }
    while (rest > 0) {
      if (rest <= screen.col - first) {
        screen.col -= rest;
        break;
      }
      rest -= screen.col - first + 1;
      screen.col = first;
      if (!toLineAbove(any)) {
        break;
      }
    }
    screen.resetWrap();
  }

  private boolean toLineAbove(boolean any) {
    int above = screen.row - 1;
    if (any && screen.row == screen.top) {
      above = screen.bottom;
    }
    if (above < 0 || !any && !screen.grid.row(above).wrapped) {
      return false;
    }
    screen.row = above;
    screen.col = screen.right;
    return true;
  }

  void nextTab(int count) {
    int last = screen.mode(Mode.LEFT_RIGHT_MARGINS) ? screen.right : screen.lastColumn();
    for (int i = Math.min(count, screen.cols()); i > 0; i--) {
      screen.col = screen.tabs.next(screen.col, last);
    }
  }

  void previousTab(int count) {
    for (int i = Math.min(count, screen.cols()); i > 0; i--) {
      screen.col = screen.tabs.previous(screen.col);
      if (screen.mode(Mode.ORIGIN)) {
        screen.col = Math.max(screen.col, screen.left);
      }
    }
  }
}
