package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.session.log.LogEvent.Mark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPointsTest {

  private final Path log;

  LogPointsTest(@TempDir Path directory) {
    log = directory.resolve("log");
  }

  @Test
  void aTimeStandsForTheLastEventAtOrBeforeIt() throws IOException {
    var clock = new ManualClock();
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS.withSegmentMaxBytes(700), clock)) {
      for (int i = 0; i < 40; i++) {
        clock.advanceNanos(1_000_000_000L);
        TestLogs.output(writer, "a");
        TestLogs.output(writer, "b");
      }
    }
    long start = ManualClock.START_MICROS;
    assertEquals(LogPoints.NONE, LogPoints.lastAtOrBefore(log, start - 1));
    assertEquals(LogPoints.NONE, LogPoints.lastAtOrBefore(log, start + 999_999));
    for (int i = 1; i <= 40; i++) {
      assertEquals(2 * i - 1, LogPoints.lastAtOrBefore(log, start + i * 1_000_000L));
      assertEquals(2 * i - 1, LogPoints.lastAtOrBefore(log, start + i * 1_000_000L + 500));
    }
    assertEquals(79, LogPoints.lastAtOrBefore(log, Long.MAX_VALUE));
  }

  @Test
  void aMarkIsTheLastOneWithItsLabelInSealedAndOpenSegments() throws IOException {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      writer.append(new Mark("a"));
      writer.append(new Mark("ä\n\"b\""));
      writer.append(new Mark("a"));
      writer.seal();
      writer.append(new Mark("c"));
    }
    // What a later writer seals has the marks of the earlier one too.
    try (var writer = TestLogs.reopen(log, TestLogs.SETTINGS)) {
      writer.append(new Mark("d"));
      assertEquals(4, LogPoints.lastMark(log, "d"));
      writer.seal();
    }
    assertEquals(2, LogPoints.lastMark(log, "a"));
    assertEquals(1, LogPoints.lastMark(log, "ä\n\"b\""));
    assertEquals(3, LogPoints.lastMark(log, "c"));
    assertEquals(4, LogPoints.lastMark(log, "d"));
    assertEquals(LogPoints.NONE, LogPoints.lastMark(log, "b"));
    SegmentGzip.compressSealed(log, new ReentrantLock());
    assertEquals(2, LogPoints.lastMark(log, "a"));
  }

  @Test
  void moreMarksThanASealHoldsAreFoundByReading() throws IOException {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      for (int i = 0; i < 2000; i++) {
        writer.append(new Mark("mark " + i));
      }
      writer.seal();
    }
    assertEquals(1234, LogPoints.lastMark(log, "mark 1234"));
  }
}
