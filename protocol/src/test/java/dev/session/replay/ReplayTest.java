package dev.session.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.log.LogClock;
import dev.session.log.LogEvent;
import dev.session.log.LogHeader;
import dev.session.log.LogSettings;
import dev.session.log.LogWriter;
import dev.session.log.SyncPolicy;
import dev.session.screen.Region;
import dev.session.screen.Snapshot;
import dev.session.screen.SnapshotFormat;
import dev.session.screen.SnapshotOptions;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A replay shows what the live session showed, at every event, from keyframes or without.
class ReplayTest {
  private static final LogHeader.About ABOUT =
      new LogHeader.About("01JD0000000000000000000000", "xterm-256color", null, "sh");

  private static final SnapshotOptions EVERYTHING =
      new SnapshotOptions(SnapshotFormat.STRUCTURED, true, true, Region.ALL);

  /// What programs print, and what breaks programs.
  private static final String[] PIECES = {
    "plain text ",
    "\r\n",
    "\n",
    "\b",
    "\t",
    "\u001b[31mred\u001b[0m",
    "\u001b[1;4:3;38;2;1;2;3m",
    "\u001b[H",
    "\u001b[5;10H",
    "\u001b[2J",
    "\u001b[K",
    "\u001b[?1049h",
    "\u001b[?1049l",
    "\u001b[3;8r",
    "\u001b[r",
    "\u001bM",
    "\u001b7",
    "\u001b8",
    "\u001b[?6h",
    "\u001b[?6l",
    "wide 漢字 ",
    "e\u0301",
    "👩‍👩‍👧",
    "\u001b]2;title\u0007",
    "\u001b]8;;http://x/\u001b\\link\u001b]8;;\u001b\\",
    "\u001b[6n",
    "\u001b[c",
    "\u001b[4h",
    "\u001b[4l",
    "\u001b[10@",
    "\u001b[3P",
    "\u001b[2L",
    "\u001b[L",
    "\u001b[?7l",
    "\u001b[?7h",
    "a long line that is broken at the right edge of the screen and goes on",
    "\u001b(0lqk\u001b(B",
    "\u001b[",
    "\u001b]0;half",
    "\u00c3",
    "\u0007",
    "\u001b[8;5;20t",
    "\u001b[8;12;70t",
    "\u001b[?40h\u001b[?3h",
    "\u001b[?3l",
    "\u001b[9;1t",
    "\u001b[9;0t"
  };

  @TempDir Path directory;

  /// A session as the host runs one: what is logged is on the screen.
  private static final class Session {
    final Terminal terminal;
    final LogWriter log;
    final List<String> screens = new ArrayList<>();

    Session(Path path, LogSettings settings) throws IOException {
      terminal = Replay.liveTerminal(30, 8);
      log =
          LogWriter.create(
              path, ABOUT, 30, 8, settings, LogClock.system(), () -> Replay.state(terminal));
    }

    void print(byte[] bytes) throws IOException {
      int cols = terminal.cols();
      int rows = terminal.rows();
      log.outputAll(ByteBuffer.wrap(bytes));
      terminal.feed(bytes);
      terminal.takeReplies();
      seen();
      if (terminal.cols() != cols || terminal.rows() != rows) {
        log.append(new LogEvent.Resize(terminal.cols(), terminal.rows()));
        seen();
      }
    }

    void append(LogEvent.Payload event) throws IOException {
      log.append(event);
      if (event instanceof LogEvent.Resize(int cols, int rows)) {
        terminal.resize(cols, rows);
      }
      seen();
    }

    /// Remembers the screen after each event.
    private void seen() {
      var now = screen(terminal);
      while (screens.size() < log.nextSequence()) {
        screens.add(now);
      }
    }
  }

  private static String screen(Terminal terminal) {
    return Snapshot.of(terminal, null, null, EVERYTHING).toJson().compact();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static LogSettings small() {
    return LogSettings.DEFAULT
        .withSync(SyncPolicy.NEVER)
        .withSegmentMaxBytes(20_000)
        .withKeyframeEveryBytes(2_000);
  }

  private Path log() {
    return directory.resolve("log");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void replayShowsTheLiveScreenAtEveryEvent(long seed) throws IOException {
    var random = new Random(seed);
    var session = new Session(log(), seed % 2 == 0 ? small() : LogSettings.DEFAULT);
    for (int i = 0; i < 600; i++) {
      switch (random.nextInt(20)) {
        case 0 ->
            session.append(new LogEvent.Resize(1 + random.nextInt(60), 1 + random.nextInt(20)));
        case 1 -> session.append(new LogEvent.Mark("mark " + i));
        case 2 -> session.append(new LogEvent.Input(utf8("typed")));
        case 3 -> {
          var noise = new byte[random.nextInt(40)];
          random.nextBytes(noise);
          session.print(noise);
        }
        default -> session.print(utf8(PIECES[random.nextInt(PIECES.length)]));
      }
    }
    session.log.close();
    var end = Replay.at(log(), Moment.END);
    assertEquals(screen(session.terminal), screen(end.terminal()), "at the end, seed " + seed);
    assertEquals(session.log.nextSequence() - 1, end.sequence());
    for (int i = 0; i < 25; i++) {
      int sequence = random.nextInt(session.screens.size());
      var replay = Replay.at(log(), new Moment.AtSequence(sequence));
      assertEquals(
          session.screens.get(sequence),
          screen(replay.terminal()),
          "at event " + sequence + ", seed " + seed);
      assertEquals(sequence, replay.sequence());
    }
  }

  @Test
  void keyframesCanBeDeletedAndNothingChanges() throws IOException {
    var session = new Session(log(), small().withSegmentMaxBytes(1 << 20));
    for (int i = 0; i < 3_000; i++) {
      session.print(utf8("line " + i + "\r\n"));
    }
    session.log.close();
    var with = screen(Replay.at(log(), new Moment.AtSequence(2_000)).terminal());
    try (var files = Files.newDirectoryStream(log(), "*.keyframes")) {
      boolean any = false;
      for (var file : files) {
        any = true;
        Files.delete(file);
      }
      assertTrue(any, "no keyframes were written");
    }
    assertEquals(with, screen(Replay.at(log(), new Moment.AtSequence(2_000)).terminal()));
  }

  @Test
  void sessionThatPrintedNothingHasAnEmptyScreen() throws IOException {
    new Session(log(), small()).log.close();
    var replay = Replay.at(log(), Moment.END);
    assertEquals(-1, replay.sequence());
    assertEquals("", replay.terminal().lineText(0));
  }

  @Test
  void replayAnswersNoQueries() throws IOException {
    var session = new Session(log(), small());
    session.print(utf8("\u001b[6n\u001b[c"));
    session.log.close();
    assertEquals(0, Replay.at(log(), Moment.END).terminal().takeReplies().length);
  }

  @Test
  void markIsTheLastOneOfThatName() throws IOException {
    var session = new Session(log(), small());
    session.print(utf8("one"));
    session.append(new LogEvent.Mark("here"));
    session.print(utf8("two"));
    session.append(new LogEvent.Mark("here"));
    session.print(utf8("three"));
    session.log.close();
    var replay = Replay.at(log(), new Moment.AtMark("here"));
    assertEquals("onetwo", replay.terminal().lineText(0));
    assertEquals(3, replay.sequence());
    assertEquals(ErrorCode.INVALID_INPUT, code(new Moment.AtMark("nowhere")));
  }

  @Test
  void timesBeforeTheBeginningAndBehindTheEndShowTheFirstAndTheLastScreen() throws IOException {
    var session = new Session(log(), small());
    session.print(utf8("one"));
    session.log.close();
    assertEquals(-1, Replay.at(log(), new Moment.AtTime(1)).sequence());
    assertEquals(0, Replay.at(log(), new Moment.AtTime(Long.MAX_VALUE)).sequence());
    assertEquals(0, Replay.at(log(), new Moment.AfterStart(Long.MAX_VALUE)).sequence());
    assertEquals(-1, Replay.at(log(), new Moment.BeforeEnd(1L << 53)).sequence());
    assertEquals(0, Replay.at(log(), new Moment.BeforeEnd(0)).sequence());
  }

  @Test
  void eventThatIsNotThereIsNoMoment() throws IOException {
    var session = new Session(log(), small());
    session.print(utf8("one"));
    session.log.close();
    assertEquals(ErrorCode.INVALID_INPUT, code(new Moment.AtSequence(1)));
  }

  @Test
  void missingLogIsAReplayError() {
    assertEquals(ErrorCode.REPLAY_ERROR, code(Moment.END));
  }

  @Test
  void whatPrecedesDamageStaysUsable() throws IOException {
    var session = new Session(log(), small().withKeyframeEveryBytes(1 << 20));
    session.print(utf8("good"));
    session.print(utf8("bad"));
    session.print(utf8("gone"));
    session.log.close();
    var segment = log().resolve("000001.cast");
    Files.writeString(segment, Files.readString(segment).replace("\"bad\"", "bad"));
    var failure = assertThrows(SessionException.class, () -> Replay.at(log(), Moment.END));
    assertEquals(ErrorCode.REPLAY_ERROR, failure.code());
    assertEquals(1, failure.details().fields("").longInteger("seq"));
    assertTrue(failure.sentence().contains("doctor --repair"), failure.sentence());
    assertEquals("good", Replay.at(log(), new Moment.AtSequence(0)).terminal().lineText(0));
  }

  private ErrorCode code(Moment moment) {
    return assertThrows(SessionException.class, () -> Replay.at(log(), moment)).code();
  }
}
