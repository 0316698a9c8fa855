package dev.session.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.log.LogEvent.Exit;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogEvent.Input;
import dev.session.log.LogEvent.Mark;
import dev.session.log.LogEvent.Output;
import dev.session.log.LogEvent.Resize;
import dev.session.log.LogEvent.Unknown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRoundTripTest {

  private final Path directory;

  LogRoundTripTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Path log() {
    return directory.resolve("log");
  }

  @Test
  void everyKindOfEventComesBack() throws IOException {
    var clock = new ManualClock();
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS, clock)) {
      clock.advanceNanos(1_500_000);
      assertEquals(0, writer.append(new Output(TestLogs.bytes("häl\u001b[1mlo\r\n\"\\😀"))));
      assertEquals(1, writer.append(new Input(TestLogs.bytes("ls\r"))));
      clock.advanceNanos(2_000_000_000L);
      assertEquals(2, writer.append(new Resize(132, 43)));
      assertEquals(3, writer.append(new Mark("here \"it\" is\n")));
      assertEquals(4, writer.append(Extension.keys(List.of("Ctrl+c", "Up"))));
      assertEquals(5, writer.append(Extension.hiddenInput(9)));
      assertEquals(6, writer.append(new Unknown('z', "?")));
      assertEquals(7, writer.append(Extension.exitBySignal("SIGTERM", 15)));
      assertEquals(8, writer.append(new Exit(143)));
      assertEquals(9, writer.nextSequence());
    }
    var events = TestLogs.events(log());
    assertEquals(9, events.size());
    for (int i = 0; i < 9; i++) {
      assertEquals(i, events.get(i).sequence());
    }
    assertEquals(ManualClock.START_MICROS + 1500, events.get(0).timeMicros());
    assertEquals(ManualClock.START_MICROS + 1500, events.get(1).timeMicros());
    assertEquals(ManualClock.START_MICROS + 2_001_500, events.get(2).timeMicros());
    assertArrayEquals(
        TestLogs.bytes("häl\u001b[1mlo\r\n\"\\😀"), ((Output) events.get(0).payload()).bytes());
    assertArrayEquals(TestLogs.bytes("ls\r"), ((Input) events.get(1).payload()).bytes());
    assertEquals(new Resize(132, 43), events.get(2).payload());
    assertEquals(new Mark("here \"it\" is\n"), events.get(3).payload());
    assertEquals(Extension.keys(List.of("Ctrl+c", "Up")), events.get(4).payload());
    assertEquals(Extension.hiddenInput(9), events.get(5).payload());
    assertEquals(new Unknown('z', "?"), events.get(6).payload());
    assertEquals(Extension.exitBySignal("SIGTERM", 15), events.get(7).payload());
    assertEquals(new Exit(143), events.get(8).payload());
  }

  @Test
  void theFileIsTheFormatAsDocumented() throws IOException {
    var clock = new ManualClock();
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS, clock)) {
      clock.advanceNanos(1_234_567);
      TestLogs.output(writer, "a\u001b[0m\u007f\r\né");
      writer.append(new Output(new byte[] {'x', (byte) 0xff, (byte) 0xc3}));
      writer.append(new Resize(100, 30));
      writer.append(new Mark("here"));
      writer.seal();
    }
    assertEquals(
        """
        {"version":3,"term":{"cols":80,"rows":24,"type":"xterm-256color"},"timestamp":1763683200,\
        "title":"a test","command":"sh -c true","session":{"format":1,\
        "id":"01JD0000000000000000000000","segment":1,"firstSequence":0,\
        "startMicros":1763683200123456,"keyframe":false}}
        # crc32c 0823c0e9
        [0.001234, "o", "a\\u001b[0m\u007f\\r\\né"]
        [0.000000, "o", "x\\ufffd\\ufffd"]
        [0.000000, "E", "{\\"type\\":\\"exact\\",\\"bytes\\":\\"/8M=\\"}"]
        [0.000000, "r", "100x30"]
        [0.000000, "m", "here"]
        # crc32c 73479854
        # sealed {"sha256":"6e263a530d0d05b96cf4ca9897e9c8c24bb7c5e7b5f66dc8fc95089a6acf60fd",\
        "firstSequence":0,"nextSequence":5,"lastMicros":1763683200124690,\
        "marks":{"here":4},"crc32c":"b8d7fc8c"}
        """,
        Files.readString(log().resolve("000001.cast")));
  }

  @Test
  void filesAreForTheirOwnerOnly() throws IOException {
    TestLogs.create(log(), TestLogs.SETTINGS).close();
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log())));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(log().resolve("000001.cast"))));
  }

  @Test
  void randomBytesComeBackAtEveryChunking() throws IOException {
    for (long seed = 0; seed < 12; seed++) {
      var random = new Random(seed);
      byte[] written = randomBytes(random, 3000);
      for (int chunk : new int[] {1, 2, 3, 5, 64, 1000, 3000}) {
        var log = directory.resolve("log-" + seed + "-" + chunk);
        try (var writer = TestLogs.create(log, TestLogs.SETTINGS.withSegmentMaxBytes(20_000))) {
          feed(writer, written, chunk);
        }
        assertArrayEquals(written, TestLogs.outputOf(log), "seed " + seed + ", chunks of " + chunk);
        TestLogs.events(log);
      }
    }
  }

  /// As a host does: what was not consumed is given again, with more behind it.
  private static void feed(LogWriter writer, byte[] bytes, int chunk) throws IOException {
    var buffer = ByteBuffer.allocate(chunk + 3);
    for (int at = 0; at < bytes.length; at += chunk) {
      buffer.put(bytes, at, Math.min(chunk, bytes.length - at));
      buffer.flip();
      writer.output(buffer);
      assertTrue(buffer.remaining() <= 3);
      buffer.compact();
    }
    buffer.flip();
    writer.outputAll(buffer);
    assertFalse(buffer.hasRemaining());
  }

  /// Bytes of every kind: noise, text, broken text.
  private static byte[] randomBytes(Random random, int count) {
    var bytes = new byte[count];
    int at = 0;
    while (at < count) {
      byte[] piece =
          switch (random.nextInt(4)) {
            case 0 -> {
              var noise = new byte[random.nextInt(20)];
              random.nextBytes(noise);
              yield noise;
            }
            case 1 -> TestLogs.bytes("plain text\r\n\u001b[31m");
            case 2 -> TestLogs.bytes("äöü€😀\ufffd\u0000\u009b");
            default -> Arrays.copyOf(TestLogs.bytes("😀"), 1 + random.nextInt(3));
          };
      int length = Math.min(piece.length, count - at);
      System.arraycopy(piece, 0, bytes, at, length);
      at += length;
    }
    return bytes;
  }

  @Test
  void everySequenceOfThreeBytesAroundUtf8sBordersComesBack() throws IOException {
    int[] borders = {
      0x00, 0x1f, 0x22, 0x5c, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0,
      0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff
    };
    var all = new byte[borders.length * borders.length * borders.length * 3];
    int at = 0;
    for (int a : borders) {
      for (int b : borders) {
        for (int c : borders) {
          all[at++] = (byte) a;
          all[at++] = (byte) b;
          all[at++] = (byte) c;
        }
      }
    }
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS)) {
      feed(writer, all, 3);
    }
    assertArrayEquals(all, TestLogs.outputOf(log()));
  }

  @Test
  void aCharacterSplitOverTwoReadsIsJoined() throws IOException {
    byte[] emoji = TestLogs.bytes("😀");
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS)) {
      var first = ByteBuffer.wrap(new byte[] {'a', emoji[0], emoji[1], emoji[2]});
      writer.output(first);
      assertEquals(1, first.position());
      var second = ByteBuffer.wrap(emoji);
      writer.output(second);
      assertFalse(second.hasRemaining());
      var onlyPart = ByteBuffer.wrap(emoji, 0, 2);
      writer.output(onlyPart);
      assertEquals(2, onlyPart.remaining());
      assertEquals(2, writer.nextSequence());
      writer.outputAll(onlyPart);
      assertEquals(4, writer.nextSequence());
    }
    var events = TestLogs.events(log());
    assertArrayEquals(TestLogs.bytes("a"), ((Output) events.get(0).payload()).bytes());
    assertArrayEquals(emoji, ((Output) events.get(1).payload()).bytes());
    assertArrayEquals(new byte[] {emoji[0], emoji[1]}, ((Output) events.get(2).payload()).bytes());
  }

  @Test
  void noOutputIsNoEvent() throws IOException {
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS)) {
      writer.output(ByteBuffer.allocate(0));
      writer.outputAll(ByteBuffer.allocate(0));
      assertEquals(0, writer.nextSequence());
    }
  }

  @Test
  void replacementCharactersThatWereReallyWrittenAreNotExactBytes() throws IOException {
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS)) {
      TestLogs.output(writer, "a\ufffdb");
      assertEquals(1, writer.nextSequence());
    }
    assertArrayEquals(TestLogs.bytes("a\ufffdb"), TestLogs.outputOf(log()));
  }

  @Test
  void largeOutputBecomesSeveralEventsWithoutSplittingCharacters() throws IOException {
    byte[] large = TestLogs.bytes("€".repeat(LogWriter.EVENT_MAX_BYTES));
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS)) {
      writer.outputAll(ByteBuffer.wrap(large));
      assertEquals(4, writer.nextSequence());
    }
    assertArrayEquals(large, TestLogs.outputOf(log()));
  }

  @Test
  void intervalsAddUpToTheTrueTimeWhateverTheirFractions() throws IOException {
    var clock = new ManualClock();
    long nanos = 0;
    var random = new Random(1);
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS, clock)) {
      for (int i = 0; i < 10_000; i++) {
        long step = random.nextInt(3000);
        nanos += step;
        clock.advanceNanos(step);
        TestLogs.output(writer, "x");
      }
    }
    assertEquals(
        ManualClock.START_MICROS + nanos / 1000, TestLogs.events(log()).getLast().timeMicros());
  }

  @Test
  void timeJumpsForwardAfterSleepAndNeverBack() throws IOException {
    var clock = new ManualClock();
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS, clock)) {
      TestLogs.output(writer, "0");
      clock.setWallBy(3_600_000_000L);
      TestLogs.output(writer, "1");
      clock.setWallBy(-7_200_000_000L);
      TestLogs.output(writer, "2");
    }
    var events = TestLogs.events(log());
    assertEquals(ManualClock.START_MICROS, events.get(0).timeMicros());
    assertEquals(ManualClock.START_MICROS + 3_600_000_000L, events.get(1).timeMicros());
    assertEquals(ManualClock.START_MICROS + 3_600_000_000L, events.get(2).timeMicros());
  }

  @Test
  void readingBeginsAtTheSequenceAskedFor() throws IOException {
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS.withSegmentMaxBytes(1000))) {
      for (int i = 0; i < 100; i++) {
        TestLogs.output(writer, "event " + i);
      }
    }
    assertTrue(SegmentFiles.numbers(log()).size() > 3);
    for (int from = 0; from <= 100; from++) {
      try (var reader = LogReader.open(log(), from)) {
        assertEquals(from, reader.nextSequence());
        assertEquals(from < 100, reader.next());
        if (from < 100) {
          assertEquals(from, reader.sequence());
          assertEquals("event " + from, new String(reader.data(), 0, reader.dataLength(), UTF_8));
        }
        assertNull(reader.damage());
      }
    }
  }

  @Test
  void readersSeeEventsAsTheyAreWritten() throws IOException {
    try (var writer = TestLogs.create(log(), TestLogs.SETTINGS.withSegmentMaxBytes(1000));
        var reader = LogReader.open(log())) {
      for (int i = 0; i < 100; i++) {
        assertFalse(reader.next());
        writer.append(new Output(new byte[] {(byte) i, (byte) 0xff}));
        assertTrue(reader.next());
        assertEquals(2L * i, reader.sequence());
        assertEquals(i, reader.data()[0]);
        assertTrue(reader.next());
        assertEquals('E', reader.code());
      }
    }
  }
}
