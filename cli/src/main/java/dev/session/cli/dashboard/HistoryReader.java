package dev.session.cli.dashboard;

import dev.session.log.LogEvent;
import dev.session.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads a log for its [History], in memory that does not depend on its length: where time goes on
/// beyond the last slot, slots are joined in pairs.
///
/// Owner: one thread.
final class HistoryReader implements AutoCloseable {
  private static final int SLOTS = 1024;
  private static final long FIRST_SLOT_MICROS = 10_000;

  /// More marks than anybody can see on a screen.
  private static final int MARKS_MAX = 1000;

  /// How often the clock is looked at.
  private static final int EVENTS_PER_LOOK = 64;

  private final LogReader log;
  private final List<History.Mark> marks = new ArrayList<>();
  private long[] slots = new long[SLOTS];
  private long slotMicros = FIRST_SLOT_MICROS;
  private long firstMicros;
  private long lastMicros;
  private boolean more;

  HistoryReader(Path log) throws IOException {
    this.log = LogReader.open(log);
    firstMicros = this.log.micros();
    lastMicros = firstMicros;
  }

  /// Reads on, at most until a time of [System#nanoTime]; whether there was anything.
  boolean advance(long untilNanos) throws IOException {
    int read = 0;
    more = false;
    while (log.next()) {
      note();
      if (++read % EVENTS_PER_LOOK == 0 && System.nanoTime() - untilNanos > 0) {
        more = true;
        break;
      }
    }
    return read > 0;
  }

  /// Whether the time was up before all was read.
  boolean hasMore() {
    return more;
  }

  private void note() {
    long micros = Math.max(lastMicros, log.micros());
    lastMicros = micros;
    while ((micros - firstMicros) / slotMicros >= SLOTS) {
      joinSlots();
    }
    if (log.code() == 'o') {
      slots[(int) ((micros - firstMicros) / slotMicros)] += log.dataLength();
    } else if (log.code() == 'm'
        && log.payload() instanceof LogEvent.Mark(String label)
        && marks.size() < MARKS_MAX) {
      marks.add(new History.Mark(micros, log.sequence(), label));
    }
  }

  private void joinSlots() {
    var joined = new long[SLOTS];
    for (int i = 0; i < SLOTS; i++) {
      joined[i / 2] += slots[i];
    }
    slots = joined;
    slotMicros *= 2;
  }

  History history() {
    int used = (int) ((lastMicros - firstMicros) / slotMicros) + 1;
    return new History(firstMicros, lastMicros, slotMicros, Arrays.copyOf(slots, used), marks);
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
