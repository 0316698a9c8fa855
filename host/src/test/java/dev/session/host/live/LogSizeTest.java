package dev.session.host.live;

import static dev.session.host.Patience.eventually;
import static dev.session.host.live.RunningSessions.recorded;
import static dev.session.host.live.RunningSessions.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.log.LogReader;
import dev.session.log.LogSummary;
import dev.session.message.CreateRequest;
import dev.session.message.InspectResult;
import dev.session.message.WaitRequest;
import dev.session.recovery.Inspection;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.screen.ScreenText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How large a log and the host become: bounded where that was asked for, and never with what a
/// program prints.
@Timeout(300)
class LogSizeTest {
  private static final String SMALL = "{\"log\":{\"segmentBytes\":65536}}";
  private static final String SMALL_COMPRESSED =
      "{\"log\":{\"segmentBytes\":65536,\"compress\":true}}";

  /// What a flood would not fit into if it were kept in memory.
  private static final int FLOOD_HEAP_MIB = 48;

  private static final long FLOOD_BYTES = 200_000_000;

  @TempDir private Path directory;

  private static List<String> names(RunningSessions running, String session) {
    try (var all = Files.list(running.files(session).log())) {
      return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLimitedLogLosesItsOldestPartAndStillShowsTheScreen() throws IOException {
    try (var running = new RunningSessions(directory)) {
      var limit = new CreateRequest.Recording(true, List.of(), 1L << 20);
      var session =
          running.create(recorded(limit, "/bin/sh", "-c", "seq 1 600000; echo END; read x"));
      running.awaitText(session, "END");
      var log = running.files(session).log();
      var live = ((InspectResult) running.requests.inspect(session, false));
      assertTrue(live.firstEventSeq() > 0);
      assertTrue(LogSummary.bytes(log) < 2 << 20, () -> "bytes: " + names(running, session));
      assertEquals(
          ScreenText.of(running.live(session).terminal()).lines(),
          ScreenText.of(Replay.at(log, new Moment.End()).terminal()).lines());
      long first = live.firstEventSeq();
      var trimmed =
          assertThrows(
              SessionException.class, () -> running.requests.changes(session, first - 2, 0L));
      assertEquals(ErrorCode.CURSOR_TRIMMED, trimmed.code());
      assertEquals(
          first, trimmed.details().fields("").longInteger("firstEventSeq"), trimmed::sentence);
      running.type(session, "\n");
      running.awaitExit(session);
      var after = Inspection.offline(running.files(session), false, false);
      assertTrue(after.firstEventSeq() >= live.firstEventSeq());
      assertTrue(after.eventCount() > after.firstEventSeq());
      var told = running.extensions(session, "trimmed");
      assertFalse(told.isEmpty(), "that something was dropped is in the log");
      assertTrue(
          told.getLast().object().fields("").longInteger("toSeq") < after.firstEventSeq(),
          told::toString);
      assertEquals(1L << 20, running.record(session).launch().recording().maxLogBytes());
      Replay.at(log, new Moment.AtSequence(after.firstEventSeq()));
      Replay.at(log, new Moment.AtSequence(after.firstEventSeq() - 1));
      for (var dropped :
          List.of(
              new Moment.AtSequence(after.firstEventSeq() - 2),
              new Moment.AtTime(1),
              new Moment.AfterStart(0),
              new Moment.BeforeEnd(TimeUnit.HOURS.toMicros(1)))) {
        var failure = assertThrows(SessionException.class, () -> Replay.at(log, dropped));
        assertEquals(ErrorCode.CURSOR_TRIMMED, failure.code(), dropped::toString);
      }
    }
  }

  @Test
  void aLimitThatIsTooSmallStartsNothing() {
    try (var running = new RunningSessions(directory)) {
      var limit = new CreateRequest.Recording(true, List.of(), 1000L);
      var failure =
          assertThrows(SessionException.class, () -> running.create(recorded(limit, "/bin/sh")));
      assertEquals(ErrorCode.INVALID_INPUT, failure.code());
      assertEquals(0, running.sessions.count());
    }
  }

  @Test
  void sealedSegmentsAreCompressedWhileTheSessionRunsAndAtItsEnd() throws IOException {
    try (var running = new RunningSessions(directory).configure(SMALL_COMPRESSED)) {
      var session = running.sh("seq 1 60000; echo END; read x; seq 1 1000");
      running.awaitText(session, "END");
      eventually(
          "the first segment to be compressed",
          () -> names(running, session).contains("000001.cast.gz"));
      running.type(session, "\n");
      running.awaitExit(session);
      eventually(
          "every segment to be compressed",
          () -> names(running, session).stream().noneMatch(name -> name.endsWith(".cast")));
      var output = running.output(session);
      assertTrue(output.endsWith("\n999\n1000\n"));
      assertEquals(61_000 + 2, output.lines().count());
    }
  }

  @Test
  void theLogOfASessionThatIsOverIsSealed() throws IOException {
    try (var running = new RunningSessions(directory).configure(SMALL)) {
      var session = running.create(request("/bin/sh", "-c", "seq 1 20000"));
      running.awaitExit(session);
      var log = running.files(session).log();
      try (var segments = Files.list(log)) {
        for (var segment : segments.filter(file -> file.toString().endsWith(".cast")).toList()) {
          var lines = Files.readAllLines(segment);
          assertTrue(lines.getLast().startsWith("# sealed "), segment + ": " + lines.getLast());
        }
      }
      try (var reader = LogReader.open(log)) {
        while (reader.next()) {
          assertTrue(reader.code() == 'o' || reader.code() == 'x');
        }
        assertNull(reader.damage());
      }
    }
  }

  @Test
  void aSessionCanBeKeptFromTheBeginningAndLater() {
    try (var running = new RunningSessions(directory)) {
      var session = running.sh("read x");
      running.live(session).labels().keep(true);
      assertTrue(running.record(session).kept());
      running.live(session).labels().keep(false);
      assertFalse(running.record(session).kept());
      running.live(session).labels().keep(true);
      running.type(session, "\n");
      running.awaitExit(session);
      assertTrue(running.record(session).kept());
    }
  }

  @Test
  void aFloodDoesNotGrowTheHost() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var flood =
        new ProcessBuilder(
                java,
                "-Xmx" + FLOOD_HEAP_MIB + "m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Flood.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(flood.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(flood.waitFor(1, TimeUnit.MINUTES));
    assertTrue(said.endsWith("logged " + FLOOD_BYTES + "\n"), said);
  }

  /// A host with little memory, and a program that prints much more than would fit.
  static final class Flood {
    private Flood() {}

    public static void main(String... arguments) throws IOException {
      try (var running = new RunningSessions(Path.of(arguments[0]))) {
        var session = running.sh("stty raw; yes 0123456789abcdef | head -c " + FLOOD_BYTES);
        running.requests.await(session, new WaitRequest(null, null)).join();
        long bytes = 0;
        try (var reader = LogReader.open(running.files(session).log())) {
          while (reader.next()) {
            bytes += reader.code() == 'o' ? reader.dataLength() : 0;
          }
        }
        System.out.println("logged " + bytes);
      }
    }
  }
}
