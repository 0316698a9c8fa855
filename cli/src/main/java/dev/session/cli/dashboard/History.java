package dev.session.cli.dashboard;

import java.util.Arrays;
import java.util.List;

/// What the timeline of a session shows: when how much was printed, and the marks. Never changes.
final class History {
  /// A mark in the log.
  record Mark(long micros, long sequence, String label) {}

  static final History EMPTY = new History(0, 0, 1, new long[0], List.of());

  private final long firstMicros;
  private final long lastMicros;
  private final long slotMicros;
  private final long[] slots;
  private final List<Mark> marks;

  /// @param slots how much was printed, from `firstMicros` on in steps of `slotMicros`
  History(long firstMicros, long lastMicros, long slotMicros, long[] slots, List<Mark> marks) {
    this.firstMicros = firstMicros;
    this.lastMicros = lastMicros;
    this.slotMicros = slotMicros;
    this.slots = slots.clone();
    this.marks = List.copyOf(marks);
  }

  boolean isEmpty() {
    return lastMicros == 0;
  }

  long firstMicros() {
    return firstMicros;
  }

  long lastMicros() {
    return lastMicros;
  }

  List<Mark> marks() {
    return marks;
  }

  /// The time that one of `cols` columns stands for.
  long timeAt(int col, int cols) {
    return col >= cols - 1
        ? lastMicros
        : firstMicros + (lastMicros - firstMicros) / Math.max(1, cols - 1) * col;
  }

  /// The column of `cols` that stands for a time.
  int colOf(long micros, int cols) {
    long span = Math.max(1, lastMicros - firstMicros);
    long passed = Math.clamp(micros - firstMicros, 0L, span);
    return (int) Math.round((double) passed / span * (cols - 1));
  }

  /// How far a step of one column reaches.
  long step(int cols) {
    return Math.max(1, (lastMicros - firstMicros) / Math.max(1, cols - 1));
  }

  /// How much was printed in the time of each of `cols` columns, as a level from 0 (nothing) to
  /// `highest`. Levels grow with the logarithm: a flood must not hide a word.
  int[] levels(int cols, int highest) {
    var amounts = new long[cols];
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] > 0) {
        amounts[colOf(firstMicros + i * slotMicros, cols)] += slots[i];
      }
    }
    long most = Arrays.stream(amounts).max().orElse(0);
    var levels = new int[cols];
    for (int col = 0; col < cols; col++) {
      if (amounts[col] > 0) {
        double share = Math.log1p((double) amounts[col]) / Math.log1p((double) most);
        levels[col] = Math.max(1, (int) Math.round(share * highest));
      }
    }
    return levels;
  }
}
