package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.log.LogDamage.Kind;
import dev.session.log.LogEvent.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRepairTest {

  private final Path log;

  LogRepairTest(@TempDir Path directory) {
    log = directory.resolve("log");
  }

  @BeforeEach
  void writeThreeSegments() throws IOException {
    var settings = TestLogs.SETTINGS.withSegmentMaxBytes(2000).withKeyframeEveryBytes(400);
    try (var writer =
        LogWriter.create(
            log,
            TestLogs.ABOUT,
            80,
            24,
            settings,
            new LogClock(new ManualClock()),
            () -> new KeyframeSource.State(80, 24, new byte[] {'k'}))) {
      while (SegmentFiles.numbers(log).size() < 3) {
        writer.append(new Mark("mark " + writer.nextSequence()));
      }
    }
  }

  private LogRepair plan() throws IOException {
    var plan = LogRepair.plan(log);
    assertNotNull(plan);
    return plan;
  }

  /// The line that holds a mark, damaged so that it is no event any more.
  private void damage(int segment, int line) throws IOException {
    Path file = SegmentFiles.plain(log, segment);
    var lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(line - 1, lines.get(line - 1).replace("]", "}"));
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  @Test
  void anIntactLogNeedsNoRepair() throws IOException {
    assertNull(LogRepair.plan(log));
    byte[] bytes = Files.readAllBytes(SegmentFiles.plain(log, 3));
    Files.write(SegmentFiles.plain(log, 3), java.util.Arrays.copyOf(bytes, bytes.length - 3));
    assertNull(LogRepair.plan(log));
  }

  @Test
  void whatPrecedesTheDamageIsKeptAndTheRestSetAside() throws IOException {
    var before = TestLogs.events(log);
    damage(2, 8);
    byte[] damaged = Files.readAllBytes(SegmentFiles.plain(log, 2));
    byte[] third = Files.readAllBytes(SegmentFiles.plain(log, 3));
    var plan = plan();
    assertEquals(Kind.BAD_LINE, plan.damage().kind());
    assertEquals(8, plan.damage().line());
    assertArrayEquals(damaged, Files.readAllBytes(SegmentFiles.plain(log, 2)));
    assertFalse(Files.exists(plan.aside()));

    plan.apply();
    assertArrayEquals(damaged, Files.readAllBytes(plan.aside().resolve("000002.cast")));
    assertArrayEquals(third, Files.readAllBytes(plan.aside().resolve("000003.cast")));
    assertEquals(List.of(1, 2), SegmentFiles.numbers(log));
    assertNull(LogRepair.plan(log));
    int kept = (int) plan.damage().sequence();
    assertTrue(kept > 0 && kept < before.size());
    assertEquals(before.subList(0, kept), TestLogs.events(log));
    try (var writer = TestLogs.reopen(log, TestLogs.SETTINGS)) {
      assertEquals(kept, writer.append(new Mark("after")));
      writer.seal();
    }
    assertNull(LogRepair.plan(log));
    assertEquals(kept + 1, TestLogs.events(log).size());
  }

  @Test
  void aMissingSegmentEndsTheLogBeforeIt() throws IOException {
    Files.delete(SegmentFiles.plain(log, 2));
    var plan = plan();
    assertEquals(Kind.MISSING_SEGMENT, plan.damage().kind());
    plan.apply();
    assertEquals(List.of(1), SegmentFiles.numbers(log));
    assertNull(LogRepair.plan(log));
  }

  @Test
  void aSegmentThatLostItsEndIsKept() throws IOException {
    Path second = SegmentFiles.plain(log, 2);
    byte[] bytes = Files.readAllBytes(second);
    Files.write(second, java.util.Arrays.copyOf(bytes, bytes.length - 300));
    var plan = plan();
    assertEquals(Kind.CUT_SHORT, plan.damage().kind());
    plan.apply();
    assertEquals(List.of(1, 2), SegmentFiles.numbers(log));
    assertNull(LogRepair.plan(log));
    TestLogs.reopen(log, TestLogs.SETTINGS).close();
  }

  @Test
  void aDamagedFirstHeaderSetsEverythingAside() throws IOException {
    damage(1, 1);
    Files.writeString(
        SegmentFiles.plain(log, 1), "x" + Files.readString(SegmentFiles.plain(log, 1)));
    plan().apply();
    assertEquals(List.of(), SegmentFiles.numbers(log));
    assertTrue(Files.exists(log.resolve("damaged-1-1").resolve("000003.cast")));
  }

  @Test
  void aSegmentThatWasReplacedByAnotherWithRightCheckLinesIsFound() throws IOException {
    // Every line and check line is right, only the SHA-256 in the seal is that of other lines.
    Path first = SegmentFiles.plain(log, 1);
    var lines = new ArrayList<>(Files.readAllLines(first));
    var crc = new java.util.zip.CRC32C();
    int check = lines.size() - 2;
    int block = check;
    while (!lines.get(block - 1).startsWith("#")) {
      block--;
    }
    lines.set(block, lines.get(block).replace("mark", "mork"));
    for (String line : lines.subList(block, check)) {
      crc.update(TestLogs.bytes(line + "\n"));
    }
    lines.set(check, CheckLine.check(crc.getValue()).strip());
    Files.writeString(first, String.join("\n", lines) + "\n");
    assertEquals(Kind.HASH_MISMATCH, plan().damage().kind());
    plan().apply();
    assertEquals(List.of(), SegmentFiles.numbers(log));
  }
}
