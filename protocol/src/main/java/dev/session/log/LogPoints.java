package dev.session.log;

import dev.session.log.LogEvent.Mark;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Finds the events that points in time and marks stand for.
public final class LogPoints {

  /// What the methods return when there is no such event.
  public static final long NONE = -1;

  private LogPoints() {}

  /// The last event at or before a time, or [#NONE].
  ///
  /// @throws NoSuchFileException if there is no log
  /// @throws LogDamagedException if the log is damaged before that time
  public static long lastAtOrBefore(Path log, long micros) throws IOException {
    var start = Keyframes.beforeTime(log, micros);
    try (var reader = LogReader.open(log, start)) {
      // The keyframe contains what precedes it, unless even the first event is later.
      long last = start.micros() <= micros ? start.sequence() - 1 : NONE;
      while (reader.next() && reader.micros() <= micros) {
        last = reader.sequence();
      }
      refuse(reader.damage());
      return last;
    }
  }

  /// The last mark with a label, or [#NONE]. Sealed segments list their marks in the seal; others
  /// are read.
  ///
  /// @throws NoSuchFileException if there is no log
  /// @throws LogDamagedException if there is no such mark in what can be read of a damaged log
  public static long lastMark(Path log, String label) throws IOException {
    var numbers = SegmentFiles.numbers(log);
    if (numbers.isEmpty()) {
      throw new NoSuchFileException(log.toString(), null, "there is no log");
    }
    LogDamage damage = null;
    for (int number : numbers.reversed()) {
      Path file = SegmentFiles.find(log, number);
      var seal = file == null ? null : CheckLine.sealOf(file);
      if (seal != null && seal.marks() != null) {
        long found = seal.marks().last(label);
        if (found != NONE) {
          return found;
        }
        continue;
      }
      try (var reader = LogReader.openSegment(log, number)) {
        long found = readForMark(reader, number, label);
        if (found != NONE) {
          return found;
        }
        damage = reader.damage() == null ? damage : reader.damage();
      }
    }
    refuse(damage);
    return NONE;
  }

  private static void refuse(@Nullable LogDamage damage) throws LogDamagedException {
    if (damage != null) {
      throw new LogDamagedException(damage);
    }
  }

  private static long readForMark(LogReader reader, int number, String label) throws IOException {
    long found = NONE;
    while (reader.next() && reader.header().segment() == number) {
      if (reader.code() == 'm' && reader.payload().equals(new Mark(label))) {
        found = reader.sequence();
      }
    }
    return found;
  }
}
