package dev.session.cli.dashboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.log.LogClock;
import dev.session.log.LogEvent;
import dev.session.log.LogHeader;
import dev.session.log.LogSettings;
import dev.session.log.LogWriter;
import dev.session.log.SyncPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The timeline, and how it is read from a log.
class HistoryTest {
  private static final LogHeader.About ABOUT =
      new LogHeader.About("01JD0000000000000000000000", null, null, "sh");

  private static final long FOREVER = Long.MAX_VALUE / 4;

  @TempDir Path directory;

  @Test
  void levelsTellMuchFromLittleFromNothing() {
    var history = new History(0, 40, 10, new long[] {1, 0, 1_000_000, 0, 1_000}, List.of());
    var levels = history.levels(5, 8);
    assertEquals(8, levels[2]);
    assertTrue(levels[0] > 0 && levels[0] < levels[4] && levels[4] < 8);
    assertArrayEquals(new int[] {0, 0}, new int[] {levels[1], levels[3]});
  }

  @Test
  void columnsAndTimesFitTogether() {
    var history = new History(1_000, 101_000, 10, new long[] {1}, List.of());
    for (int col = 0; col < 51; col++) {
      assertEquals(col, history.colOf(history.timeAt(col, 51), 51));
    }
    assertEquals(0, history.colOf(0, 51));
    assertEquals(50, history.colOf(Long.MAX_VALUE / 2, 51));
  }

  @Test
  void momentWithoutDurationHasATimelineToo() {
    var history = new History(5, 5, 10, new long[] {3}, List.of());
    assertEquals(8, history.levels(1, 8)[0]);
    assertEquals(5, history.timeAt(0, 1));
  }

  @Test
  void growingLogIsReadOnFromWhereItWas() throws IOException {
    var log = directory.resolve("log");
    var settings = LogSettings.DEFAULT.withSync(SyncPolicy.NEVER);
    try (var writer = LogWriter.create(log, ABOUT, 80, 24, settings, LogClock.system(), null);
        var reader = new HistoryReader(log)) {
      assertFalse(reader.advance(System.nanoTime() + FOREVER));
      print(writer, "hello");
      long mark = writer.append(new LogEvent.Mark("here"));
      assertTrue(reader.advance(System.nanoTime() + FOREVER));
      print(writer, "more");
      assertTrue(reader.advance(System.nanoTime() + FOREVER));
      assertFalse(reader.advance(System.nanoTime() + FOREVER));
      var history = reader.history();
      assertEquals(mark, history.marks().getFirst().sequence());
      assertEquals("here", history.marks().getFirst().label());
      assertEquals(writer.lastMicros(), history.lastMicros());
    }
  }

  @Test
  void longTimesAreJoinedWithoutLosingAnything() throws IOException {
    var log = Files.createDirectories(directory.resolve("long"));
    var text =
        new StringBuilder(
            "{\"version\":3,\"term\":{\"cols\":80,\"rows\":24},\"session\":{\"format\":1,"
                + "\"id\":\"01JD0000000000000000000000\",\"segment\":1,\"firstSequence\":0,"
                + "\"startMicros\":1000000,\"keyframe\":false}}\n");
    for (int day = 0; day < 30; day++) {
      text.append("[86400.000000, \"o\", \"0123456789\"]\n");
    }
    Files.writeString(log.resolve("000001.cast"), text);
    try (var reader = new HistoryReader(log)) {
      reader.advance(System.nanoTime() + FOREVER);
      var history = reader.history();
      assertEquals(30L * 86_400_000_000L, history.lastMicros() - history.firstMicros());
      int days = 0;
      for (int level : history.levels(31, 1)) {
        days += level;
      }
      assertEquals(30, days);
    }
  }

  private static void print(LogWriter writer, String text) throws IOException {
    writer.output(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
