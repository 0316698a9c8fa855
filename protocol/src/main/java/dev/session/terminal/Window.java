package dev.session.terminal;

/// XTWINOPS: there is no window, so its position and state are only remembered; a size asked for is
/// passed on, and taken at once where the options allow it. Titles are reported as they were set by
/// the application: control characters are never part of them, so a report cannot inject a command.
final class Window {
  /// What a cell measures in size reports in pixels.
  static final int CELL_WIDTH = 10;

  static final int CELL_HEIGHT = 20;

  /// The display that an unbounded window would fill.
  static final int DISPLAY_COLS = 192;

  static final int DISPLAY_ROWS = 54;

  private final TerminalState t;
  private final Screen screen;
  int x;
  int y;
  boolean iconified;

  /// The size before maximizing, 0 if it is not.
  int restoreCols;

  int restoreRows;

  Window(TerminalState state) {
    t = state;
    screen = state.screen;
  }

  void operate(Sequence s) {
    switch (s.value(0, 0)) {
      case 1 -> iconified = false;
      case 2 -> iconified = true;
      case 3 -> {
        x = s.value(1, 0);
        y = s.value(2, 0);
      }
      case 4 -> {
        int rows = s.value(1) > 0 ? Math.max(1, s.value(1) / CELL_HEIGHT) : s.value(1);
        int cols = s.value(2) > 0 ? Math.max(1, s.value(2) / CELL_WIDTH) : s.value(2);
        requestSize(cols, rows);
      }
      case 8 -> requestSize(s.value(2), s.value(1));
      case 9 -> maximize(s.value(1, 0));
      case 10 -> fullScreen(s.value(1, 0));
      case 22 -> {
        if (s.value(1, 0) <= 2) {
          t.titles.push();
        }
      }
      case 23 -> {
        if (s.value(1, 0) <= 2) {
          t.titles.pop(s.value(1, 0));
          t.listener.titleChanged(t.titles.window);
        }
      }
      default -> {
        if (s.value(0, 0) >= 24) {
          setRows(s.value(0)); // DECSLPP
        } else {
          report(s);
        }
      }
    }
  }

  private void report(Sequence s) {
    switch (s.value(0, 0)) {
      case 11 -> reply(iconified ? 2 : 1);
      case 13 -> reply(3, x, y);
      case 14 -> reply(4, screen.rows() * CELL_HEIGHT, screen.cols() * CELL_WIDTH);
      case 15 -> reply(5, DISPLAY_ROWS * CELL_HEIGHT, DISPLAY_COLS * CELL_WIDTH);
      case 16 -> reply(6, CELL_HEIGHT, CELL_WIDTH);
      case 18 -> reply(8, screen.rows(), screen.cols());
      case 19 -> reply(9, DISPLAY_ROWS, DISPLAY_COLS);
      case 20 -> title('L', t.titles.icon);
      case 21 -> title('l', t.titles.window);
      default -> {}
    }
  }

  private void reply(int first) {
    t.replies.csi().decimal(first).put('t');
    t.replies.end();
  }

  private void reply(int first, int second, int third) {
    Bytes out = t.replies.csi().decimal(first).put(';').decimal(second);
    out.put(';').decimal(third).put('t');
    t.replies.end();
  }

  private void title(char kind, String title) {
    Bytes out = t.replies.osc().put(kind);
    if ((t.titles.modes & Titles.QUERY_HEX) != 0) {
      for (byte b : title.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
        out.hex(b & 0xff, 2);
      }
    } else {
      out.utf8(title);
    }
    t.replies.terminate(false);
  }

  /// DECSLPP, DECSNLS.
  void setRows(int rows) {
    if (rows > 0) {
      requestSize(Sequence.ABSENT, rows);
    }
  }

  /// DECSCPP, DECCOLM.
  void setColumns(int cols) {
    requestSize(cols == 0 ? 80 : cols, Sequence.ABSENT);
  }

  private void maximize(int how) {
    switch (how) {
      case 0 -> restore();
      case 1 -> enlarge(DISPLAY_COLS, DISPLAY_ROWS);
      case 2 -> enlarge(screen.cols(), DISPLAY_ROWS);
      case 3 -> enlarge(DISPLAY_COLS, screen.rows());
      default -> {}
    }
  }

  private void fullScreen(int how) {
    if (how == 1 || (how == 2 && restoreCols == 0)) {
      enlarge(DISPLAY_COLS, DISPLAY_ROWS);
    } else {
      restore();
    }
  }

  private void enlarge(int cols, int rows) {
    if (restoreCols == 0) {
      restoreCols = screen.cols();
      restoreRows = screen.rows();
    }
    requestSize(cols, rows);
  }

  private void restore() {
    if (restoreCols != 0) {
      requestSize(restoreCols, restoreRows);
      restoreCols = 0;
    }
  }

  /// Absent keeps a side as it is, 0 makes it as large as the display.
  private void requestSize(int cols, int rows) {
    int wide = side(cols, screen.cols(), DISPLAY_COLS, TerminalOptions.COLUMNS_MAX);
    int high = side(rows, screen.rows(), DISPLAY_ROWS, TerminalOptions.ROWS_MAX);
    if (wide * high > TerminalOptions.CELLS_MAX
        || (wide == screen.cols() && high == screen.rows())) {
      return;
    }
    if (screen.options.windowResizeAllowed()) {
      t.resize(wide, high);
    }
    t.listener.sizeRequested(wide, high);
  }

  private static int side(int asked, int present, int display, int max) {
    if (asked == Sequence.ABSENT) {
      return present;
    }
    return asked == 0 ? display : Math.min(asked, max);
  }
}
