package dev.session.terminal;

import java.nio.charset.StandardCharsets;

/// Writes bytes that bring a fresh terminal of the same size and options into this state.
///
/// What other terminals understand too is written in public sequences, so that a player or an
/// attached terminal shows the same screen; what has no public form, or not exactly, in [#OSC],
/// which only [Restore] reads and others skip. Order: links, scrollback and primary screen as
/// flowing text, the alternate screen, everything else, last the bytes of a half-received sequence.
final class Dump {
  /// The private OSC: `OSC 20725 ; kind ; fields ST`. Kinds are the constants below.
  static final int OSC = 20_725;

  static final char LINK = 'L';
  static final char ROW = 'R';
  static final char CELL = 'C';
  static final char SCALARS = 'S';
  static final char SAVED_CURSOR = 'K';
  static final char MODES = 'M';
  static final char MODES_SAVED = 'N';
  static final char MODES_OUTSIDE_VT52 = 'V';
  static final char CHARSETS = 'A';
  static final char CHARSETS_OUTSIDE_VT52 = 'O';
  static final char TITLE_STACK = 'T';
  static final char PALETTE_STACK = 'Q';
  static final char KITTY = 'Y';
  static final char KEYS = 'X';
  static final char SGR_STACK = 'G';
  static final char TABS = 'B';

  private final TerminalState t;
  private final Screen screen;
  private final Bytes out = new Bytes(4096);
  private final int[] codePoints = new int[Clusters.CLUSTER_MAX_CODEPOINTS];

  /// What the receiving terminal's pen is at this point.
  private long style;

  private long extra;

  Dump(TerminalState state) {
    t = state;
    screen = state.screen;
  }

  byte[] write(int scrollbackLines) {
    links();
    if (t.modes.get(Mode.LEFT_RIGHT_MARGINS)) {
      csi().ascii("?69h"); // first, since it makes all lines single width
    }
    primary(scrollbackLines);
    alternate();
    titlesAndColors();
    keyboard();
    tabs();
    modes();
    margins();
    charsets();
    cursorAndPen();
    stacks();
    scalars();
    t.parser.writeReceived(out);
    return out.toArray();
  }

  private Bytes csi() {
    return out.put(Bytes.ESC).put('[');
  }

  private Bytes begin(char kind) {
    return out.put(Bytes.ESC).put(']').decimal(OSC).put(';').put(kind);
  }

  private void end() {
    out.put(Bytes.ESC).put('\\');
  }

  private Bytes field(long value) {
    return out.put(';').ascii(Long.toString(value));
  }

  private void hexField(String text) {
    out.put(';');
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      out.hex(b & 0xff, 2);
    }
  }

  private void links() {
    int last = screen.links.last();
    for (int number = Math.max(1, last - Links.LINKS_MAX + 1); number <= last; number++) {
      Links.Link link = screen.links.get(number);
      if (link != null) {
        begin(LINK);
        field(number);
        hexField(link.id());
        hexField(link.uri());
        end();
      }
    }
  }

  private void primary(int scrollbackLines) {
    int lines = Math.min(scrollbackLines, screen.scrollback.size());
    var line = new Row(screen.cols());
    for (int i = screen.scrollback.size() - lines; i < screen.scrollback.size(); i++) {
      if (!screen.scrollback.writePlain(i, screen.cols(), out)) {
        screen.scrollback.read(i, line);
        row(line);
      }
      newLine();
    }
    for (int r = 0; r < screen.rows(); r++) {
      row(screen.primary.row(r));
      if (r < screen.rows() - 1) {
        newLine();
      }
    }
    savedCursor(Screen.PRIMARY);
  }

  private void newLine() {
    pen(0, 0);
    out.put('\r').put('\n');
  }

  private void alternate() {
    if (!screen.isAlternate() && isBlank(screen.alternate)) {
      savedCursorFields(Screen.ALTERNATE);
      return;
    }
    csi().ascii("?47h");
    for (int r = 0; r < screen.rows(); r++) {
      Row row = screen.alternate.row(r);
      if (!isBlank(row)) {
        csi().decimal(r + 1).put('H');
        row(row);
      }
    }
    savedCursor(Screen.ALTERNATE);
    pen(0, 0);
    if (!screen.isAlternate()) {
      csi().ascii("?47l");
    }
  }

  private static boolean isBlank(Grid grid) {
    for (int r = 0; r < grid.rows(); r++) {
      if (!isBlank(grid.row(r))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(Row row) {
    for (int col = 0; col < row.used; col++) {
      if (row.text[col] != 0 || row.style[col] != 0) {
        return false;
      }
    }
    return !row.wrapped && row.size == Row.SINGLE;
  }

  /// A row from its first column on.
  private void row(Row row) {
    boolean exact = needsExactCells(row);
    if (exact) {
      csi().ascii("?7l");
    }
    int col = 0;
    while (col < row.used) {
      int cell = row.text[col];
      if (cell == 0) {
        col = blanks(row, col);
      } else {
        pen(row.style[col], row.extraAt(col));
        cell(cell);
        col += (cell & Row.WIDE) != 0 ? 2 : 1;
      }
    }
    if (exact) {
      exactCells(row);
      csi().ascii("?7h");
    }
    if (row.size != Row.SINGLE) {
      int size =
          switch (row.size) {
            case Row.DOUBLE_HEIGHT_TOP -> '3';
            case Row.DOUBLE_HEIGHT_BOTTOM -> '4';
            default -> '6';
          };
      out.put(Bytes.ESC).put('#').put(size);
    }
    if (row.wrapped || row.size != Row.SINGLE) {
      begin(ROW);
      field(row.wrapped ? 1 : 0);
      field(row.size);
      end();
    }
  }

  /// Blank cells of one background: erased, then skipped.
  private int blanks(Row row, int from) {
    int to = from;
    while (to < row.used && row.text[to] == 0 && row.style[to] == row.style[from]) {
      to++;
    }
    if (row.style[from] != 0) {
      pen(row.style[from], 0);
      csi().decimal(to - from).put('X');
    }
    if (to < row.used) {
      csi().decimal(to - from).put('C');
    }
    return to;
  }

  private void cell(int cell) {
    int count = screen.clusters.codePoints(cell, codePoints);
    if (count == 1) {
      out.codePoint(codePoints[0]);
      return;
    }
    boolean clustered = !isPlainlyPrintable(cell);
    if (clustered) {
      csi().ascii("?2027h");
    }
    for (int i = 0; i < count; i++) {
      out.codePoint(codePoints[i]);
    }
    if (clustered) {
      csi().ascii("?2027l");
    }
  }

  /// Whether the cluster comes out the same without mode 2027.
  private boolean isPlainlyPrintable(int cell) {
    int count = screen.clusters.codePoints(cell, codePoints);
    if (count > TextWriter.COMBINING_MAX + 1) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      if (!TextWriter.isCombining(codePoints[i])) {
        return false;
      }
    }
    return UnicodeWidth.of(codePoints[0]) == ((cell & Row.WIDE) != 0 ? 2 : 1);
  }

  /// Whether the row has clusters that printing may not give again exactly.
  private boolean needsExactCells(Row row) {
    for (int col = 0; col < row.used; col++) {
      if ((row.text[col] & Row.CLUSTER) != 0 && !isPlainlyPrintable(row.text[col])) {
        return true;
      }
    }
    return false;
  }

  /// Puts each cell of the row in its place, whatever the printing before has made of it.
  private void exactCells(Row row) {
    for (int col = 0; col < row.used; col++) {
      int cell = row.text[col];
      if (cell != Row.TRAILER) {
        begin(CELL);
        field(col);
        field((cell & Row.WIDE) != 0 ? 2 : 1);
        field(row.style[col]);
        field(row.extraAt(col));
        int count = cell == 0 ? 0 : screen.clusters.codePoints(cell, codePoints);
        for (int i = 0; i < count; i++) {
          field(codePoints[i]);
        }
        end();
      }
    }
  }

  /// Gives the receiving terminal's pen this look.
  private void pen(long newStyle, long newExtra) {
    if ((newStyle & Style.SGR) != (style & Style.SGR)
        || Style.underlineColor(newExtra) != Style.underlineColor(extra)) {
      csi();
      if ((newStyle & Style.SGR) != 0 || Style.underlineColor(newExtra) != 0) {
        Sgr.write(out, newStyle, Style.underlineColor(newExtra));
      }
      out.put('m');
    }
    if ((newStyle & Style.PROTECTED) != (style & Style.PROTECTED)) {
      csi().put((newStyle & Style.PROTECTED) != 0 ? '1' : '0').ascii("\"q");
    }
    if (Style.link(newExtra) != Style.link(extra)) {
      Links.Link link = screen.links.get(Style.link(newExtra));
      out.put(Bytes.ESC).ascii("]8;");
      if (link != null) {
        if (!link.id().isEmpty()) {
          out.ascii("id=").utf8(link.id());
        }
        out.put(';').utf8(link.uri());
      } else {
        out.put(';');
      }
      end();
    }
    style = newStyle;
    extra = newExtra;
  }

  /// DECSC at the saved position, for other terminals; the exact fields follow.
  private void savedCursor(int index) {
    SavedCursor saved = screen.saved[index];
    if (saved.present) {
      csi().decimal(saved.row + 1).put(';').decimal(saved.col + 1).put('H');
      pen(saved.style, saved.extra);
      out.put(Bytes.ESC).put('7');
      pen(0, 0);
      csi().put('H');
    }
    savedCursorFields(index);
  }

  private void savedCursorFields(int index) {
    SavedCursor saved = screen.saved[index];
    begin(SAVED_CURSOR);
    field(index);
    field(saved.present ? 1 : 0);
    field(saved.row);
    field(saved.col);
    field(saved.pendingWrap ? 1 : 0);
    field(saved.origin ? 1 : 0);
    field(saved.style);
    field(saved.extra);
    charsetFields(saved.charsets);
    end();
  }

  private void charsetFields(Charsets charsets) {
    for (Charset set : charsets.sets) {
      field(set.number());
    }
    field(charsets.left);
    field(charsets.right);
    field(charsets.single);
  }

  private void titlesAndColors() {
    if (!t.titles.icon.isEmpty()) {
      out.put(Bytes.ESC).ascii("]1;").utf8(t.titles.icon);
      end();
    }
    if (!t.titles.window.isEmpty()) {
      out.put(Bytes.ESC).ascii("]2;").utf8(t.titles.window);
      end();
    }
    if (!t.titles.workingDirectory.isEmpty()) {
      out.put(Bytes.ESC).ascii("]7;").utf8(t.titles.workingDirectory);
      end();
    }
    for (int color = 0; color < Palette.ALL; color++) {
      int rgb = t.palette.given(color);
      if (rgb != Palette.UNSET) {
        out.put(Bytes.ESC).put(']');
        if (color < Palette.SPECIAL) {
          out.ascii("4;").decimal(color);
        } else if (color < Palette.DYNAMIC) {
          out.ascii("5;").decimal(color - Palette.SPECIAL);
        } else {
          out.decimal(10 + color - Palette.DYNAMIC);
        }
        out.ascii(";#").hex(rgb, 6);
        end();
      }
    }
  }

  private void keyboard() {
    int flags = t.keyboard.flags(t.screenIndex());
    if (flags != 0) {
      csi().put('=').decimal(flags).ascii(";1u");
    }
    int other = t.keyboard.modifiers[Keyboard.MODIFY_OTHER_KEYS];
    if (other != 0) {
      csi().ascii(">4;").decimal(other).put('m');
    }
    begin(KEYS);
    for (int i = 0; i < Keyboard.MODIFIERS; i++) {
      field(t.keyboard.modifiers[i]);
    }
    for (int i = 0; i < Keyboard.MODIFIERS; i++) {
      field(t.keyboard.formats[i]);
    }
    end();
    for (int index = Screen.PRIMARY; index <= Screen.ALTERNATE; index++) {
      begin(KITTY);
      field(index);
      for (int i = 0; i <= t.keyboard.depth(index); i++) {
        field(t.keyboard.stacked(index, i));
      }
      end();
    }
  }

  private void tabs() {
    if (screen.tabs.isInitial()) {
      return;
    }
    begin(TABS);
    for (int col = screen.tabs.next(-1); col >= 0; col = screen.tabs.next(col)) {
      field(col);
    }
    end();
  }

  /// Modes that differ from their start: publicly those that only a terminal's behaviour follows
  /// from.
  private void modes() {
    for (Mode mode : Mode.values()) {
      boolean set = t.modes.get(mode);
      if (set != mode.initially() && isPublic(mode)) {
        csi();
        if (mode.isPrivate()) {
          out.put('?');
        }
        out.decimal(mode.number()).put(set ? 'h' : 'l');
      }
    }
  }

  /// Switching the others does more than set them.
  private static boolean isPublic(Mode mode) {
    return switch (mode) {
      case ANSI,
          COLUMNS_132,
          LEFT_RIGHT_MARGINS,
          ALLOW_ALTERNATE_SCREEN,
          ALTERNATE_SCREEN_PLAIN,
          ALTERNATE_SCREEN,
          ALTERNATE_SCREEN_CURSOR,
          SAVED_CURSOR,
          SYNCHRONIZED_OUTPUT ->
          false;
      default -> true;
    };
  }

  private void modeFields(char kind, Modes modes, boolean saved) {
    begin(kind);
    for (Mode mode : Mode.values()) {
      if ((saved ? modes.saved(mode) : modes.get(mode)) != mode.initially()) {
        field(mode.isPrivate() ? mode.number() : -mode.number());
      }
    }
    end();
  }

  private void margins() {
    if (screen.top != 0 || screen.bottom != screen.rows() - 1) {
      csi().decimal(screen.top + 1).put(';').decimal(screen.bottom + 1).put('r');
    }
    if (!screen.fullWidth()) {
      csi().decimal(screen.left + 1).put(';').decimal(screen.right + 1).put('s');
    }
  }

  private void charsets() {
    for (int i = 0; i < Charsets.SETS; i++) {
      Charset set = screen.charsets.sets[i];
      if (set != Charset.ASCII) {
        out.put(Bytes.ESC).put(set.has96() ? "(-./".charAt(i) : "()*+".charAt(i));
        out.ascii(set.designator());
      }
    }
    if (screen.charsets.left == 1) {
      out.put(0x0e);
    }
    begin(CHARSETS);
    charsetFields(screen.charsets);
    end();
    begin(CHARSETS_OUTSIDE_VT52);
    charsetFields(t.vt52Outside);
    end();
  }

  private void cursorAndPen() {
    csi().decimal(t.cursorStyle).ascii(" q");
    pen(screen.style, screen.extra);
    csi().decimal(Math.max(0, screen.originRow()) + 1).put(';');
    out.decimal(Math.max(0, screen.originCol()) + 1).put('H');
  }

  private void stacks() {
    for (Titles.Pair pair : t.titles.stacked()) {
      begin(TITLE_STACK);
      hexField(pair.window());
      hexField(pair.icon());
      end();
    }
    for (int slot = 0; slot < t.palette.depth(); slot++) {
      begin(PALETTE_STACK);
      field(slot);
      for (int rgb : t.palette.stacked(slot)) {
        field(rgb);
      }
      end();
    }
    for (int i = 0; i < t.sgr.depth(); i++) {
      begin(SGR_STACK);
      field(t.sgr.stackedStyle(i));
      field(t.sgr.stackedExtra(i));
      end();
    }
  }

  private void scalars() {
    modeFields(MODES, t.modes, false);
    modeFields(MODES_SAVED, t.modes, true);
    modeFields(MODES_OUTSIDE_VT52, t.vt52OutsideModes, false);
    begin(SCALARS);
    for (Scalar scalar : Scalar.values()) {
      field(scalar.get(t));
    }
    end();
  }
}
