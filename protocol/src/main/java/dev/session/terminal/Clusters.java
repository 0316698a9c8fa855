package dev.session.terminal;

import java.util.Arrays;

/// The grapheme clusters of more than one code point that stand on a screen, each stored once.
///
/// A cell refers to its cluster by index. Entries that no cell uses any more are dropped by
/// [#collect] when the table has doubled since the last time; its owner calls that with every row.
final class Clusters {
  /// Further code points of a cluster are ignored. A family emoji needs 11, Zalgo has no end.
  static final int CLUSTER_MAX_CODEPOINTS = 32;

  private static final int FIRST_COLLECTION = 1024;

  private int[][] entries = new int[64][];
  private int size;
  private int[] slots = new int[128];
  private int collectAt = FIRST_COLLECTION;
  private final int[] scratch = new int[CLUSTER_MAX_CODEPOINTS];

  Clusters copy() {
    var copy = new Clusters();
    copy.entries = entries.clone(); // an entry never changes
    copy.size = size;
    copy.slots = slots.clone();
    copy.collectAt = collectAt;
    return copy;
  }

  /// The cell (without width flags) that is `cell` with `codePoint` added.
  int append(int cell, int codePoint) {
    int length = codePoints(cell, scratch);
    if (length == CLUSTER_MAX_CODEPOINTS) {
      return cell & (Row.CODE | Row.CLUSTER);
    }
    scratch[length++] = codePoint;
    return intern(scratch, length);
  }

  /// The cell for a sequence of code points.
  int intern(int[] codePoints, int length) {
    if (length == 1) {
      return codePoints[0];
    }
    int mask = slots.length - 1;
    int slot = hash(codePoints, length) & mask;
    while (slots[slot] != 0) {
      int[] entry = entries[slots[slot] - 1];
      if (Arrays.equals(entry, 0, entry.length, codePoints, 0, length)) {
        return Row.CLUSTER | slots[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size * 2);
    }
    entries[size] = Arrays.copyOf(codePoints, length);
    slots[slot] = ++size;
    if (size * 2 > slots.length) {
      rehash(slots.length * 2);
    }
    return Row.CLUSTER | size - 1;
  }

  /// Writes the code points of a cell to `into` and returns how many; a blank has one, the space.
  int codePoints(int cell, int[] into) {
    if ((cell & Row.CLUSTER) == 0) {
      int code = cell & Row.CODE;
      into[0] = code == 0 ? ' ' : code;
      return 1;
    }
    int[] entry = entries[cell & Row.CODE];
    System.arraycopy(entry, 0, into, 0, entry.length);
    return entry.length;
  }

  int[] get(int cell) {
    return entries[cell & Row.CODE];
  }

  boolean isFull() {
    return size >= collectAt;
  }

  /// Drops the clusters that no cell of `grids` uses, and renumbers the cells.
  void collect(Grid... grids) {
    int[][] old = entries;
    int[] renumbered = new int[size];
    entries = new int[64][];
    size = 0;
    slots = new int[128];
    for (Grid grid : grids) {
      for (int r = 0; r < grid.rows(); r++) {
        Row row = grid.row(r);
        for (int col = 0; col < row.used; col++) {
          int cell = row.text[col];
          if ((cell & Row.CLUSTER) != 0) {
            int index = cell & Row.CODE;
            if (renumbered[index] == 0) {
              renumbered[index] = intern(old[index], old[index].length);
            }
            row.text[col] = renumbered[index] | (cell & Row.WIDE);
          }
        }
      }
    }
    collectAt = Math.max(FIRST_COLLECTION, size * 2);
  }

  private void rehash(int capacity) {
    slots = new int[capacity];
    int mask = capacity - 1;
    for (int i = 0; i < size; i++) {
      int slot = hash(entries[i], entries[i].length) & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = i + 1;
    }
  }

  private static int hash(int[] codePoints, int length) {
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + codePoints[i];
    }
    return hash ^ hash >>> 15;
  }
}
