package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogConcurrencyTest {

  private static final int EVENTS = 260_000;

  private final Path log;

  LogConcurrencyTest(@TempDir Path directory) {
    log = directory.resolve("log");
  }

  @Test
  void aReaderBesideTheWriterSeesEveryEventOnceAndWhole() throws Exception {
    var settings = TestLogs.SETTINGS.withSegmentMaxBytes(1 << 20).withKeyframeEveryBytes(100_000);
    try (var writer = TestLogs.create(log, settings);
        var executor = Executors.newSingleThreadExecutor()) {
      var reading = executor.submit(this::readAll);
      for (int i = 0; i < EVENTS; i++) {
        writer.outputAll(ByteBuffer.wrap(TestLogs.bytes("event " + i + "\r\n")));
      }
      assertEquals(EVENTS, writer.nextSequence());
      assertNull(reading.get());
    }
    assertTrue(SegmentFiles.numbers(log).size() > 5);
  }

  private Void readAll() throws IOException {
    try (var reader = LogReader.open(log)) {
      for (int i = 0; i < EVENTS; ) {
        if (reader.next()) {
          assertEquals(i, reader.sequence());
          String text = new String(reader.data(), 0, reader.dataLength(), StandardCharsets.UTF_8);
          assertEquals("event " + i + "\r\n", text);
          i++;
        } else {
          assertNull(reader.damage());
          Thread.onSpinWait();
        }
      }
      return null;
    }
  }

  @Test
  void anInterruptedThreadWritesAndReadsOn() throws IOException {
    Thread.currentThread().interrupt();
    try (var writer =
        TestLogs.create(
            log, LogSettings.DEFAULT.withSync(SyncPolicy.ALWAYS).withSegmentMaxBytes(500))) {
      for (int i = 0; i < 20; i++) {
        TestLogs.output(writer, "event " + i);
      }
      assertEquals(20, TestLogs.events(log).size());
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertTrue(Files.exists(SegmentFiles.plain(log, 2)));
  }
}
