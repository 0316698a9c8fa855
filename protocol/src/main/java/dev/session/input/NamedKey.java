package dev.session.input;

/// The table of the keys that have a name, and what each one is in the two families of encodings.
///
/// Spec: xterm's ctlseqs ("PC-Style Function Keys", "VT220-Style Function Keys" for F13 to F20 and
/// the application keypad; the numbers after F20 are xterm's own) and the functional keys of the
/// kitty keyboard protocol.
public enum NamedKey {
  ENTER("Enter", new Legacy.Control('\r'), 13),
  TAB("Tab", new Legacy.Control('\t'), 9),
  ESCAPE("Escape", new Legacy.Control(0x1b), 27),
  BACKSPACE("Backspace", new Legacy.Control(0x7f), 127),
  UP("Up", new Legacy.Cursor('A')),
  DOWN("Down", new Legacy.Cursor('B')),
  RIGHT("Right", new Legacy.Cursor('C')),
  LEFT("Left", new Legacy.Cursor('D')),
  HOME("Home", new Legacy.Cursor('H')),
  END("End", new Legacy.Cursor('F')),
  INSERT("Insert", new Legacy.Numbered(2)),
  DELETE("Delete", new Legacy.Numbered(3)),
  PAGE_UP("PageUp", new Legacy.Numbered(5)),
  PAGE_DOWN("PageDown", new Legacy.Numbered(6)),
  F1("F1", new Legacy.Pf('P')),
  F2("F2", new Legacy.Pf('Q')),
  // In the kitty protocol not CSI R, which is a cursor position report.
  F3("F3", new Legacy.Pf('R'), 13, '~'),
  F4("F4", new Legacy.Pf('S')),
  F5("F5", new Legacy.Numbered(15)),
  F6("F6", new Legacy.Numbered(17)),
  F7("F7", new Legacy.Numbered(18)),
  F8("F8", new Legacy.Numbered(19)),
  F9("F9", new Legacy.Numbered(20)),
  F10("F10", new Legacy.Numbered(21)),
  F11("F11", new Legacy.Numbered(23)),
  F12("F12", new Legacy.Numbered(24)),
  F13("F13", new Legacy.Numbered(25), 57376),
  F14("F14", new Legacy.Numbered(26), 57377),
  F15("F15", new Legacy.Numbered(28), 57378),
  F16("F16", new Legacy.Numbered(29), 57379),
  F17("F17", new Legacy.Numbered(31), 57380),
  F18("F18", new Legacy.Numbered(32), 57381),
  F19("F19", new Legacy.Numbered(33), 57382),
  F20("F20", new Legacy.Numbered(34), 57383),
  F21("F21", new Legacy.Numbered(42), 57384),
  F22("F22", new Legacy.Numbered(43), 57385),
  F23("F23", new Legacy.Numbered(44), 57386),
  F24("F24", new Legacy.Numbered(45), 57387),
  F25("F25", new Legacy.Numbered(46), 57388),
  F26("F26", new Legacy.Numbered(47), 57389),
  F27("F27", new Legacy.Numbered(48), 57390),
  F28("F28", new Legacy.Numbered(49), 57391),
  F29("F29", new Legacy.Numbered(50), 57392),
  F30("F30", new Legacy.Numbered(51), 57393),
  F31("F31", new Legacy.Numbered(52), 57394),
  F32("F32", new Legacy.Numbered(53), 57395),
  F33("F33", new Legacy.Numbered(54), 57396),
  F34("F34", new Legacy.Numbered(55), 57397),
  F35("F35", new Legacy.Numbered(56), 57398),
  MENU("Menu", new Legacy.Numbered(29), 57363),
  KP_0("KP_0", new Legacy.Keypad('0', 'p'), 57399),
  KP_1("KP_1", new Legacy.Keypad('1', 'q'), 57400),
  KP_2("KP_2", new Legacy.Keypad('2', 'r'), 57401),
  KP_3("KP_3", new Legacy.Keypad('3', 's'), 57402),
  KP_4("KP_4", new Legacy.Keypad('4', 't'), 57403),
  KP_5("KP_5", new Legacy.Keypad('5', 'u'), 57404),
  KP_6("KP_6", new Legacy.Keypad('6', 'v'), 57405),
  KP_7("KP_7", new Legacy.Keypad('7', 'w'), 57406),
  KP_8("KP_8", new Legacy.Keypad('8', 'x'), 57407),
  KP_9("KP_9", new Legacy.Keypad('9', 'y'), 57408),
  KP_DECIMAL("KP_Decimal", new Legacy.Keypad('.', 'n'), 57409),
  KP_DIVIDE("KP_Divide", new Legacy.Keypad('/', 'o'), 57410),
  KP_MULTIPLY("KP_Multiply", new Legacy.Keypad('*', 'j'), 57411),
  KP_MINUS("KP_Minus", new Legacy.Keypad('-', 'm'), 57412),
  KP_PLUS("KP_Plus", new Legacy.Keypad('+', 'k'), 57413),
  KP_ENTER("KP_Enter", new Legacy.Keypad('\r', 'M'), 57414),
  KP_EQUAL("KP_Equal", new Legacy.Keypad('=', 'X'), 57415),
  KP_SEPARATOR("KP_Separator", new Legacy.Keypad(',', 'l'), 57416),
  KP_LEFT("KP_Left", new Legacy.SameAs(LEFT), 57417),
  KP_RIGHT("KP_Right", new Legacy.SameAs(RIGHT), 57418),
  KP_UP("KP_Up", new Legacy.SameAs(UP), 57419),
  KP_DOWN("KP_Down", new Legacy.SameAs(DOWN), 57420),
  KP_PAGE_UP("KP_PageUp", new Legacy.SameAs(PAGE_UP), 57421),
  KP_PAGE_DOWN("KP_PageDown", new Legacy.SameAs(PAGE_DOWN), 57422),
  KP_HOME("KP_Home", new Legacy.SameAs(HOME), 57423),
  KP_END("KP_End", new Legacy.SameAs(END), 57424),
  KP_INSERT("KP_Insert", new Legacy.SameAs(INSERT), 57425),
  KP_DELETE("KP_Delete", new Legacy.SameAs(DELETE), 57426),
  KP_BEGIN("KP_Begin", new Legacy.Cursor('E')),
  PRINT_SCREEN("PrintScreen", 57361),
  PAUSE("Pause", 57362),
  MEDIA_PLAY("MediaPlay", 57428),
  MEDIA_PAUSE("MediaPause", 57429),
  MEDIA_PLAY_PAUSE("MediaPlayPause", 57430),
  MEDIA_REVERSE("MediaReverse", 57431),
  MEDIA_STOP("MediaStop", 57432),
  MEDIA_FAST_FORWARD("MediaFastForward", 57433),
  MEDIA_REWIND("MediaRewind", 57434),
  MEDIA_TRACK_NEXT("MediaTrackNext", 57435),
  MEDIA_TRACK_PREVIOUS("MediaTrackPrevious", 57436),
  MEDIA_RECORD("MediaRecord", 57437),
  LOWER_VOLUME("LowerVolume", 57438),
  RAISE_VOLUME("RaiseVolume", 57439),
  MUTE_VOLUME("MuteVolume", 57440),
  CAPS_LOCK("CapsLock", 57358),
  SCROLL_LOCK("ScrollLock", 57359),
  NUM_LOCK("NumLock", 57360),
  LEFT_SHIFT("LeftShift", 57441),
  LEFT_CONTROL("LeftControl", 57442),
  LEFT_ALT("LeftAlt", 57443),
  LEFT_SUPER("LeftSuper", 57444),
  LEFT_HYPER("LeftHyper", 57445),
  LEFT_META("LeftMeta", 57446),
  RIGHT_SHIFT("RightShift", 57447),
  RIGHT_CONTROL("RightControl", 57448),
  RIGHT_ALT("RightAlt", 57449),
  RIGHT_SUPER("RightSuper", 57450),
  RIGHT_HYPER("RightHyper", 57451),
  RIGHT_META("RightMeta", 57452),
  ISO_LEVEL3_SHIFT("IsoLevel3Shift", 57453),
  ISO_LEVEL5_SHIFT("IsoLevel5Shift", 57454);

  /// What a key is without the kitty keyboard protocol.
  sealed interface Legacy {
    /// A control character.
    record Control(int code) implements Legacy {}

    /// `CSI` and a letter, or `SS3` and the letter where the application asked for it.
    record Cursor(char last) implements Legacy {}

    /// `SS3` and a letter.
    record Pf(char last) implements Legacy {}

    /// `CSI number ~`.
    record Numbered(int number) implements Legacy {}

    /// A character, or `SS3` and a letter where the application asked for it.
    record Keypad(char text, char application) implements Legacy {}

    /// The keypad's second set, as NumLock gives it.
    record SameAs(NamedKey key) implements Legacy {}

    record Nothing() implements Legacy {}
  }

  private final String keyName;

  @SuppressWarnings("ImmutableEnumChecker") // All records of the sealed Legacy hold constants only.
  private final Legacy legacy;

  private final int kittyNumber;
  private final char kittyLast;

  NamedKey(String keyName, Legacy legacy, int kittyNumber, char kittyLast) {
    this.keyName = keyName;
    this.legacy = legacy;
    this.kittyNumber = kittyNumber;
    this.kittyLast = kittyLast;
  }

  NamedKey(String keyName, Legacy legacy, int kittyCode) {
    this(keyName, legacy, kittyCode, 'u');
  }

  NamedKey(String keyName, int kittyCode) {
    this(keyName, new Legacy.Nothing(), kittyCode);
  }

  NamedKey(String keyName, Legacy.Cursor both) {
    this(keyName, both, 1, both.last());
  }

  NamedKey(String keyName, Legacy.Pf both) {
    this(keyName, both, 1, both.last());
  }

  NamedKey(String keyName, Legacy.Numbered both) {
    this(keyName, both, both.number(), '~');
  }

  /// The name as people write it and the log keeps it.
  public String keyName() {
    return keyName;
  }

  Legacy legacy() {
    return legacy;
  }

  /// The first number of its sequence in the kitty protocol.
  int kittyNumber() {
    return kittyNumber;
  }

  /// The last character of its sequence in the kitty protocol.
  char kittyLast() {
    return kittyLast;
  }

  /// Whether it is a modifier or lock itself: the kitty protocol reports those only where all keys
  /// are reported as escape codes.
  boolean isModifier() {
    return compareTo(CAPS_LOCK) >= 0;
  }
}
