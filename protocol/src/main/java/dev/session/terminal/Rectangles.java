package dev.session.terminal;

/// The rectangular area operations of the VT420: copy, fill, erase, change attributes, checksum.
///
/// Coordinates are 1-based and count from the margins in origin mode; an area that is not one, or
/// begins off the screen, has no effect, one that reaches beyond it is cut.
final class Rectangles {
  /// XTCHECKSUM: the sum is not negated. Its other flags mean what is the case anyway.
  private static final int POSITIVE = 1;

  private static final int EXTENT_RECTANGLE = 2;

  private final Screen screen;
  private int extent;
  private int checksumExtension;

  /// The area that [#parse] read, 0-based and inclusive.
  private int top;

  private int left;
  private int bottom;
  private int right;

  Rectangles(Screen screen) {
    this.screen = screen;
  }

  void setExtent(int value) {
    if (value <= EXTENT_RECTANGLE) {
      extent = value;
    }
  }

  int extent() {
    return extent;
  }

  void setChecksumExtension(int flags) {
    checksumExtension = flags;
  }

  int checksumExtension() {
    return checksumExtension;
  }

  private boolean parse(Sequence s, int first) {
    boolean origin = screen.mode(Mode.ORIGIN);
    int rowOffset = origin ? screen.top : 0;
    int colOffset = origin ? screen.left : 0;
    int maxRow = origin ? screen.bottom : screen.rows() - 1;
    int maxCol = origin ? screen.right : screen.cols() - 1;
    top = s.atLeastOne(first) - 1 + rowOffset;
    left = s.atLeastOne(first + 1) - 1 + colOffset;
    bottom = last(s.value(first + 2), rowOffset, maxRow);
    right = last(s.value(first + 3), colOffset, maxCol);
    return top <= bottom && left <= right;
  }

  private static int last(int value, int offset, int max) {
    return value <= 0 ? max : Math.min(value - 1 + offset, max);
  }

  /// DECFRA.
  void fill(Sequence s) {
    int code = s.value(0, ' ');
    if (screen.level < 4 || !parse(s, 1) || !isGraphic(code)) {
      return;
    }
    int shown = code < 0x80 ? screen.charsets.sets[screen.charsets.left].map(code) : code;
    for (int r = top; r <= bottom; r++) {
      Row row = screen.grid.row(r);
      row.mend(left, right + 1, 0);
      for (int c = left; c <= right; c++) {
        row.put(c, shown, screen.style, screen.extra);
      }
    }
  }

  private static boolean isGraphic(int code) {
    boolean isCharacter = code >= 0xa0 && code < 0xfffe && (code < 0xd800 || code > 0xdfff);
    return (code >= 0x20 && code < 0x7f) || (isCharacter && UnicodeWidth.of(code) == 1);
  }

  /// DECERA, and DECSERA, which spares what DECSCA protected. Erased cells have no attributes.
  void erase(Sequence s, boolean selective) {
    if (screen.level < 4 || !parse(s, 0)) {
      return;
    }
    boolean spares = selective && screen.protection == Screen.Protection.DEC;
    for (int r = top; r <= bottom; r++) {
      Row row = screen.grid.row(r);
      if (!spares) {
        row.blank(left, right + 1, screen.blank());
        continue;
      }
      for (int c = left; c <= right; c++) {
        if ((row.style[c] & Style.PROTECTED) == 0) {
          row.blank(c, c + 1, screen.blank());
        }
      }
    }
  }

  /// DECCRA. Pages do not exist, so their parameters have no effect.
  void copy(Sequence s) {
    if (screen.level < 4 || !parse(s, 0)) {
      return;
    }
    boolean origin = screen.mode(Mode.ORIGIN);
    int toRow = s.atLeastOne(5) - 1 + (origin ? screen.top : 0);
    int toCol = s.atLeastOne(6) - 1 + (origin ? screen.left : 0);
    int lastRow = origin ? screen.bottom : screen.rows() - 1;
    int lastCol = origin ? screen.right : screen.cols() - 1;
    int height = Math.min(bottom - top, lastRow - toRow) + 1;
    int width = Math.min(right - left, lastCol - toCol) + 1;
    if (height <= 0 || width <= 0) {
      return;
    }
    boolean upwards = toRow <= top;
    for (int i = 0; i < height; i++) {
      int offset = upwards ? i : height - 1 - i;
      copyCells(screen.grid.row(top + offset), screen.grid.row(toRow + offset), toCol, width);
    }
  }

  /// Halves of wide characters at the edges of the source are copied as blanks.
  private void copyCells(Row source, Row target, int toCol, int width) {
    boolean headTorn = source.text[left] == Row.TRAILER;
    boolean tailTorn = (source.text[left + width - 1] & Row.WIDE) != 0;
    target.mend(toCol, toCol + width, 0);
    target.copyCells(source, left, toCol, width);
    if (headTorn) {
      target.erase(toCol, toCol + 1, 0);
    }
    if (tailTorn) {
      target.erase(toCol + width - 1, toCol + width, 0);
    }
  }

  /// DECCARA sets attributes, DECRARA reverses them; blank cells of a stream extent are left alone.
  void changeAttributes(Sequence s, Sgr sgr, boolean reverse) {
    if (screen.level < 4 || !parse(s, 0)) {
      return;
    }
    boolean exact = extent == EXTENT_RECTANGLE;
    for (int r = top; r <= bottom; r++) {
      Row row = screen.grid.row(r);
      int from = exact || r == top ? left : 0;
      int to = exact || r == bottom ? right : screen.cols() - 1;
      for (int c = from; c <= to; c++) {
        if (row.text[c] == 0 && exact) {
          row.text[c] = ' ';
        }
        if (row.text[c] != 0) {
          row.used = Math.max(row.used, c + 1);
          row.style[c] = reverse ? reversed(s, row.style[c]) : changed(s, sgr, row.style[c]);
        }
      }
    }
  }

  private static long changed(Sequence s, Sgr sgr, long style) {
    return sgr.attributes(s, 4, style);
  }

  private static long reversed(Sequence s, long style) {
    long result = style;
    if (s.count() <= 4) {
      return reversed(0, style);
    }
    for (int i = 4; i < s.count(); i++) {
      result = reversed(s.value(i, 0), result);
    }
    return result;
  }

  private static long reversed(int code, long style) {
    return switch (code) {
      case 0 -> reversed(1, reversed(4, reversed(5, reversed(7, style))));
      case 1 -> style ^ Style.BOLD;
      case 4 ->
          Style.withUnderline(
              style, Style.underline(style) == 0 ? Style.UNDERLINE_SINGLE : Style.UNDERLINE_NONE);
      case 5 -> style ^ Style.BLINK;
      case 7 -> style ^ Style.INVERSE;
      case 8 -> style ^ Style.HIDDEN;
      default -> style;
    };
  }

  /// DECRQCRA: the sum of the code points, negated. A blank counts as a space; attributes do not.
  void checksum(Sequence s, Replies replies) {
    if (screen.level < 4) {
      return;
    }
    int sum = 0;
    if (parse(s, 2)) {
      for (int r = top; r <= bottom; r++) {
        Row row = screen.grid.row(r);
        for (int c = left; c <= right; c++) {
          sum += cellSum(row, c);
        }
      }
    }
    if ((checksumExtension & POSITIVE) == 0) {
      sum = -sum;
    }
    replies.dcs().decimal(s.value(0, 0)).ascii("!~").hex(sum & 0xffff, 4);
    replies.terminate(false);
  }

  private int cellSum(Row row, int col) {
    int cell = row.text[col];
    if (cell == Row.TRAILER) {
      return 0;
    }
    if ((cell & Row.CLUSTER) == 0) {
      return cell == 0 ? ' ' : cell & Row.CODE;
    }
    int sum = 0;
    for (int code : screen.clusters.get(cell)) {
      sum += code;
    }
    return sum;
  }

  /// XTREPORTSGR: the attributes that all cells of the area share.
  void reportSgr(Sequence s, Replies replies) {
    if (!parse(s, 0)) {
      return;
    }
    long first = screen.grid.row(top).style[left];
    long shared = first;
    boolean sameForeground = true;
    boolean sameBackground = true;
    for (int r = top; r <= bottom; r++) {
      Row row = screen.grid.row(r);
      for (int c = left; c <= right; c++) {
        shared &= row.style[c];
        sameForeground &= Style.foreground(row.style[c]) == Style.foreground(first);
        sameBackground &= Style.background(row.style[c]) == Style.background(first);
      }
    }
    shared = Style.withForeground(shared, sameForeground ? Style.foreground(first) : 0);
    shared = Style.withBackground(shared, sameBackground ? Style.background(first) : 0);
    Sgr.write(replies.csi(), shared, Style.COLOR_DEFAULT);
    replies.more().put('m');
    replies.end();
  }

  /// DECALN: the screen full of E, margins and attributes reset.
  void alignmentPattern() {
    screen.resetMargins();
    screen.modes.put(Mode.ORIGIN, false);
    screen.style &= ~Style.SGR;
    for (int r = 0; r < screen.rows(); r++) {
      Row row = screen.grid.row(r);
      row.clear(0);
      for (int c = 0; c < screen.cols(); c++) {
        row.put(c, 'E', 0, 0);
      }
    }
    screen.moveTo(0, 0);
  }
}
