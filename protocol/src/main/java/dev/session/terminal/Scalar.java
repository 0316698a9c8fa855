package dev.session.terminal;

import java.util.List;

/// The single numbers of a terminal's state that a dump carries, in the order it writes them (new
/// ones go to the end: older dumps are read too), each with how it is read and how it is put back.
/// What comes from outside is brought into its range.
enum Scalar {
  TOP {
    @Override
    long get(TerminalState t) {
      return t.screen.top;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.top = range(value, t.screen.rows() - 1);
      t.screen.bottom = Math.max(t.screen.top, t.screen.bottom);
    }
  },
  BOTTOM {
    @Override
    long get(TerminalState t) {
      return t.screen.bottom;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.bottom = Math.max(t.screen.top, range(value, t.screen.rows() - 1));
    }
  },
  LEFT {
    @Override
    long get(TerminalState t) {
      return t.screen.left;
    }

    @Override
    void put(TerminalState t, long value) {
      if (t.modes.get(Mode.LEFT_RIGHT_MARGINS)) {
        t.screen.left = range(value, t.screen.cols() - 1);
        t.screen.right = Math.max(t.screen.left, t.screen.right);
      }
    }
  },
  RIGHT {
    @Override
    long get(TerminalState t) {
      return t.screen.right;
    }

    @Override
    void put(TerminalState t, long value) {
      if (t.modes.get(Mode.LEFT_RIGHT_MARGINS)) {
        t.screen.right = Math.max(t.screen.left, range(value, t.screen.cols() - 1));
      }
    }
  },
  ROW {
    @Override
    long get(TerminalState t) {
      return t.screen.row;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.row = range(value, t.screen.rows() - 1);
    }
  },
  COL {
    @Override
    long get(TerminalState t) {
      return t.screen.col;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.col = range(value, t.screen.cols() - 1);
    }
  },
  PENDING_WRAP {
    @Override
    long get(TerminalState t) {
      return t.screen.pendingWrap ? 1 : 0;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.pendingWrap = value == 1;
    }
  },
  STYLE {
    @Override
    long get(TerminalState t) {
      return t.screen.style;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.style = Style.valid(value);
    }
  },
  PROTECTION {
    @Override
    @SuppressWarnings("EnumOrdinal") // written and read back by the same program version
    long get(TerminalState t) {
      return t.screen.protection.ordinal();
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.protection = PROTECTIONS.get(range(value, 2));
    }
  },
  WROTE {
    @Override
    long get(TerminalState t) {
      return t.screen.wrote ? 1 : 0;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.wrote = value == 1;
    }
  },
  LAST_ROW {
    @Override
    long get(TerminalState t) {
      return t.screen.wrote ? t.screen.lastRow : 0;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.lastRow = range(value, t.screen.rows() - 1);
    }
  },
  LAST_COL {
    @Override
    long get(TerminalState t) {
      return t.screen.wrote ? t.screen.lastCol : 0;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.lastCol = range(value, t.screen.cols() - 1);
    }
  },
  LAST_CHARACTER {
    @Override
    long get(TerminalState t) {
      return t.screen.lastCharacter;
    }

    @Override
    void put(TerminalState t, long value) {
      boolean printable =
          value >= ' ' && value <= Character.MAX_CODE_POINT && UnicodeWidth.of((int) value) > 0;
      t.screen.lastCharacter = printable ? (int) value : -1;
    }
  },
  LEVEL {
    @Override
    long get(TerminalState t) {
      return t.screen.level;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.level = range(value, Screen.LEVEL_MAX);
      t.parser.setVt52(t.screen.level == 0);
    }
  },
  EIGHT_BIT_REPLIES {
    @Override
    long get(TerminalState t) {
      return t.screen.eightBitReplies ? 1 : 0;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.eightBitReplies = value == 1;
    }
  },
  CURSOR_STYLE {
    @Override
    long get(TerminalState t) {
      return t.cursorStyle;
    }

    @Override
    void put(TerminalState t, long value) {
      t.cursorStyle = Math.max(1, range(value, TerminalState.CURSOR_STYLE_MAX));
    }
  },
  TITLE_MODES {
    @Override
    long get(TerminalState t) {
      return t.titles.modes;
    }

    @Override
    void put(TerminalState t, long value) {
      t.titles.modes = range(value, (1 << Titles.MODES) - 1);
    }
  },
  RECTANGLE_EXTENT {
    @Override
    long get(TerminalState t) {
      return t.rectangles.extent();
    }

    @Override
    void put(TerminalState t, long value) {
      t.rectangles.setExtent(range(value, 2));
    }
  },
  CHECKSUM_EXTENSION {
    @Override
    long get(TerminalState t) {
      return t.rectangles.checksumExtension();
    }

    @Override
    void put(TerminalState t, long value) {
      t.rectangles.setChecksumExtension(range(value, Sequence.VALUE_MAX));
    }
  },
  PALETTE_CURRENT {
    @Override
    long get(TerminalState t) {
      return t.palette.current();
    }

    @Override
    void put(TerminalState t, long value) {
      t.palette.restoreCurrent(range(value, Palette.STACK_MAX));
    }
  },
  WINDOW_X {
    @Override
    long get(TerminalState t) {
      return t.window.x;
    }

    @Override
    void put(TerminalState t, long value) {
      t.window.x = range(value, Sequence.VALUE_MAX);
    }
  },
  WINDOW_Y {
    @Override
    long get(TerminalState t) {
      return t.window.y;
    }

    @Override
    void put(TerminalState t, long value) {
      t.window.y = range(value, Sequence.VALUE_MAX);
    }
  },
  WINDOW_ICONIFIED {
    @Override
    long get(TerminalState t) {
      return t.window.iconified ? 1 : 0;
    }

    @Override
    void put(TerminalState t, long value) {
      t.window.iconified = value == 1;
    }
  },
  WINDOW_RESTORE_COLS {
    @Override
    long get(TerminalState t) {
      return t.window.restoreCols;
    }

    @Override
    void put(TerminalState t, long value) {
      t.window.restoreCols = range(value, TerminalOptions.COLUMNS_MAX);
    }
  },
  WINDOW_RESTORE_ROWS {
    @Override
    long get(TerminalState t) {
      return t.window.restoreRows;
    }

    @Override
    void put(TerminalState t, long value) {
      t.window.restoreRows = range(value, TerminalOptions.ROWS_MAX);
    }
  },
  SCROLLBACK_PUSHED {
    @Override
    long get(TerminalState t) {
      return t.screen.scrollback.pushed();
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.scrollback.restorePushed(value);
    }
  },
  LINE_ENDED {
    @Override
    long get(TerminalState t) {
      return t.screen.lineEnded ? 1 : 0;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.lineEnded = value == 1;
    }
  },
  OVERWRITES {
    @Override
    long get(TerminalState t) {
      return t.screen.overwrites ? 1 : 0;
    }

    @Override
    void put(TerminalState t, long value) {
      t.screen.overwrites = value == 1;
    }
  };

  private static final List<Screen.Protection> PROTECTIONS = List.of(Screen.Protection.values());

  abstract long get(TerminalState t);

  abstract void put(TerminalState t, long value);

  private static int range(long value, int max) {
    return (int) Math.clamp(value, 0, (long) max);
  }
}
