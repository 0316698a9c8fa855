package dev.session.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.log.Keyframes;
import dev.session.log.LogSettings;
import dev.session.screen.Region;
import dev.session.screen.Snapshot;
import dev.session.screen.SnapshotFormat;
import dev.session.screen.SnapshotOptions;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A replay to any event shows what the live terminal showed after it, cell for cell, wherever
/// segments and keyframes begin.
class ReplayEqualsLiveTest {
  @TempDir Path directory;

  /// Also as a still of the terminal shows it.
  private static String screen(Terminal terminal, boolean scrollback) {
    var still = terminal.still(scrollback);
    for (var format : SnapshotFormat.values()) {
      var options = new SnapshotOptions(format, scrollback, true, Region.ALL);
      assertEquals(json(terminal, options), json(still, options));
    }
    return json(
        terminal, new SnapshotOptions(SnapshotFormat.STRUCTURED, scrollback, true, Region.ALL));
  }

  private static String json(Terminal terminal, SnapshotOptions options) {
    return Snapshot.of(terminal, null, null, options).toJson().compact();
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,700,1", "3,700,300", "4,5000,200", "5,100000,1000", "6,100000,100000"})
  void atEveryEvent(long seed, long segmentBytes, long keyframeBytes) throws IOException {
    var log = directory.resolve("log");
    var screens = new ArrayList<String>();
    try (var session = new RandomSession(log, seed, segmentBytes, keyframeBytes)) {
      while (session.log.nextSequence() < 150) {
        long before = session.log.nextSequence();
        session.happen();
        for (long i = before; i < session.log.nextSequence(); i++) {
          screens.add(screen(session.terminal, false));
        }
        if (session.random.nextInt(10) == 0) {
          assertEquals(
              screen(session.terminal, true),
              screen(Replay.at(log, Moment.END).terminal(), true),
              "seed " + seed);
        }
      }
    }
    for (int sequence = 0; sequence < screens.size(); sequence++) {
      var replay = Replay.at(log, new Moment.AtSequence(sequence));
      assertEquals(sequence, replay.sequence());
      if (sequence + 1 == screens.size()
          || !screens.get(sequence).equals(screens.get(sequence + 1))) {
        assertEquals(
            screens.get(sequence),
            screen(replay.terminal(), false),
            "seed " + seed + ", event " + sequence);
      }
    }
    assertTrue(Keyframes.before(log, Long.MAX_VALUE).sequence() > 0 || segmentBytes >= 100_000);
    try (var indexes = Files.newDirectoryStream(log, "*.keyframes")) {
      for (var index : indexes) {
        Files.delete(index);
      }
    }
    int last = screens.size() - 1;
    assertEquals(
        screens.get(last),
        screen(Replay.at(log, Moment.END).terminal(), false),
        "without an index, seed " + seed);
  }

  @Test
  void anIndexThatSomebodyDeletedIsWrittenAgainByTheNextReader() throws IOException {
    var log = directory.resolve("log");
    var live = "";
    try (var session =
        new RandomSession(log, 7, 64 << 20, LogSettings.DEFAULT.keyframeEveryBytes())) {
      session.output(("0123456789".repeat(7) + "\r\n").repeat(40_000).getBytes(UTF_8));
      session.happen(100);
      live = screen(session.terminal, true);
      session.log.seal();
    }
    var index = log.resolve("000001.keyframes");
    Files.delete(index);
    assertEquals(live, screen(Replay.at(log, Moment.END).terminal(), true));
    assertTrue(Files.exists(index));
    assertTrue(Keyframes.before(log, Long.MAX_VALUE).sequence() > 0);
    assertEquals(live, screen(Replay.at(log, Moment.END).terminal(), true));
  }
}
