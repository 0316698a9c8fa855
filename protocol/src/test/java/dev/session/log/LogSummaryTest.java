package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.session.log.LogEvent.Exit;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogEvent.Mark;
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
  void aRunningSessionHasNoExit() throws IOException {
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
    assertNull(summary.exit());
    assertNull(summary.damage());
  }

  @Test
  void anExitByCodeAndOneBySignalAreToldApart() throws IOException {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      writer.append(new Exit(143));
    }
    assertEquals(new LogExit(143, null, 0, ManualClock.START_MICROS), LogSummary.of(log).exit());
    try (var writer = TestLogs.reopen(log, TestLogs.SETTINGS)) {
      writer.append(Extension.exitBySignal("SIGTERM", 15));
      writer.append(new Exit(143));
    }
    assertEquals(
        new LogExit(143, "SIGTERM", 2, ManualClock.START_MICROS), LogSummary.of(log).exit());
  }

  @Test
  void theExitIsFoundBehindWhatFollowsItInLaterSegments() throws IOException {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      TestLogs.output(writer, "x");
      writer.append(new Exit(7));
      writer.seal();
      writer.append(new Mark("destroyed"));
      writer.seal();
    }
    var exit = LogSummary.of(log).exit();
    assertNotNull(exit);
    assertEquals(7, exit.status());
    assertEquals(3, LogSummary.of(log).eventCount());
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
