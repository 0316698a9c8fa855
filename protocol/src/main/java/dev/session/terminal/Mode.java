package dev.session.terminal;

import org.jspecify.annotations.Nullable;

/// Every mode that SM/RM (ANSI) and DECSET/DECRST (private) can switch: the one table that lookup,
/// reports (DECRQM), save and restore, resets and the documentation derive from.
///
/// Spec: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html and the manual named in each row.
/// A mode that only a reply tells about (a keyboard that is not there) is kept all the same.
public enum Mode {
  KEYBOARD_LOCKED(false, 2, false, "KAM"),
  INSERT(false, 4, false, "IRM"),
  NO_LOCAL_ECHO(false, 12, false, "SRM"),
  NEW_LINE(false, 20, false, "LNM"),

  CURSOR_KEYS(true, 1, false, "DECCKM"),
  ANSI(true, 2, true, "DECANM; reset enters VT52 mode"),
  COLUMNS_132(true, 3, false, "DECCOLM"),
  SMOOTH_SCROLL(true, 4, false, "DECSCLM"),
  REVERSE_SCREEN(true, 5, false, "DECSCNM"),
  ORIGIN(true, 6, false, "DECOM"),
  AUTOWRAP(true, 7, true, "DECAWM"),
  AUTOREPEAT(true, 8, true, "DECARM"),
  MOUSE_X10(true, 9, false, "xterm: X10 mouse, press only"),
  CURSOR_BLINK(true, 12, false, "AT&T 610; also DECSCUSR"),
  PRINT_FORM_FEED(true, 18, false, "DECPFF"),
  PRINT_EXTENT(true, 19, true, "DECPEX"),
  CURSOR_VISIBLE(true, 25, true, "DECTCEM"),
  SCROLLBAR(true, 30, false, "rxvt"),
  FONT_SHIFT(true, 35, true, "rxvt"),
  ALLOW_132(true, 40, false, "xterm: DECCOLM is honoured"),
  MORE_FIX(true, 41, false, "xterm: curses hack"),
  NATIONAL_CHARSETS(true, 42, false, "DECNRCM"),
  MARGIN_BELL(true, 44, false, "xterm"),
  REVERSE_WRAP(true, 45, false, "xterm: in the wrapped line"),
  LOGGING(true, 46, false, "xterm"),
  ALTERNATE_SCREEN_PLAIN(true, 47, false, "xterm"),
  APPLICATION_KEYPAD(true, 66, false, "DECNKM, DECKPAM, DECKPNM"),
  BACKARROW_SENDS_BACKSPACE(true, 67, false, "DECBKM; xterm as distributions set it"),
  LEFT_RIGHT_MARGINS(true, 69, false, "DECLRMM"),
  SIXEL_DISPLAY(true, 80, false, "DECSDM"),
  NO_CLEAR_ON_COLUMNS(true, 95, false, "DECNCSM"),
  MOUSE_CLICKS(true, 1000, false, "xterm: press and release"),
  MOUSE_HIGHLIGHT(true, 1001, false, "xterm"),
  MOUSE_DRAGS(true, 1002, false, "xterm: also motion with a button"),
  MOUSE_MOTION(true, 1003, false, "xterm: also motion without"),
  FOCUS_EVENTS(true, 1004, false, "xterm"),
  MOUSE_UTF8(true, 1005, false, "xterm: coordinates in UTF-8"),
  MOUSE_SGR(true, 1006, false, "xterm: coordinates as parameters"),
  ALTERNATE_SCROLL(true, 1007, false, "xterm: wheel sends cursor keys"),
  SCROLL_ON_OUTPUT(true, 1010, false, "rxvt"),
  SCROLL_ON_KEY(true, 1011, false, "rxvt"),
  FAST_SCROLL(true, 1014, false, "xterm"),
  MOUSE_URXVT(true, 1015, false, "urxvt: decimal coordinates"),
  MOUSE_PIXELS(true, 1016, false, "xterm: SGR in pixels"),
  META_EIGHTH_BIT(true, 1034, false, "xterm"),
  NUM_LOCK(true, 1035, true, "xterm"),
  META_SENDS_ESCAPE(true, 1036, true, "xterm"),
  DELETE_SENDS_DEL(true, 1037, false, "xterm"),
  ALT_SENDS_ESCAPE(true, 1039, false, "xterm"),
  KEEP_SELECTION(true, 1040, true, "xterm"),
  SELECT_CLIPBOARD(true, 1041, false, "xterm"),
  BELL_URGENT(true, 1042, false, "xterm"),
  BELL_POPS(true, 1043, false, "xterm"),
  KEEP_CLIPBOARD(true, 1044, false, "xterm"),
  REVERSE_WRAP_EXTENDED(true, 1045, false, "xterm: in any line"),
  ALLOW_ALTERNATE_SCREEN(true, 1046, true, "xterm: titeInhibit"),
  ALTERNATE_SCREEN(true, 1047, false, "xterm: cleared when left"),
  SAVED_CURSOR(true, 1048, false, "xterm: DECSC, DECRC"),
  ALTERNATE_SCREEN_CURSOR(true, 1049, false, "xterm: 1047 and 1048"),
  KEYS_TERMCAP(true, 1050, false, "xterm"),
  KEYS_SUN(true, 1051, false, "xterm"),
  KEYS_HP(true, 1052, false, "xterm"),
  KEYS_SCO(true, 1053, false, "xterm"),
  KEYS_LEGACY(true, 1060, false, "xterm"),
  KEYS_VT220(true, 1061, false, "xterm"),
  PRIVATE_COLOR_REGISTERS(true, 1070, true, "xterm"),
  BRACKETED_PASTE(true, 2004, false, "xterm"),
  SYNCHRONIZED_OUTPUT(
      true,
      2026,
      false,
      "https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036"),
  GRAPHEME_CLUSTERS(true, 2027, false, "https://github.com/contour-terminal/terminal-unicode-core"),
  SIXEL_SCROLLS_RIGHT(true, 8452, false, "xterm");

  private static final int PRIVATE_LAST = 8452;
  private static final @Nullable Mode[] PRIVATE = new @Nullable Mode[PRIVATE_LAST + 1];
  private static final @Nullable Mode[] ANSI_MODES = new @Nullable Mode[21];

  static {
    for (Mode mode : values()) {
      @Nullable Mode[] table = mode.isPrivate ? PRIVATE : ANSI_MODES;
      if (table[mode.number] != null) {
        throw new IllegalStateException("two modes " + mode.number);
      }
      table[mode.number] = mode;
    }
  }

  private final boolean isPrivate;
  private final int number;
  private final boolean initially;
  private final String reference;

  Mode(boolean isPrivate, int number, boolean initially, String reference) {
    this.isPrivate = isPrivate;
    this.number = number;
    this.initially = initially;
    this.reference = reference;
  }

  /// Set by DECSET (`CSI ? n h`) instead of SM (`CSI n h`).
  public boolean isPrivate() {
    return isPrivate;
  }

  public int number() {
    return number;
  }

  /// The value after a start or RIS.
  public boolean initially() {
    return initially;
  }

  /// Who defines it.
  public String reference() {
    return reference;
  }

  /// The mode with that number, or null if there is none.
  public static @Nullable Mode of(boolean isPrivate, int number) {
    @Nullable Mode[] table = isPrivate ? PRIVATE : ANSI_MODES;
    return number >= 0 && number < table.length ? table[number] : null;
  }
}
