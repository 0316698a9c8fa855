package dev.session.terminal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A terminal without a window: bytes in, screen out.
///
/// Deterministic: the same bytes give the same state and the same replies however they are cut into
/// chunks. No input throws, hangs or grows it beyond the named limits. Not thread-safe: its owner
/// feeds and reads it under one lock.
///
/// Positions are 0-based. Rows of the screen and of the scrollback (0 the oldest) are read the same
/// way.
public final class Terminal {
  public static final int COLOR_NOT_GIVEN = Palette.UNSET;

  private static final int FEED_BYTES = 1 << 16;

  private final TerminalState state;
  private final Screen screen;

  /// Whether this is a [#still] of another one.
  private final boolean still;

  private long changes;
  private byte @Nullable [] copy;

  public Terminal(int cols, int rows, TerminalOptions options) {
    checkSize(cols, rows);
    state = new TerminalState(cols, rows, options);
    screen = state.screen;
    still = false;
  }

  private Terminal(TerminalState state) {
    this.state = state;
    screen = state.screen;
    still = true;
  }

  private static void checkSize(int cols, int rows) {
    if (cols < 1
        || rows < 1
        || cols > TerminalOptions.COLUMNS_MAX
        || rows > TerminalOptions.ROWS_MAX
        || (long) cols * rows > TerminalOptions.CELLS_MAX) {
      throw new IllegalArgumentException("a terminal cannot have " + cols + "x" + rows + " cells");
    }
  }

  /// A copy of what is to be seen now: screen, cursor, modes, colours, titles, and the scrollback
  /// if that is wanted. It can be read beside the terminal, by whoever, and takes no input. Making
  /// it copies arrays and looks at no cell, so it is far quicker than to read the terminal.
  public Terminal still(boolean withScrollback) {
    return new Terminal(new TerminalState(state, withScrollback));
  }

  private void requireLive() {
    if (still) {
      throw new IllegalStateException("a still takes no input");
    }
  }

  public void setListener(TerminalListener listener) {
    state.listener = listener;
  }

  public void feed(byte[] bytes) {
    feed(bytes, 0, bytes.length);
  }

  public void feed(byte[] bytes, int offset, int length) {
    java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
    requireLive();
    state.parser.feed(bytes, offset, offset + length);
    changes++;
    assert screen.assertIntegrity();
  }

  /// Takes a keyframe, or a piece of one: only here the private sequences of a [#dump] count. From
  /// a program they are a sequence like any other that is not known.
  public void restore(byte[] keyframe) {
    state.restoring = true;
    try {
      feed(keyframe);
    } finally {
      state.restoring = false;
    }
  }

  /// Takes all that remains in the buffer.
  public void feed(ByteBuffer bytes) {
    if (bytes.hasArray()) {
      feed(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      bytes.position(bytes.limit());
      return;
    }
    if (copy == null) {
      copy = new byte[FEED_BYTES];
    }
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), copy.length);
      bytes.get(copy, 0, count);
      feed(copy, 0, count);
    }
  }

  /// Changes the size; the primary screen's lines are broken anew.
  public void resize(int cols, int rows) {
    checkSize(cols, rows);
    requireLive();
    state.resize(cols, rows);
    changes++;
    assert screen.assertIntegrity();
  }

  /// The answers to queries since the last call, in input order.
  public byte[] takeReplies() {
    return state.replies.take();
  }

  public boolean hasReplies() {
    return !state.replies.isEmpty();
  }

  /// Rises whenever the terminal may have changed.
  public long changeCount() {
    return changes;
  }

  /// How often the bell has rung since this terminal was made.
  public long bellCount() {
    return state.bells;
  }

  public int cols() {
    return screen.cols();
  }

  public int rows() {
    return screen.rows();
  }

  public int cursorRow() {
    return screen.row;
  }

  /// At most the last column, also while a wrap is pending.
  public int cursorCol() {
    return screen.col;
  }

  /// The cursor is behind the last column: the next character goes to the next line.
  public boolean isWrapPending() {
    return screen.pendingWrap;
  }

  public boolean isCursorVisible() {
    return screen.mode(Mode.CURSOR_VISIBLE);
  }

  public CursorStyle cursorStyle() {
    return CursorStyle.of(state.cursorStyle);
  }

  public boolean isCursorBlinking() {
    return screen.mode(Mode.CURSOR_BLINK);
  }

  public boolean isAlternateScreen() {
    return screen.isAlternate();
  }

  /// The canonical text of a row: each cluster once, blanks and hidden characters as spaces,
  /// trailing spaces removed.
  public String lineText(int row) {
    return cells().row(row).text();
  }

  /// A new reader of cells; make one and use it for all.
  public CellReader cells() {
    return new CellReader(state);
  }

  public int scrollbackSize() {
    return screen.scrollback.size();
  }

  /// How many lines have ever gone to the scrollback, those dropped since included.
  public long scrollbackTotal() {
    return screen.scrollback.pushed();
  }

  public String scrollbackText(int line) {
    return cells().scrollback(line).text();
  }

  public boolean isSet(Mode mode) {
    return state.modeSwitch.isSet(mode);
  }

  /// Kitty's keyboard flags in force, 0 for none.
  public int kittyKeyboardFlags() {
    return state.keyboard.flags(state.screenIndex());
  }

  /// 0, 1 or 2.
  public int modifyOtherKeys() {
    return state.keyboard.modifiers[Keyboard.MODIFY_OTHER_KEYS];
  }

  /// XTFMTKEYS: those keys are sent as `CSI code ; modifiers u`.
  public boolean formatsOtherKeysAsU() {
    return state.keyboard.formats[Keyboard.MODIFY_OTHER_KEYS] == 1;
  }

  /// S8C1T: what the terminal sends begins with one byte instead of ESC and another.
  public boolean sendsEightBitControls() {
    return screen.eightBitReplies;
  }

  public String title() {
    return state.titles.window;
  }

  public String iconTitle() {
    return state.titles.icon;
  }

  /// What the shell last told by OSC 7, empty if nothing.
  public String workingDirectory() {
    return state.titles.workingDirectory;
  }

  /// The colour of a palette entry, 0xRRGGBB.
  public int paletteColor(int index) {
    java.util.Objects.checkIndex(index, Palette.INDEXED);
    return state.palette.get(index);
  }

  public int foregroundColor() {
    return state.palette.get(Palette.FOREGROUND);
  }

  public int backgroundColor() {
    return state.palette.get(Palette.BACKGROUND);
  }

  public int cursorColor() {
    return state.palette.get(Palette.CURSOR);
  }

  /// The colour that the application has given a palette entry, or [#COLOR_NOT_GIVEN]: then whoever
  /// draws the screen may choose one.
  public int givenPaletteColor(int index) {
    java.util.Objects.checkIndex(index, Palette.INDEXED);
    return state.palette.given(index);
  }

  /// As [#givenPaletteColor], of the text.
  public int givenForegroundColor() {
    return state.palette.given(Palette.FOREGROUND);
  }

  /// As [#givenPaletteColor], of the background.
  public int givenBackgroundColor() {
    return state.palette.given(Palette.BACKGROUND);
  }

  /// As [#givenPaletteColor], of the cursor.
  public int givenCursorColor() {
    return state.palette.given(Palette.CURSOR);
  }

  /// Bytes that, fed to a fresh terminal of the same size and options in whatever chunks, bring it
  /// into this state, with at most `scrollbackLines` of the scrollback.
  public byte[] dump(int scrollbackLines) {
    return new Dump(state).write(scrollbackLines);
  }

  /// The whole state in words: equal for terminals that no input can tell apart.
  String describeState() {
    return new StateText(state).write();
  }

  TerminalState state() {
    return state;
  }
}
