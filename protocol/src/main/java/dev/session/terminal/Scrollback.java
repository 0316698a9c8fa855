package dev.session.terminal;

import java.util.Arrays;
import java.util.List;

/// The lines that have left the top of the primary screen, packed into one ring of bytes.
///
/// A line of plain ASCII costs a byte a cell. Layout of a line:
///
/// ```
/// byte    flags: 1 wrapped, 2 plain, 4-8 line size
/// varint  number of cells
/// plain:  one byte a cell
/// else:   runs of  varint cells · 8 bytes style · 8 bytes extra · cells
/// cell:   varint  code << 2 | wide << 1 | cluster; a cluster is its length, then its code points;
///         the trailer of a wide cell is implied
/// ```
///
/// Both limits drop the oldest lines. Nothing is allocated once the ring has its size.
final class Scrollback {
  static final int SCROLLBACK_BYTES_MAX = 64 << 20;

  private static final int WRAPPED = 1;
  private static final int PLAIN = 2;
  private static final int SIZE_SHIFT = 2;

  private final int linesMax;
  private final Clusters clusters;
  private byte[] ring = new byte[0];
  private long head;
  private long[] starts = new long[0];
  private int first;
  private int size;
  private byte[] scratch = new byte[256];
  private int length;
  private long position;
  private final int[] codePoints = new int[Clusters.CLUSTER_MAX_CODEPOINTS];

  /// How many lines were ever pushed; grows for as long as the terminal lives.
  private long pushed;

  /// More lines than any session prints, and far from where sums overflow.
  private static final long PUSHED_MAX = 1L << 53;

  Scrollback(int linesMax, Clusters clusters) {
    this.linesMax = linesMax;
    this.clusters = clusters;
  }

  /// The same lines, with clusters that are a copy of these.
  Scrollback copy(Clusters copied) {
    var copy = new Scrollback(linesMax, copied);
    copy.ring = ring.clone();
    copy.head = head;
    copy.starts = starts.clone();
    copy.first = first;
    copy.size = size;
    copy.pushed = pushed;
    return copy;
  }

  int size() {
    return size;
  }

  long pushed() {
    return pushed;
  }

  void restorePushed(long count) {
    pushed = Math.clamp(count, size, PUSHED_MAX);
  }

  void clear() {
    first = 0;
    size = 0;
    head = 0;
  }

  void push(Row row) {
    if (linesMax == 0) {
      return;
    }
    pushed++;
    encode(row);
    if (length > SCROLLBACK_BYTES_MAX) {
      return;
    }
    if (size == linesMax) {
      dropOldest();
    }
    reserve();
    if (size == starts.length) {
      growStarts();
    }
    starts[slot(size)] = head;
    size++;
    int at = (int) (head & ring.length - 1);
    int tail = Math.min(length, ring.length - at);
    System.arraycopy(scratch, 0, ring, at, tail);
    System.arraycopy(scratch, tail, ring, 0, length - tail);
    head += length;
  }

  /// Takes the first `count` of `rows` instead of what there is; after a change of the width.
  void refill(List<Row> rows, int count) {
    long before = pushed;
    clear();
    for (int i = 0; i < count; i++) {
      push(rows.get(i));
    }
    pushed = Math.max(before, size);
  }

  /// Reads line `index` (0 is the oldest) into `into`; what is longer than that is cut off.
  void read(int index, Row into) {
    into.clear(0);
    position = starts[slot(index)];
    int flags = nextByte();
    into.wrapped = (flags & WRAPPED) != 0;
    into.size = (byte) (flags >> SIZE_SHIFT);
    int cells = nextVarint();
    if ((flags & PLAIN) != 0) {
      int end = Math.min(cells, into.cols());
      for (int col = 0; col < end; col++) {
        into.text[col] = nextByte();
      }
      into.used = end;
      return;
    }
    int col = 0;
    while (col < cells) {
      int run = nextVarint();
      long style = nextLong();
      long extra = nextLong();
      for (int end = col + run; col < end; ) {
        col += readCell(into, col, style, extra);
      }
    }
    into.trim();
  }

  /// Writes line `index` if it is plain text and nothing else: it is not wrapped, of normal size,
  /// without a gap and not longer than `cols`. Whether it was.
  boolean writePlain(int index, int cols, Bytes into) {
    position = starts[slot(index)];
    if (nextByte() != PLAIN) {
      return false;
    }
    int cells = nextVarint();
    if (cells > cols) {
      return false;
    }
    int before = into.length();
    int at = (int) (position & ring.length - 1);
    int tail = Math.min(cells, ring.length - at);
    into.put(ring, at, at + tail).put(ring, 0, cells - tail);
    byte[] written = into.array();
    for (int i = before; i < into.length(); i++) {
      if (written[i] == 0) {
        into.truncate(before);
        return false;
      }
    }
    return true;
  }

  /// How many cells line `index` has.
  int cells(int index) {
    position = starts[slot(index)];
    nextByte();
    return nextVarint();
  }

  boolean wrapped(int index) {
    position = starts[slot(index)];
    return (nextByte() & WRAPPED) != 0;
  }

  private int readCell(Row into, int col, long style, long extra) {
    int packed = nextVarint();
    boolean wide = (packed & 2) != 0;
    int cell = packed >> 2;
    if ((packed & 1) != 0) {
      int count = cell;
      for (int i = 0; i < count; i++) {
        codePoints[i] = nextVarint();
      }
      cell = clusters.intern(codePoints, count);
    }
    int width = wide ? 2 : 1;
    if (col + width <= into.cols()) {
      into.put(col, wide ? cell | Row.WIDE : cell, style, extra);
      if (wide) {
        into.put(col + 1, Row.TRAILER, style, extra);
        into.mayHoldWide = true;
      }
    }
    return width;
  }

  private void encode(Row row) {
    int used = row.used;
    boolean plain = row.extra == null && isAscii(row.text, used) && isUnstyled(row.style, used);
    length = 0;
    ensure(used * 2 + 16);
    int flags = (row.wrapped ? WRAPPED : 0) | (plain ? PLAIN : 0) | row.size << SIZE_SHIFT;
    scratch[length++] = (byte) flags;
    putVarint(used);
    if (plain) {
      narrow(row.text, scratch, length, used);
      length += used;
    } else {
      encodeRuns(row);
    }
  }

  // Each of these loops does one thing to one array, so that it is compiled to vector instructions.

  private static boolean isAscii(int[] text, int count) {
    int all = 0;
    for (int col = 0; col < count; col++) {
      all |= text[col];
    }
    return all >= 0 && all < 0x80;
  }

  private static boolean isUnstyled(long[] style, int count) {
    long all = 0;
    for (int col = 0; col < count; col++) {
      all |= style[col];
    }
    return all == 0;
  }

  private static void narrow(int[] text, byte[] into, int at, int count) {
    for (int col = 0; col < count; col++) {
      into[at + col] = (byte) text[col];
    }
  }

  private void encodeRuns(Row row) {
    int col = 0;
    while (col < row.used) {
      long style = row.style[col];
      long extra = row.extraAt(col);
      int end = col + 1;
      while (end < row.used
          && (row.text[end] == Row.TRAILER
              || (row.style[end] == style && row.extraAt(end) == extra))) {
        end++;
      }
      ensure(32);
      putVarint(end - col);
      putLong(style);
      putLong(extra);
      for (; col < end; col++) {
        if (row.text[col] != Row.TRAILER) {
          encodeCell(row.text[col]);
        }
      }
    }
  }

  private void encodeCell(int cell) {
    int wide = (cell & Row.WIDE) != 0 ? 2 : 0;
    if ((cell & Row.CLUSTER) == 0) {
      ensure(8);
      putVarint((cell & Row.CODE) << 2 | wide);
      return;
    }
    int count = clusters.codePoints(cell, codePoints);
    ensure(8 + count * 4);
    putVarint(count << 2 | wide | 1);
    for (int i = 0; i < count; i++) {
      putVarint(codePoints[i]);
    }
  }

  /// Makes room for the encoded line: grows the ring, or drops old lines once it has its full size.
  private void reserve() {
    while (size > 0 && head + length - starts[first] > SCROLLBACK_BYTES_MAX) {
      dropOldest();
    }
    long tail = size > 0 ? starts[first] : head;
    long needed = head + length - tail;
    if (needed > ring.length) {
      int capacity = Math.max(1024, Integer.highestOneBit((int) needed - 1) * 2);
      byte[] grown = new byte[capacity];
      for (long at = tail; at < head; at++) {
        grown[(int) (at & capacity - 1)] = ring[(int) (at & ring.length - 1)];
      }
      ring = grown;
    }
  }

  private void dropOldest() {
    first = first + 1 == starts.length ? 0 : first + 1;
    size--;
  }

  private int slot(int index) {
    int slot = first + index;
    return slot >= starts.length ? slot - starts.length : slot;
  }

  private void growStarts() {
    long[] grown = new long[Math.min(linesMax, Math.max(64, starts.length * 2))];
    for (int i = 0; i < size; i++) {
      grown[i] = starts[slot(i)];
    }
    starts = grown;
    first = 0;
  }

  private void ensure(int more) {
    if (length + more > scratch.length) {
      scratch = Arrays.copyOf(scratch, Math.max(scratch.length * 2, length + more));
    }
  }

  private void putVarint(int value) {
    while (value >= 0x80) {
      scratch[length++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    scratch[length++] = (byte) value;
  }

  private void putLong(long value) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      scratch[length++] = (byte) (value >>> shift);
    }
  }

  private int nextByte() {
    return ring[(int) (position++ & ring.length - 1)];
  }

  private int nextVarint() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = nextByte();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private long nextLong() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      value |= (nextByte() & 0xffL) << shift;
    }
    return value;
  }
}
