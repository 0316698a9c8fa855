package dev.session.terminal;

import java.util.Arrays;

/// Puts text on the screen: wrapping, insert mode, wide and combining characters.
///
/// Without mode 2027 each code point is placed by its own width and zero-width characters join the
/// cell before them, as in xterm. With it, the code points of a grapheme cluster share one cell or
/// pair.
final class TextWriter {
  /// Combining characters that a cell takes without mode 2027; xterm ignores further ones.
  static final int COMBINING_MAX = 2;

  private final Screen screen;
  private final int[] codePoints = new int[Clusters.CLUSTER_MAX_CODEPOINTS];

  TextWriter(Screen screen) {
    this.screen = screen;
  }

  void ascii(byte[] data, int from, int to) {
    if (!screen.charsets.plain) {
      for (int i = from; i < to; i++) {
        int code = screen.charsets.map(data[i]);
        put(code, 1);
        screen.lastCharacter = data[i];
      }
      return;
    }
    int i = from;
    while (i < to) {
      i = run(data, i, to);
    }
    screen.lastCharacter = data[to - 1];
  }

  /// Writes what fits on the current line and returns where the rest begins.
  private int run(byte[] data, int from, int to) {
    Screen s = screen;
    boolean autowrap = s.mode(Mode.AUTOWRAP);
    if (s.pendingWrap) {
      s.pendingWrap = false;
      if (autowrap) {
        wrap();
      }
    }
    Row line = s.line();
    int limit = limit(line);
    int room = Math.max(1, limit + 1 - s.col);
    int start = from;
    int count = to - from;
    if (count > room) {
      count = room;
    }
    if (s.mode(Mode.INSERT)) {
      insert(line, count);
    }
    int col = s.col;
    int end = col + count;
    line.mend(col, end, s.blank());
    widen(data, start, line.text, col, count);
    start += count;
    Arrays.fill(line.style, col, end, s.style);
    if (line.extra != null || s.extra != 0) {
      line.fillExtra(col, end, s.extra);
    }
    if (end > line.used) {
      line.used = end;
    }
    s.wrote = true;
    s.lastRow = s.row;
    s.lastCol = end - 1;
    if (count == room) {
      s.col = limit(line) < col ? col : end - 1;
      s.pendingWrap = true;
      if (!autowrap && !s.mode(Mode.INSERT) && start < to) {
        return Math.max(start, to - 1);
      }
    } else {
      s.col = end;
    }
    return start;
  }

  /// A loop of its own, so that it is compiled to vector instructions.
  private static void widen(byte[] from, int at, int[] into, int col, int count) {
    for (int i = 0; i < count; i++) {
      into[col + i] = from[at + i];
    }
  }

  void character(int code) {
    if (screen.mode(Mode.GRAPHEME_CLUSTERS) && joinsCluster(code)) {
      return;
    }
    int width = UnicodeWidth.of(code);
    if (width > 0) {
      if (screen.charsets.single != Charsets.NO_SHIFT) {
        screen.charsets.singleShift(Charsets.NO_SHIFT);
      }
      put(code, width);
      screen.lastCharacter = code;
    } else if (!isFormat(code)) {
      combine(code);
    }
  }

  /// Whether the character joins the cell before it, without mode 2027.
  static boolean isCombining(int code) {
    return UnicodeWidth.of(code) == 0 && !isFormat(code);
  }

  boolean joins(int code) {
    if (!isCombining(code)) {
      return false;
    }
    combine(code);
    return true;
  }

  /// Format characters that xterm ignores instead of combining.
  private static boolean isFormat(int code) {
    return (code >= 0x200b && code <= 0x200f)
        || (code >= 0x202a && code <= 0x202e)
        || (code >= 0x2060 && code <= 0x206f)
        || code == 0xfeff
        || (code >= 0xfff9 && code <= 0xfffb);
  }

  void repeat(int count) {
    int code = screen.lastCharacter;
    if (code < 0) {
      return;
    }
    int cells = screen.rows() * screen.cols();
    int width = code < 0x80 ? 1 : UnicodeWidth.of(code);
    for (int i = Math.min(count, cells + screen.cols()); i > 0; i--) {
      put(code < 0x80 ? screen.charsets.map(code) : code, width);
    }
  }

  private int limit(Row line) {
    int last = line.size == Row.SINGLE ? screen.cols() - 1 : (screen.cols() - 1) / 2;
    int margin = line.size == Row.SINGLE ? screen.right : screen.right / 2;
    return screen.col > margin ? last : margin;
  }

  private void wrap() {
    screen.line().wrapped = true;
    screen.index();
    screen.col = screen.left;
    screen.overwrites = false;
  }

  /// Writes one character of width 1 or 2.
  private void put(int code, int width) {
    Screen s = screen;
    boolean autowrap = s.mode(Mode.AUTOWRAP);
    if (s.pendingWrap) {
      s.pendingWrap = false;
      if (autowrap) {
        wrap();
      }
    }
    Row line = s.line();
    int limit = limit(line);
    if (s.col + width - 1 > limit) {
      if (width > limit + 1 || !autowrap || s.col <= s.left) {
        if (width == 1) {
          s.col = Math.min(s.col, s.cols() - 1);
        } else {
          return;
        }
      } else {
        wrap();
        line = s.line();
        limit = limit(line);
        if (s.col + width - 1 > limit) {
          return;
        }
      }
    }
    if (s.mode(Mode.INSERT)) {
      insert(line, width);
    }
    int end = s.col + width;
    line.mend(s.col, end, s.blank());
    line.put(s.col, width == 2 ? code | Row.WIDE : code, s.style, s.extra);
    if (width == 2) {
      line.put(s.col + 1, Row.TRAILER, s.style, s.extra);
      line.mayHoldWide = true;
    }
    s.wrote = true;
    s.lastRow = s.row;
    s.lastCol = s.col;
    if (end > limit) {
      s.col = Math.min(Math.max(s.col, limit), s.cols() - 1);
      s.pendingWrap = true;
    } else {
      s.col = end;
    }
  }

  /// Insert mode: makes room for `count` cells at the cursor, up to the right margin. As in xterm,
  /// a run of text that begins left of the left margin overwrites up to its end or the next line.
  private void insert(Row line, int count) {
    if (screen.lastCharacter < 0) {
      screen.overwrites = screen.col < screen.left;
    }
    if (screen.overwrites) {
      return;
    }
    Editing.insertCells(screen, line, screen.col, count);
  }

  /// Joins a zero-width character to the last one written, or else to the cell at the cursor.
  private void combine(int code) {
    Screen s = screen;
    int row = s.wrote ? s.lastRow : s.row;
    int col = s.wrote ? s.lastCol : s.col;
    Row line = s.grid.row(row);
    if (line.text[col] == Row.TRAILER) {
      col--;
    }
    int cell = line.text[col];
    if (s.clusters.codePoints(cell, codePoints) > COMBINING_MAX) {
      return;
    }
    attach(line, col, code);
  }

  private void attach(Row line, int col, int code) {
    int cell = line.text[col];
    line.text[col] = screen.clusters.append(cell, code) | (cell & Row.WIDE);
    line.used = Math.max(line.used, col + 1);
    screen.collectClusters();
  }

  /// Mode 2027: adds the character to the cluster before it if it belongs there.
  private boolean joinsCluster(int code) {
    Screen s = screen;
    if (!s.wrote) {
      return false;
    }
    Row line = s.grid.row(s.lastRow);
    if (line.text[s.lastCol] == Row.TRAILER) {
      s.lastCol--;
    }
    int cell = line.text[s.lastCol];
    int count = s.clusters.codePoints(cell, codePoints);
    int breaks = GraphemeBreak.START;
    for (int i = 0; i < count; i++) {
      breaks = GraphemeBreak.next(breaks, codePoints[i]);
    }
    if (GraphemeBreak.breaks(GraphemeBreak.next(breaks, code))) {
      return false;
    }
    int width = (cell & Row.WIDE) != 0 ? 2 : 1;
    int newWidth = UnicodeWidth.inCluster(width, codePoints[count - 1], code);
    attach(line, s.lastCol, code);
    if (newWidth > width) {
      widen(line);
    } else if (newWidth < width && newWidth > 0) {
      narrow(line);
    }
    return true;
  }

  /// The cluster has become wide. At the right margin it moves to the next line.
  private void widen(Row line) {
    Screen s = screen;
    int col = s.lastCol;
    int cell = line.text[col];
    if (s.pendingWrap) {
      if (!s.mode(Mode.AUTOWRAP) || s.right - s.left < 1 || col <= s.left) {
        return;
      }
      line.erase(col, col + 1, s.blank());
      s.pendingWrap = false;
      wrap();
      Row next = s.line();
      col = s.col;
      place(next, col, cell);
    } else if (col + 1 < s.cols()) {
      place(line, col, cell);
    }
  }

  private void place(Row line, int col, int cell) {
    Screen s = screen;
    line.mend(col, col + 2, s.blank());
    line.put(col, cell | Row.WIDE, s.style, s.extra);
    line.put(col + 1, Row.TRAILER, s.style, s.extra);
    line.mayHoldWide = true;
    int limit = limit(line);
    s.lastRow = s.row;
    s.lastCol = col;
    s.wrote = true;
    s.col = Math.min(col + 2, limit);
    s.pendingWrap = col + 2 > limit;
  }

  /// A text selector has made the cluster narrow.
  private void narrow(Row line) {
    Screen s = screen;
    line.text[s.lastCol] &= ~Row.WIDE;
    line.erase(s.lastCol + 1, s.lastCol + 2, s.blank());
    if (s.pendingWrap) {
      s.pendingWrap = false;
    } else {
      s.col--;
    }
  }
}
