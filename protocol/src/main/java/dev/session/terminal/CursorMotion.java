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

  /// CUB and BS. With reverse wrap (45) the cursor goes on at the right end of the line above, from
  /// the top to the bottom; its extension (1045) does the same. Releases of xterm from 383 on stop
  /// mode 45 at a line that was not wrapped. This follows release 379, but for a line that NEL has
  /// just ended, where both expectations of esctest can be met.
  void back(int count) {
    boolean reverse =
        screen.mode(Mode.AUTOWRAP)
            && (screen.mode(Mode.REVERSE_WRAP) && !screen.lineEnded
                || screen.mode(Mode.REVERSE_WRAP_EXTENDED));
    int n = reverse && screen.pendingWrap ? count - 1 : count;
    int before = screen.col;
    int left = before < screen.left ? 0 : screen.left;
    int target = before - n;
    if (target >= left) {
      screen.col = target;
    } else if (!reverse) {
      screen.col = left;
    } else {
      wrapBack(before, target, left);
    }
    screen.resetWrap();
  }

  /// Counts cells from the top left corner, over the end of each line and of the screen.
  private void wrapBack(int before, int target, int left) {
    int width = screen.right - left + 1;
    int offset = width * screen.row + target - left;
    boolean atCorner = before == left && screen.inColumnMargins() && screen.row == screen.top;
    if (atCorner) {
      offset = (screen.bottom + 1) * width - 1;
    } else {
      offset = Math.floorMod(offset, width * screen.rows());
    }
    screen.row = offset / width;
    screen.col = offset % width + left;
  }

  /// CHT and HT. A pending wrap stays pending, unless mode 41 asks for the tab to be drawn.
  void nextTab(int count) {
    if (screen.pendingWrap && screen.mode(Mode.MORE_FIX) && screen.mode(Mode.AUTOWRAP)) {
      screen.index();
      screen.col = 0;
      screen.resetWrap();
    }
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
