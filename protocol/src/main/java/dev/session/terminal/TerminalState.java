package dev.session.terminal;

/// All parts of one terminal and the operations that touch several of them: resets, margins,
/// designation of character sets, conformance level, size.
final class TerminalState {
  static final int CURSOR_STYLE_MAX = 6;

  /// A block that blinks, steady, an underline that blinks, … as DECSCUSR numbers them.
  private static final int CURSOR_STYLE_INITIAL = 2;

  final Screen screen;
  final Modes modes;
  final Replies replies;
  final Palette palette;
  final Keyboard keyboard = new Keyboard();
  final Titles titles = new Titles();
  final TextWriter text;
  final CursorMotion motion;
  final Editing editing;
  final Columns columns;
  final Rectangles rectangles;
  final Sgr sgr;
  final Window window;
  final ModeSwitch modeSwitch;
  final Reports reports;
  final OperatingSystemCommands osc;
  final DeviceControlStrings dcs;
  final Restore restore;

  /// Whether a keyframe is being restored, and not the output of a program shown.
  boolean restoring;

  final Parser parser;

  /// What leaving VT52 mode brings back.
  final Charsets vt52Outside = new Charsets();

  final Modes vt52OutsideModes = new Modes();
  TerminalListener listener = TerminalListener.NONE;

  /// How often the bell has rung. No part of the state: no dump has it.
  long bells;

  /// DECSCUSR, 1-6.
  int cursorStyle = CURSOR_STYLE_INITIAL;

  TerminalState(int cols, int rows, TerminalOptions options) {
    this(new Screen(cols, rows, options));
  }

  /// What is to be seen of another, for reading only.
  ///
  /// @param withScrollback whether its scrollback is part of that
  TerminalState(TerminalState other, boolean withScrollback) {
    this(new Screen(other.screen, withScrollback));
    palette.copyFrom(other.palette);
    titles.copyFrom(other.titles);
    cursorStyle = other.cursorStyle;
  }

  private TerminalState(Screen screen) {
    this.screen = screen;
    var options = screen.options;
    modes = screen.modes;
    replies = new Replies(screen, options.replies());
    palette = new Palette(options);
    text = new TextWriter(screen);
    motion = new CursorMotion(screen);
    editing = new Editing(screen);
    columns = new Columns(screen, motion, editing);
    rectangles = new Rectangles(screen);
    sgr = new Sgr(screen);
    window = new Window(this);
    modeSwitch = new ModeSwitch(this);
    reports = new Reports(this);
    osc = new OperatingSystemCommands(this);
    dcs = new DeviceControlStrings(this);
    restore = new Restore(this);
    parser = new Parser(new Interpreter(this));
  }

  void ringBell() {
    bells++;
    listener.bell();
  }

  int screenIndex() {
    return screen.isAlternate() ? Screen.ALTERNATE : Screen.PRIMARY;
  }

  void setCursorStyle(int style) {
    if (style <= CURSOR_STYLE_MAX) {
      cursorStyle = Math.max(style, 1);
      modes.put(Mode.CURSOR_BLINK, cursorStyle % 2 == 1);
    }
  }

  /// DECSTBM. A region of less than two lines is refused.
  void setTopBottomMargins(int first, int last) {
    int top = Math.max(first, 1);
    int bottom = last <= 0 || last > screen.rows() ? screen.rows() : last;
    if (bottom > top) {
      screen.top = top - 1;
      screen.bottom = bottom - 1;
      screen.moveTo(0, 0);
    }
  }

  /// `CSI s`: DECSLRM while DECLRMM is set, else SCOSC.
  void saveCursorOrSetMargins(Sequence s) {
    if (!modes.get(Mode.LEFT_RIGHT_MARGINS)) {
      if (s.count() == 0) {
        screen.saveCursor();
      }
      return;
    }
    int left = s.atLeastOne(0);
    int last = s.value(1, 0);
    int right = last == 0 || last > screen.cols() ? screen.cols() : last;
    if (right > left) {
      screen.left = left - 1;
      screen.right = right - 1;
      screen.moveTo(0, 0);
    }
  }

  void clearTabs(int which) {
    if (which == 0) {
      screen.tabs.clear(screen.col);
    } else if (which == 3) {
      screen.tabs.clearAll();
    }
  }

  /// SPA, EPA and DECSCA: whether what is written next is protected, and against which erasure.
  void protect(Screen.Protection kind, boolean on) {
    if (on) {
      screen.protection = kind;
      screen.style |= Style.PROTECTED;
    } else {
      screen.style &= ~Style.PROTECTED;
    }
  }

  void selectProtection(int attribute) {
    if (attribute <= 2) {
      screen.protection = Screen.Protection.DEC;
      protect(Screen.Protection.DEC, attribute == 1);
    }
  }

  /// SCS: `ESC (` and its kin.
  void designate(int intermediates, int finalByte) {
    boolean two = intermediates > 0xff;
    int first = two ? intermediates >> Byte.SIZE : intermediates;
    int second = two ? intermediates & 0xff : 0;
    int set =
        switch (first) {
          case '(' -> 0;
          case ')', '-' -> 1;
          case '*', '.' -> 2;
          case '+', '/' -> 3;
          default -> -1;
        };
    if (set < 0) {
      return;
    }
    Charset charset = Charset.of(second, finalByte, first == '-' || first == '.' || first == '/');
    if (charset != null && isAvailable(charset)) {
      screen.charsets.designate(set, charset);
    }
  }

  /// National sets need DECNRCM, but for the British one.
  private boolean isAvailable(Charset charset) {
    return !charset.isNational() || charset == Charset.BRITISH || modes.get(Mode.NATIONAL_CHARSETS);
  }

  /// DECSCL: a soft reset at another level.
  void setLevel(Sequence s) {
    int level = s.value(0, 0) - 60;
    if (level < 1 || level > Screen.LEVEL_MAX) {
      return;
    }
    softReset();
    screen.level = level;
    int controls = s.value(1, 0);
    screen.eightBitReplies = level > 1 && (controls == 0 || controls == 2) && s.count() > 1;
  }

  /// XTSMTITLE, XTRMTITLE.
  void titleModes(Sequence s, boolean on) {
    if (s.count() == 0) {
      titles.modes = 0;
    }
    for (int i = 0; i < s.count(); i++) {
      int mode = s.value(i);
      if (mode >= 0 && mode < Titles.MODES) {
        titles.modes = on ? titles.modes | 1 << mode : titles.modes & ~(1 << mode);
      }
    }
  }

  void setKeyModifier(Sequence s) {
    if (s.count() == 0) {
      keyboard.resetModifiers();
    } else {
      keyboard.setModifier(s.value(0, 0), s.value(1));
    }
  }

  void setKeyFormat(Sequence s) {
    int resource = s.value(0, 0);
    if (resource < Keyboard.MODIFIERS) {
      keyboard.formats[resource] = s.value(1, 0);
    }
  }

  /// DECSTR. A wrap that is pending stays so, as in xterm.
  void softReset() {
    resetCommon();
    modes.put(Mode.AUTOWRAP, true);
    modes.put(Mode.REVERSE_WRAP, false);
    modes.put(Mode.REVERSE_WRAP_EXTENDED, false);
    modes.put(Mode.INSERT, false);
    screen.style = 0;
    screen.extra = 0;
    screen.saveCursor();
    screen.savedCursor().row = 0;
    screen.savedCursor().col = 0;
  }

  /// What DECSTR and RIS have in common.
  private void resetCommon() {
    modes.put(Mode.CURSOR_VISIBLE, true);
    setCursorStyle(CURSOR_STYLE_INITIAL);
    modes.put(Mode.LEFT_RIGHT_MARGINS, false);
    screen.resetMargins();
    modes.put(Mode.ORIGIN, false);
    screen.charsets.reset();
    modes.put(Mode.CURSOR_KEYS, false);
    modes.put(Mode.KEYBOARD_LOCKED, false);
    modes.put(Mode.APPLICATION_KEYPAD, false);
    keyboard.resetModifiers();
    rectangles.setChecksumExtension(0);
    screen.style &= ~Style.PROTECTED;
    screen.protection = Screen.Protection.OFF;
  }

  /// ED, or with `selective` DECSED.
  void eraseDisplay(int which, boolean selective) {
    boolean all = which == 2 || which == 0 && screen.row == 0 && screen.col == 0;
    if (all) {
      listener.screenErasing();
    }
    editing.eraseDisplay(which, selective);
  }

  /// RIS. Like xterm's it keeps the titles and drops the scrollback.
  void hardReset() {
    listener.screenErasing();
    boolean wasWide = modes.get(Mode.COLUMNS_132);
    resetCommon();
    screen.resetWrap();
    screen.toPrimary();
    modes.reset();
    screen.style = 0;
    screen.extra = 0;
    screen.grid.clear(0);
    screen.alternate.clear(0);
    screen.scrollback.clear();
    screen.tabs.reset();
    screen.eightBitReplies = false;
    screen.level = Screen.LEVEL_MAX;
    screen.charsets.setNational(false);
    parser.setVt52(false);
    keyboard.reset();
    titles.reset();
    palette.reset();
    sgr.clearStack();
    rectangles.setExtent(0);
    for (SavedCursor cursor : screen.saved) {
      cursor.reset();
    }
    screen.moveTo(0, 0);
    screen.saveCursor();
    if (wasWide) {
      window.setColumns(80);
    }
  }

  /// Another size, asked for from outside or by the application.
  void resize(int cols, int rows) {
    if (cols == screen.cols() && rows == screen.rows()) {
      return;
    }
    new Reflow(screen, cols, rows).resize();
    screen.resetMargins();
  }
}
