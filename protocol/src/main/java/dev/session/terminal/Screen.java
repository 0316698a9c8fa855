package dev.session.terminal;

/// The state that text and sequences change: both grids, cursor, pen, margins, modes, and what
/// belongs to them. The families of sequences ([CursorMotion], [Editing], [Rectangles], …) work on
/// it.
///
/// Positions are 0-based and absolute. Invariants: the cursor is on the screen; margins are ordered
/// and on the screen; `left` and `right` are the screen's edges unless DECLRMM is set.
final class Screen {
  /// What erasing spares: nothing, what DECSCA protected, or what SPA guarded.
  enum Protection {
    OFF,
    DEC,
    ISO
  }

  static final int PRIMARY = 0;
  static final int ALTERNATE = 1;

  /// VT525, the level that DECSCL 65 asks for and the default.
  static final int LEVEL_MAX = 5;

  final TerminalOptions options;
  final Clusters clusters;
  final Links links;
  final Scrollback scrollback;
  final Grid primary;
  final Grid alternate;
  Grid grid;

  int row;
  int col;
  boolean pendingWrap;

  /// The pen: style and extra of what is written next.
  long style;

  long extra;

  int top;
  int bottom;
  int left;
  int right;

  final Modes modes = new Modes();
  final Charsets charsets = new Charsets();
  final TabStops tabs = new TabStops(TerminalOptions.COLUMNS_MAX);
  final SavedCursor[] saved = {new SavedCursor(), new SavedCursor()};
  Protection protection = Protection.OFF;

  /// A character was written and the cursor not moved since: combining characters join that cell.
  boolean wrote;

  int lastRow;
  int lastCol;

  /// NEL brought the cursor where it is: the line above was ended, and did not wrap.
  boolean lineEnded;

  /// The run of text that is being written began left of the left margin: nothing of it is
  /// inserted.
  boolean overwrites;

  /// The last character, for REP; -1 once something else came between.
  int lastCharacter = -1;

  /// Conformance level 1-5, by DECSCL; 0 is VT52.
  int level = LEVEL_MAX;

  /// Replies use C1 controls in one byte (S8C1T).
  boolean eightBitReplies;

  Screen(int cols, int rows, TerminalOptions options) {
    this.options = options;
    clusters = new Clusters();
    links = new Links();
    scrollback = new Scrollback(options.scrollbackLines(), clusters);
    primary = new Grid(cols, rows, scrollback);
    alternate = new Grid(cols, rows, null);
    grid = primary;
    resetMargins();
  }

  /// What is to be seen of another, for reading only.
  ///
  /// @param withScrollback whether its scrollback is part of that
  Screen(Screen other, boolean withScrollback) {
    options = other.options;
    clusters = other.clusters.copy();
    links = other.links.copy();
    scrollback =
        withScrollback
            ? other.scrollback.copy(clusters)
            : new Scrollback(options.scrollbackLines(), clusters);
    primary = new Grid(other.primary, scrollback);
    alternate = new Grid(other.alternate, null);
    grid = other.isAlternate() ? alternate : primary;
    row = other.row;
    col = other.col;
    pendingWrap = other.pendingWrap;
    modes.copyFrom(other.modes);
    for (int i = 0; i < saved.length; i++) {
      saved[i].present = other.saved[i].present;
    }
    resetMargins();
  }

  int cols() {
    return grid.cols();
  }

  int rows() {
    return grid.rows();
  }

  boolean isAlternate() {
    return grid == alternate;
  }

  Row line() {
    return grid.row(row);
  }

  boolean mode(Mode mode) {
    return modes.get(mode);
  }

  /// What erased cells look like: the pen's background (BCE).
  long blank() {
    return style & Style.BACKGROUND;
  }

  SavedCursor savedCursor() {
    return saved[isAlternate() ? ALTERNATE : PRIMARY];
  }

  /// The last column of the cursor's line; lines of double width have half of them.
  int lastColumn() {
    return line().size == Row.SINGLE ? cols() - 1 : (cols() - 1) / 2;
  }

  boolean fullWidth() {
    return left == 0 && right == cols() - 1;
  }

  boolean inRowMargins() {
    return row >= top && row <= bottom;
  }

  boolean inColumnMargins() {
    return col >= left && col <= right;
  }

  void resetWrap() {
    pendingWrap = false;
    wrote = false;
    lineEnded = false;
  }

  void resetMargins() {
    top = 0;
    bottom = rows() - 1;
    resetColumnMargins();
  }

  void resetColumnMargins() {
    left = 0;
    right = cols() - 1;
  }

  /// Moves the cursor to a position that counts from the margins' corner in origin mode.
  void moveTo(int newRow, int newCol) {
    boolean origin = mode(Mode.ORIGIN);
    int r = newRow + (origin ? top : 0);
    int c = newCol + (origin ? left : 0);
    row = Math.clamp(r, 0, origin ? bottom : rows() - 1);
    col = Math.clamp(c, 0, origin ? right : cols() - 1);
    resetWrap();
  }

  /// The cursor's row as [#moveTo] counts.
  int originRow() {
    return mode(Mode.ORIGIN) ? row - top : row;
  }

  int originCol() {
    return mode(Mode.ORIGIN) ? col - left : col;
  }

  /// IND: down, scrolling at the bottom margin.
  void index() {
    if (row != bottom || !inColumnMargins()) {
      int max = row > bottom ? rows() - 1 : bottom;
      row = Math.min(row + 1, max);
      resetWrap();
    } else {
      resetWrap();
      scrollUp(1);
    }
  }

  /// RI: up, scrolling at the top margin.
  void reverseIndex() {
    if (row != top || !inColumnMargins()) {
      row = Math.max(row - 1, row < top ? 0 : top);
      resetWrap();
    } else {
      scrollDown(top, 1);
      resetWrap();
    }
  }

  void scrollUp(int count) {
    scrollUp(top, count);
  }

  /// Scrolls the rows from `from` to the bottom margin, within the column margins.
  void scrollUp(int from, int count) {
    if (fullWidth()) {
      grid.scrollUp(from, bottom, count, blank(), from == 0);
    } else {
      grid.scrollColumns(from, bottom, left, right, count, blank());
    }
  }

  void scrollDown(int from, int count) {
    if (fullWidth()) {
      grid.scrollDown(from, bottom, count, blank());
    } else {
      grid.scrollColumns(from, bottom, left, right, -count, blank());
    }
  }

  void carriageReturn() {
    col = mode(Mode.ORIGIN) || col >= left ? left : 0;
    resetWrap();
  }

  void saveCursor() {
    SavedCursor cursor = savedCursor();
    cursor.present = true;
    cursor.row = row;
    cursor.col = col;
    cursor.pendingWrap = pendingWrap;
    cursor.style = style;
    cursor.extra = extra;
    cursor.origin = mode(Mode.ORIGIN);
    cursor.charsets.copyFrom(charsets);
  }

  /// DECRC; without a DECSC before, the cursor goes home and everything it covers to its default.
  void restoreCursor() {
    SavedCursor cursor = savedCursor();
    style = cursor.style;
    extra = Style.withLink(cursor.extra, Style.link(extra));
    modes.put(Mode.ORIGIN, cursor.origin);
    boolean national = charsets.national;
    if (cursor.present) {
      charsets.copyFrom(cursor.charsets);
    } else {
      charsets.reset();
    }
    charsets.setNational(national);
    row = Math.clamp(cursor.row, 0, rows() - 1);
    col = Math.clamp(cursor.col, 0, cols() - 1);
    if (cursor.origin) {
      row = Math.clamp(row, top, bottom);
      col = Math.clamp(col, left, right);
    }
    resetWrap();
    pendingWrap = cursor.pendingWrap;
  }

  void toAlternate() {
    if (!isAlternate()) {
      grid = alternate;
      wrote = false;
    }
  }

  void toPrimary() {
    if (isAlternate()) {
      grid = primary;
      wrote = false;
    }
  }

  void clearScreen() {
    grid.clear(blank());
    resetWrap();
  }

  /// Frees the clusters that have left the screens, now and then.
  void collectClusters() {
    if (clusters.isFull()) {
      clusters.collect(primary, alternate);
    }
  }

  boolean assertIntegrity() {
    assert primary.assertIntegrity() && alternate.assertIntegrity();
    assert row >= 0 && row < rows() && col >= 0 && col < cols() : "cursor " + row + "," + col;
    assert 0 <= top && top <= bottom && bottom < rows() : "margins " + top + "," + bottom;
    assert 0 <= left && left <= right && right < cols() : "margins " + left + "," + right;
    assert mode(Mode.LEFT_RIGHT_MARGINS) || fullWidth() : "column margins without DECLRMM";
    assert !wrote || (lastRow < rows() && lastCol < cols()) : "last character";
    return true;
  }
}
