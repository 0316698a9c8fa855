package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.log.LogEvent.Mark;
import dev.session.log.LogEvent.Output;
import dev.session.log.LogEvent.Resize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyframesTest {

  private static final LogSettings SETTINGS =
      TestLogs.SETTINGS.withSegmentMaxBytes(4000).withKeyframeEveryBytes(500);

  private final Path log;

  KeyframesTest(@TempDir Path directory) {
    log = directory.resolve("log");
  }

  /// What was on the terminal before each event, and the event's time.
  private final List<String> tapes = new ArrayList<>();

  private final List<Long> times = new ArrayList<>();

  private void write(LogSettings settings, int events) throws IOException {
    var clock = new ManualClock();
    var terminal = new TapeTerminal();
    try (var writer =
        LogWriter.create(log, TestLogs.ABOUT, 80, 24, settings, new LogClock(clock), terminal)) {
      var random = new Random(5);
      while (writer.nextSequence() < events) {
        clock.advanceNanos(random.nextInt(3) * 1_000_000_000L);
        long before = writer.nextSequence();
        String tape = terminal.tape();
        if (random.nextInt(8) == 0) {
          writer.append(new Resize(80 + random.nextInt(9), 24));
        } else {
          var bytes = new byte[random.nextInt(4)];
          random.nextBytes(bytes);
          writer.append(new Output(bytes));
        }
        for (long i = before; i < writer.nextSequence(); i++) {
          tapes.add(i == before ? tape : "unused");
          times.add(writer.lastMicros());
        }
        apply(before, terminal);
      }
      tapes.add(terminal.tape());
      assertNull(writer.takeIndexFailure());
    }
  }

  private void apply(long sequence, ReplayTerminal terminal) throws IOException {
    try (var reader = LogReader.open(log, sequence)) {
      assertTrue(reader.next());
      if (reader.payload() instanceof LogEvent.Extension event
          && event.type().equals(LogEvent.TRIMMED_TYPE)) {
        assertTrue(reader.next(), "what was printed follows");
      }
      apply(reader, terminal);
    }
  }

  private static void apply(LogReader reader, ReplayTerminal terminal) {
    if (reader.code() == 'o') {
      terminal.output(reader.data(), 0, reader.dataLength());
    } else if (reader.payload() instanceof Resize(int cols, int rows)) {
      terminal.resize(cols, rows);
    }
  }

  /// Reaches the state before an event from the nearest keyframe; returns how many events that
  /// took.
  private int assertStateBefore(long sequence) throws IOException {
    var keyframe = Keyframes.before(log, sequence);
    assertTrue(keyframe.sequence() <= sequence);
    var terminal = new TapeTerminal(keyframe);
    int events = 0;
    try (var reader = LogReader.open(log, keyframe)) {
      assertEquals(keyframe.sequence(), reader.nextSequence());
      assertEquals(keyframe.micros(), reader.micros());
      while (reader.nextSequence() < sequence && reader.next()) {
        apply(reader, terminal);
        events++;
      }
      assertNull(reader.damage());
      assertEquals(sequence, reader.nextSequence());
    }
    String expected = tapes.get((int) sequence);
    if (!expected.equals("unused")) {
      assertEquals(expected, terminal.tape(), "before event " + sequence);
    }
    return events;
  }

  @Test
  void everyPointIsReachedFromTheNearestKeyframe() throws IOException {
    write(SETTINGS, 800);
    assertTrue(SegmentFiles.numbers(log).size() >= 3);
    int most = 0;
    for (int i = 0; i < tapes.size(); i++) {
      most = Math.max(most, assertStateBefore(i));
    }
    assertTrue(most < 400, "at most " + most + " events of replay");
  }

  @Test
  void withoutAnIndexTheSegmentsKeyframesServe() throws IOException {
    write(SETTINGS, 800);
    for (int number : SegmentFiles.numbers(log)) {
      Files.deleteIfExists(SegmentFiles.keyframes(log, number));
    }
    for (int i = 0; i < tapes.size(); i += 7) {
      assertStateBefore(i);
    }
  }

  @Test
  void aRebuiltIndexIsTheOneThatWasLost() throws IOException {
    write(SETTINGS, 800);
    int rebuilt = 0;
    for (int number : SegmentFiles.numbers(log)) {
      Path index = SegmentFiles.keyframes(log, number);
      if (!Files.exists(index) || number == SegmentFiles.numbers(log).getLast()) {
        continue;
      }
      byte[] written = Files.readAllBytes(index);
      Files.delete(index);
      long sequence;
      try (var reader = LogReader.openSegment(log, number)) {
        sequence = reader.intactHeader().firstSequence();
      }
      KeyframeRebuild.of(log, sequence, SETTINGS.keyframeEveryBytes(), TapeTerminal::new);
      assertArrayEquals(written, Files.readAllBytes(index));
      rebuilt++;
    }
    assertTrue(rebuilt > 0);
  }

  @Test
  void everyTruncationAndEveryFlippedByteOfAnIndexCostsOnlySpeed() throws IOException {
    write(SETTINGS, 400);
    Path index = SegmentFiles.keyframes(log, 1);
    byte[] intact = Files.readAllBytes(index);
    assertTrue(intact.length > 200);
    for (int i = 0; i < intact.length; i += 3) {
      Files.write(index, java.util.Arrays.copyOf(intact, i));
      assertStateBefore(tapes.size() - 1);
      byte[] flipped = intact.clone();
      flipped[i] ^= (byte) 0x10;
      Files.write(index, flipped);
      assertStateBefore(tapes.size() - 1);
    }
  }

  @Test
  void aPointInTimeIsReachedFromAKeyframeThatIsNotLater() throws IOException {
    write(SETTINGS, 800);
    for (int i = 0; i < times.size(); i += 3) {
      long micros = times.get(i);
      assertTrue(Keyframes.beforeTime(log, micros).micros() <= micros);
    }
    assertEquals(0, Keyframes.beforeTime(log, 0).sequence());
    assertEquals(
        Keyframes.before(log, Long.MAX_VALUE).sequence(),
        Keyframes.beforeTime(log, Long.MAX_VALUE).sequence());
  }

  @Test
  void anIndexThatKnowsMoreThanTheLogKeptIsDiscardedByTheNextWriter() throws IOException {
    write(SETTINGS.withSegmentMaxBytes(1 << 20), 400);
    Path segment = SegmentFiles.plain(log, 1);
    var last = Keyframes.before(log, Long.MAX_VALUE);
    assertTrue(last.sequence() > 0);
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, java.util.Arrays.copyOf(bytes, (int) last.offset() - 100));
    assertTrue(Keyframes.before(log, Long.MAX_VALUE).sequence() < last.sequence());
    TestLogs.reopen(log, SETTINGS).close();
    assertFalse(Files.exists(SegmentFiles.keyframes(log, 1)));
  }

  @Test
  void oldSegmentsAreDroppedAndTheRestStillShowsItself() throws IOException {
    write(SETTINGS.withLogMaxBytes(20_000), 1500);
    var numbers = SegmentFiles.numbers(log);
    assertTrue(numbers.getFirst() > 1);
    long bytes = 0;
    for (int number : numbers) {
      bytes += Files.size(SegmentFiles.plain(log, number));
    }
    assertTrue(bytes < 40_000, bytes + " bytes");
    assertFalse(Files.exists(SegmentFiles.keyframes(log, 1)));
    long first;
    try (var reader = LogReader.open(log)) {
      first = reader.nextSequence();
      assertTrue(first > 0);
    }
    for (long i = first; i < tapes.size(); i += 5) {
      assertStateBefore(i);
    }
    assertEquals(first, LogSummary.of(log).firstSequence());
    assertEquals(tapes.size() - 1, LogSummary.of(log).eventCount());
  }

  @Test
  void largeKeyframesAreWrittenLessOften() throws IOException {
    try (var writer =
        LogWriter.create(
            log,
            TestLogs.ABOUT,
            80,
            24,
            SETTINGS.withSegmentMaxBytes(1 << 20),
            new LogClock(new ManualClock()),
            () -> new KeyframeSource.State(80, 24, new byte[10_000]))) {
      for (int i = 0; i < 5000; i++) {
        writer.append(new Mark("mark " + i));
      }
    }
    long indexBytes = Files.size(SegmentFiles.keyframes(log, 1));
    long logBytes = Files.size(SegmentFiles.plain(log, 1));
    assertTrue(indexBytes > 10_000);
    assertTrue(indexBytes < logBytes / 3, indexBytes + " for " + logBytes);
  }

  @Test
  void aSegmentIsAtLeastHalfEventsHoweverSmallItIsToBe() throws IOException {
    try (var writer =
        LogWriter.create(
            log,
            TestLogs.ABOUT,
            80,
            24,
            SETTINGS,
            new LogClock(new ManualClock()),
            () ->
                new KeyframeSource.State(
                    80, 24, "x".repeat(10_000).getBytes(StandardCharsets.UTF_8)))) {
      for (int i = 0; i < 3000; i++) {
        writer.append(new Mark("mark " + i));
      }
    }
    var numbers = SegmentFiles.numbers(log);
    assertTrue(numbers.size() > 2);
    for (int number : numbers.subList(1, numbers.size() - 1)) {
      long bytes = Files.size(SegmentFiles.plain(log, number));
      assertTrue(bytes >= 20_000 && bytes < 30_000, number + ": " + bytes);
    }
  }

  @Test
  void anIndexThatCannotBeWrittenDoesNotHinderTheLog() throws IOException {
    try (var writer =
        LogWriter.create(
            log,
            TestLogs.ABOUT,
            80,
            24,
            SETTINGS,
            new LogClock(new ManualClock()),
            () -> new KeyframeSource.State(80, 24, new byte[10]))) {
      Files.createDirectory(SegmentFiles.keyframes(log, 1));
      for (int i = 0; i < 100; i++) {
        writer.append(new Mark("mark " + i));
      }
      assertNotNull(writer.takeIndexFailure());
      assertNull(writer.takeIndexFailure());
    }
    assertEquals(100, TestLogs.events(log).size());
  }
}
