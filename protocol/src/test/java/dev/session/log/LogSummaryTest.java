package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSummaryTest {

  private final Path log;

  LogSummaryTest(@TempDir Path directory) {
    log = directory.resolve("log");
  }

  @Test
  void itTellsWhereALogBeginsAndEnds() throws IOException {
    var clock = new ManualClock();
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS, clock)) {
      clock.advanceNanos(5_000_000_000L);
      TestLogs.output(writer, "hello");
    }
    var summary = LogSummary.of(log);
    assertEquals(TestLogs.ABOUT, summary.about());
    assertEquals(0, summary.firstSequence());
    assertEquals(1, summary.eventCount());
    assertEquals(Files.size(SegmentFiles.plain(log, 1)), summary.bytes());
    assertEquals(ManualClock.START_MICROS, summary.firstMicros());
    assertEquals(ManualClock.START_MICROS + 5_000_000, summary.lastMicros());
    assertNull(summary.damage());
  }

  @Test
  void aDamagedEndIsToldWithWhatPrecedesIt() throws IOException {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      TestLogs.output(writer, "x");
    }
    Files.writeString(SegmentFiles.plain(log, 1), "junk\n", StandardOpenOption.APPEND);
    var summary = LogSummary.of(log);
    assertEquals(1, summary.eventCount());
    assertNotNull(summary.damage());
  }
}
