package dev.session.terminal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One line of a screen: parallel arrays of text and style.
///
/// A text cell is 0 for a blank, a code point, or an index into [Clusters] with [#CLUSTER] set. A
/// wide character is a cell with [#WIDE] followed by one cell that is exactly [#TRAILER].
///
/// Invariants: cells from `used` on are blank with the default style; a trailer follows each wide
/// cell and stands nowhere else; `mayHoldWide` is true whenever a wide cell exists.
final class Row {
  static final int CODE = (1 << 21) - 1;
  static final int CLUSTER = 1 << 21;
  static final int WIDE = 1 << 22;
  static final int TRAILER = 1 << 23;

  static final byte SINGLE = 0;
  static final byte DOUBLE_WIDTH = 1;
  static final byte DOUBLE_HEIGHT_TOP = 2;
  static final byte DOUBLE_HEIGHT_BOTTOM = 3;

  int[] text;
  long[] style;
  long @Nullable [] extra;
  int used;

  /// The text goes on in the next row: the line was too long for the screen.
  boolean wrapped;

  boolean mayHoldWide;

  /// One of [#SINGLE] … [#DOUBLE_HEIGHT_BOTTOM] (DECSWL, DECDWL, DECDHL).
  byte size = SINGLE;

  Row(int cols) {
    text = new int[cols];
    style = new long[cols];
  }

  Row copy() {
    var copy = new Row(0);
    copy.text = text.clone();
    copy.style = style.clone();
    copy.extra = extra == null ? null : extra.clone();
    copy.used = used;
    copy.wrapped = wrapped;
    copy.mayHoldWide = mayHoldWide;
    copy.size = size;
    return copy;
  }

  int cols() {
    return text.length;
  }

  /// Blanks the whole row.
  void clear(long blank) {
    erase(0, text.length, blank);
    wrapped = false;
    mayHoldWide = false;
    size = SINGLE;
  }

  /// Blanks `[from, to)` without looking at what the cut does to wide characters at its ends.
  void erase(int from, int to, long blank) {
    if (blank != 0) {
      Arrays.fill(text, from, to, 0);
      Arrays.fill(style, from, to, blank);
      clearExtra(from, to);
      used = Math.max(used, to);
    } else if (from < used) {
      int end = Math.min(to, used);
      Arrays.fill(text, from, end, 0);
      Arrays.fill(style, from, end, 0);
      clearExtra(from, end);
      if (to >= used) {
        used = from;
      }
    }
  }

  private void clearExtra(int from, int to) {
    if (extra != null) {
      Arrays.fill(extra, from, to, 0);
    }
  }

  /// Blanks the halves that overwriting `[from, to)` would leave of wide characters at both ends.
  void mend(int from, int to, long blank) {
    if (!mayHoldWide) {
      return;
    }
    if (from > 0 && from < text.length && text[from] == TRAILER) {
      erase(from - 1, from + 1, blank);
    }
    if (to > 0 && to < text.length && text[to] == TRAILER) {
      erase(to - 1, to + 1, blank);
    }
  }

  /// Blanks `[from, to)` and the halves of the wide characters it cuts.
  void blank(int from, int to, long blank) {
    mend(from, to, blank);
    erase(from, to, blank);
  }

  void put(int col, int cell, long cellStyle, long cellExtra) {
    text[col] = cell;
    style[col] = cellStyle;
    setExtra(col, cellExtra);
    used = Math.max(used, col + 1);
  }

  void setExtra(int col, long value) {
    if (extra != null) {
      extra[col] = value;
    } else if (value != 0) {
      extra = new long[text.length];
      extra[col] = value;
    }
  }

  void fillExtra(int from, int to, long value) {
    if (extra != null) {
      Arrays.fill(extra, from, to, value);
    } else if (value != 0) {
      extra = new long[text.length];
      Arrays.fill(extra, from, to, value);
    }
  }

  long extraAt(int col) {
    return extra == null ? 0 : extra[col];
  }

  /// Copies `count` cells, also within one row and overlapping.
  void copyCells(Row source, int from, int to, int count) {
    if (count <= 0) {
      return;
    }
    System.arraycopy(source.text, from, text, to, count);
    System.arraycopy(source.style, from, style, to, count);
    if (source.extra != null) {
      if (extra == null) {
        extra = new long[text.length];
      }
      System.arraycopy(source.extra, from, extra, to, count);
    } else {
      fillExtra(to, to + count, 0);
    }
    mayHoldWide |= source.mayHoldWide;
    int end = Math.min(to + count, to + Math.max(0, source.used - from));
    used = Math.max(used, end);
    trim();
  }

  /// Moves `used` back over blanks of the default style.
  void trim() {
    int end = used;
    while (end > 0 && text[end - 1] == 0 && style[end - 1] == 0 && extraAt(end - 1) == 0) {
      end--;
    }
    used = end;
  }

  /// Changes the width; what does not fit is cut off, a halved wide character blanked.
  void setCols(int cols) {
    if (cols == text.length) {
      return;
    }
    if (cols < text.length) {
      mend(cols, cols, 0);
    }
    text = Arrays.copyOf(text, cols);
    style = Arrays.copyOf(style, cols);
    if (extra != null) {
      extra = Arrays.copyOf(extra, cols);
    }
    used = Math.min(used, cols);
  }

  /// The end of the text: after the last cell that is not blank.
  int textEnd() {
    int end = used;
    while (end > 0 && text[end - 1] == 0) {
      end--;
    }
    return end;
  }

  boolean assertIntegrity() {
    for (int col = 0; col < text.length; col++) {
      if (col >= used) {
        assert text[col] == 0 && style[col] == 0 && extraAt(col) == 0 : "cell beyond used: " + col;
      }
      boolean afterWide = col > 0 && (text[col - 1] & WIDE) != 0;
      assert (text[col] == TRAILER) == afterWide : "wide character torn at " + col;
      assert (text[col] & WIDE) == 0 || (mayHoldWide && col + 1 < text.length) : "wide cell " + col;
    }
    return true;
  }
}
