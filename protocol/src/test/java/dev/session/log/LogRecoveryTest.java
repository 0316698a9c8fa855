package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.log.LogDamage.Kind;
import dev.session.log.LogEvent.Exit;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogEvent.Input;
import dev.session.log.LogEvent.Mark;
import dev.session.log.LogEvent.Output;
import dev.session.log.LogEvent.Payload;
import dev.session.log.LogEvent.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRecoveryTest {

  private final Path directory;

  LogRecoveryTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /// What a reader found, in a form that compares.
  private record Reading(List<String> events, @Nullable LogDamage damage) {

    static Reading of(Path log) throws IOException {
      try (var reader = LogReader.open(log)) {
        var events = new ArrayList<String>();
        while (reader.next()) {
          events.add(describe(reader.event()));
        }
        return new Reading(events, reader.damage());
      }
    }

    private static String describe(LogEvent event) {
      String what =
          switch (event.payload()) {
            case Output(byte[] bytes) -> "o" + Arrays.toString(bytes);
            case Input(byte[] bytes) -> "i" + Arrays.toString(bytes);
            case Payload other -> other.toString();
          };
      return event.sequence() + " " + event.timeMicros() + " " + what;
    }
  }

  private static void writeSomeOfEverything(LogWriter writer, ManualClock clock)
      throws IOException {
    TestLogs.output(writer, "$ ls\r\n\u001b[1mé€😀\u001b[m");
    clock.advanceNanos(1_234_567_890L);
    writer.append(new Input(TestLogs.bytes("x\r")));
    writer.append(new Output(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3}));
    clock.advanceNanos(55_555L);
    writer.append(new Resize(100, 30));
    writer.append(new Mark("m"));
    writer.append(Extension.keys(List.of("Enter")));
    writer.append(new Exit(3));
  }

  private Path smallLog(String name) throws IOException {
    Path log = directory.resolve(name);
    var clock = new ManualClock();
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS.withKeyframeEveryBytes(150), clock)) {
      writeSomeOfEverything(writer, clock);
    }
    return log;
  }

  private static Path first(Path log) {
    return log.resolve("000001.cast");
  }

  @Test
  void aSegmentCutShortBeforeItsExactBytesIsDamagedWhereAnotherFollows() throws IOException {
    Path log = directory.resolve("log");
    var settings = TestLogs.SETTINGS.withSegmentMaxBytes(300);
    try (var writer = TestLogs.create(log, settings)) {
      while (SegmentFiles.numbers(log).size() < 2) {
        writer.append(new Output(new byte[] {(byte) 0xff}));
      }
    }
    var lines = Files.readAllLines(first(log));
    int exact = 1;
    while (!lines.get(exact).contains("\"E\"")) {
      exact++;
    }
    Files.write(first(log), lines.subList(0, exact));
    var read = Reading.of(log);
    assertEquals(List.of(), read.events());
    assertEquals(LogDamage.Kind.CUT_SHORT, Objects.requireNonNull(read.damage()).kind());
  }

  @Test
  void everyTruncationGivesAReadablePrefixAndAppendingWorksAfterwards() throws IOException {
    Path whole = smallLog("whole");
    byte[] bytes = Files.readAllBytes(first(whole));
    var all = Reading.of(whole).events();
    int headerEnd = new String(bytes, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 1;
    int mostEvents = 0;
    for (int length = 0; length <= bytes.length; length++) {
      Path log = directory.resolve("cut-" + length);
      Files.createDirectory(log);
      Files.write(first(log), Arrays.copyOf(bytes, length));
      var cut = Reading.of(log);
      String message = "cut at " + length;
      assertNull(cut.damage(), message);
      int count = cut.events().size();
      assertTrue(count >= mostEvents, message);
      mostEvents = count;
      assertEquals(all.subList(0, count), cut.events(), message);
      if (length < headerEnd) {
        assertThrows(
            NoSuchFileException.class, () -> TestLogs.reopen(log, TestLogs.SETTINGS), message);
        continue;
      }
      try (var writer = TestLogs.reopen(log, TestLogs.SETTINGS)) {
        assertEquals(count, writer.nextSequence(), message);
        assertEquals(count, writer.append(new Mark("after")), message);
        writer.seal();
      }
      var continued = Reading.of(log);
      assertNull(continued.damage(), message);
      assertEquals(count + 1, continued.events().size(), message);
      assertEquals(all.subList(0, count), continued.events().subList(0, count), message);
      assertTrue(continued.events().getLast().endsWith("Mark[label=after]"), message);
    }
    assertEquals(all.size(), mostEvents);
  }

  @Test
  void everyFlippedByteInSealedSegmentsIsFoundOrHarmless() throws IOException {
    Path whole = directory.resolve("whole");
    var clock = new ManualClock();
    var settings = TestLogs.SETTINGS.withKeyframeEveryBytes(150).withSegmentMaxBytes(600);
    try (var writer = TestLogs.create(whole, settings, clock)) {
      writeSomeOfEverything(writer, clock);
      writeSomeOfEverything(writer, clock);
      writer.seal();
    }
    var all = Reading.of(whole).events();
    assertEquals(List.of(1, 2, 3), SegmentFiles.numbers(whole));
    for (int number : SegmentFiles.numbers(whole)) {
      Path file = SegmentFiles.plain(whole, number);
      byte[] intact = Files.readAllBytes(file);
      for (int at = 0; at < intact.length; at++) {
        byte[] flipped = intact.clone();
        flipped[at] ^= (byte) (1 << at % 8); // all bits of every byte hold too, but take a minute
        Files.write(file, flipped);
        var read = Reading.of(whole);
        String message = file.getFileName() + " byte " + at;
        int count = read.events().size();
        assertEquals(all.subList(0, count), read.events(), message);
        assertTrue(count == all.size() || read.damage() != null, message);
      }
      Files.write(file, intact);
    }
  }

  @Test
  void aZeroFilledTailIsCutOff() throws IOException {
    Path log = smallLog("log");
    var before = Reading.of(log);
    Files.write(first(log), new byte[10_000], StandardOpenOption.APPEND);
    assertEquals(before, Reading.of(log));
    try (var writer = TestLogs.reopen(log, TestLogs.SETTINGS)) {
      writer.append(new Mark("after"));
    }
    assertEquals(before.events().size() + 1, Reading.of(log).events().size());
  }

  @Test
  void garbageInTheMiddleIsToldWithItsPlaceAndWhatPrecedesItIsUsable() throws IOException {
    Path log = directory.resolve("log");
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      for (int i = 0; i < 10; i++) {
        TestLogs.output(writer, "line " + i);
      }
    }
    var lines = new ArrayList<>(Files.readAllLines(first(log)));
    lines.set(6, "[0.000000, \"o\", line]");
    Files.write(first(log), lines);
    var read = Reading.of(log);
    assertEquals(4, read.events().size());
    var damage = read.damage();
    assertNotNull(damage);
    assertEquals(Kind.BAD_LINE, damage.kind());
    assertEquals(first(log), damage.file());
    assertEquals(7, damage.line());
    assertEquals(4, damage.sequence());
    long offset = 0;
    for (String line : lines.subList(0, 6)) {
      offset += TestLogs.bytes(line).length + 1;
    }
    assertEquals(offset, damage.offset());
    var error =
        assertThrows(LogDamagedException.class, () -> TestLogs.reopen(log, TestLogs.SETTINGS));
    assertEquals(damage, error.damage());
    assertEquals(
        "Log damaged at event 4: expected the event's data as a string ("
            + first(log)
            + ", line 7, byte "
            + offset
            + ").",
        error.getMessage());
  }

  private Path threeSegments() throws IOException {
    Path log = directory.resolve("log");
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS.withSegmentMaxBytes(600))) {
      while (writer.nextSequence() < 100 && SegmentFiles.numbers(log).size() < 3) {
        TestLogs.output(writer, "line " + writer.nextSequence());
      }
    }
    assertEquals(List.of(1, 2, 3), SegmentFiles.numbers(log));
    return log;
  }

  private static LogDamage damageOf(Path log) throws IOException {
    var damage = Reading.of(log).damage();
    assertNotNull(damage);
    return damage;
  }

  @Test
  void aMissingSegmentIsTold() throws IOException {
    Path log = threeSegments();
    Files.delete(SegmentFiles.plain(log, 2));
    assertEquals(Kind.MISSING_SEGMENT, damageOf(log).kind());
    assertEquals(SegmentFiles.plain(log, 2), damageOf(log).file());
  }

  @Test
  void aSegmentOfAnotherLogIsTold() throws IOException {
    Path log = threeSegments();
    Path stranger = directory.resolve("stranger");
    LogWriter.create(
            stranger,
            new LogHeader.About("01JD0000000000000000000001", null, null, null),
            80,
            24,
            TestLogs.SETTINGS,
            new LogClock(new ManualClock()),
            null)
        .close();
    var header = Files.readString(first(stranger)).replace("\"segment\":1", "\"segment\":2");
    Files.writeString(SegmentFiles.plain(log, 2), header.lines().findFirst().orElseThrow() + "\n");
    assertEquals(Kind.BAD_HEADER, damageOf(log).kind());
    Files.writeString(SegmentFiles.plain(log, 2), "not ours\n");
    assertEquals(Kind.BAD_HEADER, damageOf(log).kind());
    Files.copy(
        first(log), SegmentFiles.plain(log, 2), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertEquals(Kind.BAD_HEADER, damageOf(log).kind());
  }

  @Test
  void aSegmentThatLostItsEndIsToldIfAnotherFollows() throws IOException {
    Path log = threeSegments();
    byte[] bytes = Files.readAllBytes(SegmentFiles.plain(log, 2));
    Files.write(SegmentFiles.plain(log, 2), Arrays.copyOf(bytes, bytes.length - 10));
    assertEquals(Kind.CUT_SHORT, damageOf(log).kind());
  }

  @Test
  void aSegmentWithIntactLinesThatIsNotTheOneThatWasSealedIsTold() throws IOException {
    Path log = threeSegments();
    Path second = SegmentFiles.plain(log, 2);
    String text = Files.readString(second);
    int at = text.indexOf("\"previousSha256\":\"") + 18;
    char other = text.charAt(at) == '0' ? '1' : '0';
    String line = text.lines().findFirst().orElseThrow();
    String changed = line.substring(0, at) + other + line.substring(at + 1) + "\n";
    var crc = new java.util.zip.CRC32C();
    crc.update(TestLogs.bytes(changed));
    Files.writeString(
        second,
        changed
            + CheckLine.check(crc.getValue())
            + text.lines().skip(2).reduce("", (a, b) -> a + b + "\n"));
    assertEquals(Kind.HASH_MISMATCH, damageOf(log).kind());
  }

  @Test
  void aSegmentThatWasNeverBegunIsAsIfItWereNotThere() throws IOException {
    Path log = directory.resolve("log");
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      TestLogs.output(writer, "a");
      writer.seal();
    }
    Files.write(SegmentFiles.plain(log, 2), new byte[100]);
    Files.writeString(SegmentFiles.unborn(log, 2), "{\"vers");
    assertEquals(1, Reading.of(log).events().size());
    try (var writer = TestLogs.reopen(log, TestLogs.SETTINGS)) {
      assertEquals(1, writer.append(new Mark("b")));
    }
    assertEquals(2, Reading.of(log).events().size());
    assertFalse(Files.exists(SegmentFiles.unborn(log, 2)));
  }

  @Test
  void aLogThatIsNotThereIsNotThere() {
    Path log = directory.resolve("none");
    assertThrows(NoSuchFileException.class, () -> LogReader.open(log));
    assertThrows(NoSuchFileException.class, () -> TestLogs.reopen(log, TestLogs.SETTINGS));
    assertThrows(NoSuchFileException.class, () -> LogSummary.of(log));
    assertThrows(NoSuchFileException.class, () -> Keyframes.before(log, 0));
  }

  @Test
  void aLogIsNotCreatedOverAnother() throws IOException {
    Path log = smallLog("log");
    var before = Reading.of(log);
    assertThrows(LogWriteException.class, () -> TestLogs.create(log, TestLogs.SETTINGS));
    assertEquals(before, Reading.of(log));
  }

  @Test
  void aSealedLogGoesOnInANewSegment() throws IOException {
    Path log = directory.resolve("log");
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      writer.append(new Resize(90, 20));
      writer.seal();
      writer.seal();
      assertEquals(1, writer.append(new Mark("b")));
      writer.seal();
    }
    try (var writer = TestLogs.reopen(log, TestLogs.SETTINGS)) {
      assertEquals(2, writer.append(new Mark("c")));
    }
    assertEquals(List.of(1, 2, 3), SegmentFiles.numbers(log));
    assertEquals(3, Reading.of(log).events().size());
    try (var reader = LogReader.open(log, 2)) {
      assertEquals(90, reader.header().cols());
      assertEquals(20, reader.header().rows());
    }
  }
}
