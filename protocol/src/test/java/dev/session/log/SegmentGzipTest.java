package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.log.LogEvent.Mark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentGzipTest {

  private static final int EVENTS = 60_000;

  private final Path log;

  SegmentGzipTest(@TempDir Path directory) {
    log = directory.resolve("log");
  }

  private void writeTwoSealedSegmentsAndAnOpenOne() throws IOException {
    var random = new Random(3);
    var settings = TestLogs.SETTINGS.withSegmentMaxBytes(3 << 20);
    try (var writer = TestLogs.create(log, settings)) {
      for (int i = 0; i < EVENTS; i++) {
        TestLogs.output(writer, Long.toHexString(random.nextLong()).repeat(6));
      }
    }
    assertEquals(3, SegmentFiles.numbers(log).size());
  }

  @Test
  void readersAndGzipToolsReadCompressedSegments() throws IOException {
    writeTwoSealedSegmentsAndAnOpenOne();
    byte[] plain = Files.readAllBytes(SegmentFiles.plain(log, 1));
    byte[] output = TestLogs.outputOf(log);
    assertEquals(2, SegmentGzip.compressSealed(log, new ReentrantLock()));
    assertEquals(0, SegmentGzip.compressSealed(log, new ReentrantLock()));
    assertFalse(Files.exists(SegmentFiles.plain(log, 1)));
    try (var in = new GZIPInputStream(Files.newInputStream(SegmentFiles.compressed(log, 1)))) {
      assertArrayEquals(plain, in.readAllBytes());
    }
    assertArrayEquals(output, TestLogs.outputOf(log));
    assertEquals(EVENTS, TestLogs.events(log).size());
    try (var reader = LogReader.open(log, 30_000)) {
      assertEquals(30_000, reader.nextSequence());
    }
  }

  @Test
  void aReaderGoesOnWhileSegmentsAreCompressedBeneathIt() throws IOException {
    writeTwoSealedSegmentsAndAnOpenOne();
    try (var reader = LogReader.open(log)) {
      int events = 0;
      while (reader.next()) {
        if (events++ == 100) {
          SegmentGzip.compressSealed(log, new ReentrantLock());
        }
      }
      assertEquals(EVENTS, events);
    }
  }

  @Test
  void aLogWhoseLastSegmentIsCompressedGoesOn() throws IOException {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      writer.append(new Mark("a"));
      writer.seal();
    }
    assertEquals(1, SegmentGzip.compressSealed(log, new ReentrantLock()));
    try (var writer = TestLogs.reopen(log, TestLogs.SETTINGS)) {
      assertEquals(1, writer.append(new Mark("b")));
    }
    assertEquals(2, TestLogs.events(log).size());
    assertEquals(2, LogSummary.of(log).eventCount());
  }

  @Test
  void damageInACompressedSegmentIsAnErrorOrHarmless() throws IOException {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      writer.append(new Mark("a"));
      writer.seal();
    }
    var whole = TestLogs.events(log);
    SegmentGzip.compressSealed(log, new ReentrantLock());
    Path file = SegmentFiles.compressed(log, 1);
    byte[] intact = Files.readAllBytes(file);
    int errors = 0;
    for (int i = 24; i < intact.length - 4; i++) {
      byte[] flipped = intact.clone();
      flipped[i] ^= 4;
      Files.write(file, flipped);
      try {
        assertEquals(whole, TestLogs.events(log), "byte " + i);
      } catch (IOException _) {
        errors++;
      }
    }
    assertTrue(errors > 100, errors + " errors");
  }

  @Test
  void aCompressedSegmentThatClaimsMoreThanTheFileHasIsAnError() throws IOException {
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      writer.append(new Mark("a"));
      writer.seal();
    }
    SegmentGzip.compressSealed(log, new ReentrantLock());
    Path file = SegmentFiles.compressed(log, 1);
    byte[] claiming = Files.readAllBytes(file);
    ByteBuffer.wrap(claiming).order(ByteOrder.LITTLE_ENDIAN).putInt(16, Integer.MAX_VALUE - 64);
    Files.write(file, claiming);
    assertThrows(IOException.class, () -> TestLogs.events(log));
  }
}
