package dev.session.terminal;

import java.util.BitSet;

/// The columns that a tab goes to; every eighth at first, also beyond the present width.
final class TabStops {
  private static final int INTERVAL = 8;

  private final BitSet stops = new BitSet();
  private final int limit;

  TabStops(int limit) {
    this.limit = limit;
    reset();
  }

  void reset() {
    stops.clear();
    for (int col = 0; col < limit; col += INTERVAL) {
      stops.set(col);
    }
  }

  boolean isInitial() {
    for (int col = 0; col < limit; col++) {
      if (stops.get(col) != (col % INTERVAL == 0)) {
        return false;
      }
    }
    return true;
  }

  /// The first stop after `col`, or -1.
  int next(int col) {
    return stops.nextSetBit(col + 1);
  }

  void set(int col) {
    stops.set(col);
  }

  void clear(int col) {
    stops.clear(col);
  }

  void clearAll() {
    stops.clear();
  }

  boolean isSet(int col) {
    return stops.get(col);
  }

  /// The next stop after `col`, at most `last`.
  int next(int col, int last) {
    int stop = stops.nextSetBit(col + 1);
    return stop < 0 || stop > last ? last : stop;
  }

  /// The stop before `col`, or 0.
  int previous(int col) {
    return col == 0 ? 0 : Math.max(0, stops.previousSetBit(col - 1));
  }
}
