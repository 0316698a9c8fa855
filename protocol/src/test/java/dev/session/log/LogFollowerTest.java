package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

  /// Long enough that it never passes in a test that works.
  private static final long LONG_MILLIS = 60_000;

  private final Path log;

  LogFollowerTest(@TempDir Path directory) {
    log = directory.resolve("log");
  }

  @Test
  void aFollowerGetsWhatIsThereAndWhatComesAcrossSegments() throws Exception {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS.withSegmentMaxBytes(700));
        var executor = Executors.newSingleThreadExecutor();
        var follower = LogFollower.open(log, 3)) {
      for (int i = 0; i < 5; i++) {
        TestLogs.output(writer, "event " + i);
      }
      var reading = executor.submit(() -> readUntil(follower, 99));
      for (int i = 5; i < 100; i++) {
        TestLogs.output(writer, "event " + i);
      }
      assertEquals("event 99", reading.get());
    }
  }

  private static String readUntil(LogFollower follower, long sequence) throws IOException {
    long expected = 3;
    while (expected <= sequence) {
      assertTrue(follower.next(LONG_MILLIS));
      assertEquals(expected++, follower.reader().sequence());
    }
    var reader = follower.reader();
    return new String(reader.data(), 0, reader.dataLength(), StandardCharsets.UTF_8);
  }

  @Test
  void whereNothingComesTheTimeRunsOut() throws IOException {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS);
        var follower = LogFollower.open(log, 0)) {
      assertFalse(follower.next(0));
      TestLogs.output(writer, "x");
      assertTrue(follower.next(0));
      assertFalse(follower.next(1));
    }
  }

  @Test
  void anInterruptEndsTheWait() throws IOException {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS);
        var follower = LogFollower.open(log, 0)) {
      assertEquals(0, writer.nextSequence());
      Thread.currentThread().interrupt();
      assertFalse(follower.next(LONG_MILLIS));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void damageEndsTheWait() throws IOException {
    TestLogs.create(log, TestLogs.SETTINGS).close();
    Files.writeString(SegmentFiles.plain(log, 1), "junk\n", StandardOpenOption.APPEND);
    try (var follower = LogFollower.open(log, 0)) {
      assertFalse(follower.next(LONG_MILLIS));
      assertNotNull(follower.reader().damage());
    }
  }
}
