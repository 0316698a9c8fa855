package dev.session.terminal;

import org.jspecify.annotations.Nullable;

/// SM, RM, DECSET, DECRST, XTSAVE and XTRESTORE: what switching each mode does beside remembering
/// it.
final class ModeSwitch {
  private final TerminalState t;
  private final Screen screen;
  private final Modes modes;

  ModeSwitch(TerminalState state) {
    t = state;
    screen = state.screen;
    modes = state.modes;
  }

  void ansi(Sequence s, boolean on) {
    for (int i = 0; i < s.count(); i++) {
      Mode mode = Mode.of(false, s.value(i));
      if (mode != null) {
        modes.put(mode, on);
      }
    }
  }

  void dec(Sequence s, boolean on) {
    for (int i = 0; i < s.count(); i++) {
      Mode mode = Mode.of(true, s.value(i));
      if (mode != null) {
        set(mode, on);
        if (screen.level == 0) {
          return;
        }
      }
    }
  }

  void save(Sequence s) {
    for (int i = 0; i < s.count(); i++) {
      Mode mode = Mode.of(true, s.value(i));
      if (mode != null) {
        modes.save(mode, isSet(mode));
      }
    }
  }

  void restore(Sequence s) {
    for (int i = 0; i < s.count(); i++) {
      @Nullable Mode mode = Mode.of(true, s.value(i));
      if (mode != null && modes.saved(mode) != isSet(mode)) {
        set(mode, modes.saved(mode));
      }
    }
  }

  /// The mode's value, where it is a state of something else also from there.
  boolean isSet(Mode mode) {
    return switch (mode) {
      case ALTERNATE_SCREEN_PLAIN, ALTERNATE_SCREEN, ALTERNATE_SCREEN_CURSOR ->
          screen.isAlternate();
      case SAVED_CURSOR -> screen.savedCursor().present;
      default -> modes.get(mode);
    };
  }

  private void set(Mode mode, boolean on) {
    switch (mode) {
      case ANSI -> {
        if (!on) {
          enterVt52();
        }
      }
      case COLUMNS_132 -> columns(on);
      case ORIGIN -> {
        modes.put(mode, on);
        screen.moveTo(0, 0);
      }
      case MOUSE_X10, MOUSE_CLICKS, MOUSE_HIGHLIGHT, MOUSE_DRAGS, MOUSE_MOTION ->
          setMouse(mode, on);
      case MOUSE_UTF8, MOUSE_SGR, MOUSE_URXVT, MOUSE_PIXELS -> setMouseEncoding(mode, on);
      case NATIONAL_CHARSETS -> {
        modes.put(mode, on);
        screen.charsets.setNational(on);
      }
      case LEFT_RIGHT_MARGINS -> setColumnMargins(on);
      case NO_CLEAR_ON_COLUMNS -> modes.put(mode, on && screen.level >= Screen.LEVEL_MAX);
      case CURSOR_BLINK -> {
        modes.put(mode, on);
        int style = t.cursorStyle + 1 & ~1;
        t.cursorStyle = on ? style - 1 : style;
      }
      case ALLOW_ALTERNATE_SCREEN -> {
        modes.put(mode, on);
        if (!on) {
          screen.toPrimary();
        }
      }
      case ALTERNATE_SCREEN_PLAIN, ALTERNATE_SCREEN, ALTERNATE_SCREEN_CURSOR, SAVED_CURSOR -> {
        if (modes.get(Mode.ALLOW_ALTERNATE_SCREEN)) {
          switchScreen(mode, on);
        }
      }
      default -> modes.put(mode, on);
    }
  }

  private void switchScreen(Mode mode, boolean on) {
    switch (mode) {
      case ALTERNATE_SCREEN_PLAIN -> {
        if (on) {
          screen.toAlternate();
        } else {
          screen.toPrimary();
        }
      }
      case ALTERNATE_SCREEN -> {
        if (on) {
          screen.toAlternate();
        } else if (screen.isAlternate()) {
          screen.clearScreen();
          screen.toPrimary();
        }
      }
      case ALTERNATE_SCREEN_CURSOR -> {
        if (on) {
          screen.saveCursor();
          screen.toAlternate();
          screen.clearScreen();
        } else {
          screen.toPrimary();
          screen.restoreCursor();
        }
      }
      default -> {
        if (on) {
          screen.saveCursor();
        } else {
          screen.restoreCursor();
        }
      }
    }
  }

  /// One of these at a time; resetting any ends mouse reports.
  private void setMouse(Mode mode, boolean on) {
    modes.put(Mode.MOUSE_X10, false);
    modes.put(Mode.MOUSE_CLICKS, false);
    modes.put(Mode.MOUSE_HIGHLIGHT, false);
    modes.put(Mode.MOUSE_DRAGS, false);
    modes.put(Mode.MOUSE_MOTION, false);
    modes.put(mode, on);
  }

  /// One of these at a time; a reset works only on the one that is set.
  private void setMouseEncoding(Mode mode, boolean on) {
    if (on) {
      modes.put(Mode.MOUSE_UTF8, false);
      modes.put(Mode.MOUSE_SGR, false);
      modes.put(Mode.MOUSE_URXVT, false);
      modes.put(Mode.MOUSE_PIXELS, false);
    }
    modes.put(mode, on);
  }

  private void setColumnMargins(boolean on) {
    if (screen.level < 4) {
      return;
    }
    modes.put(Mode.LEFT_RIGHT_MARGINS, on);
    if (on) {
      singleWidthLines();
    } else {
      screen.resetColumnMargins();
    }
  }

  private void singleWidthLines() {
    for (int r = 0; r < screen.rows(); r++) {
      screen.grid.row(r).size = Row.SINGLE;
    }
  }

  /// DECCOLM, if mode 40 allows it. The text is cleared and the margins reset even where the size
  /// stays what it is.
  private void columns(boolean wide) {
    if (!modes.get(Mode.ALLOW_132)) {
      return;
    }
    if (!modes.get(Mode.NO_CLEAR_ON_COLUMNS)) {
      screen.clearScreen();
    }
    modes.put(Mode.COLUMNS_132, wide);
    t.window.setColumns(wide ? 132 : 80);
    singleWidthLines();
    screen.resetMargins();
    screen.moveTo(0, 0);
  }

  private void enterVt52() {
    screen.level = 0;
    modes.put(Mode.ANSI, false);
    t.parser.setVt52(true);
    t.vt52Outside.copyFrom(screen.charsets);
    t.vt52OutsideModes.copyFrom(modes);
    screen.charsets.reset();
    screen.charsets.designate(1, Charset.DEC_SPECIAL);
    modes.put(Mode.ORIGIN, false);
    modes.put(Mode.INSERT, false);
    modes.put(Mode.AUTOWRAP, false);
    modes.put(Mode.NEW_LINE, false);
    modes.put(Mode.LEFT_RIGHT_MARGINS, false);
    screen.resetColumnMargins();
    screen.style = 0;
  }

  void leaveVt52() {
    screen.level = 1;
    t.parser.setVt52(false);
    modes.copyFrom(t.vt52OutsideModes);
    modes.put(Mode.ANSI, true);
    screen.charsets.copyFrom(t.vt52Outside);
  }
}
