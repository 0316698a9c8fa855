package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.session.log.LogEvent.Exit;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogEvent.Input;
import dev.session.log.LogEvent.Mark;
import dev.session.log.LogEvent.Output;
import dev.session.log.LogEvent.Resize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CastExportTest {

  private final Path log;

  CastExportTest(@TempDir Path directory) {
    log = directory.resolve("log");
  }

  private void write() throws IOException {
    var clock = new ManualClock();
    try (var writer =
        LogWriter.create(
            log,
            TestLogs.ABOUT,
            80,
            24,
            TestLogs.SETTINGS.withSegmentMaxBytes(500),
            new LogClock(clock),
            () -> new KeyframeSource.State(80, 24, TestLogs.bytes("KEYFRAME")))) {
      clock.advanceNanos(250_000_000);
      TestLogs.output(writer, "one");
      clock.advanceNanos(1_000_000_000);
      writer.append(new Input(TestLogs.bytes("x\r")));
      writer.append(new Resize(100, 30));
      writer.append(new Output(new byte[] {'<', (byte) 0xfe, '>'}));
      clock.advanceNanos(500_000_000);
      writer.append(new Mark("here"));
      writer.append(Extension.signal("SIGHUP"));
      writer.append(Extension.exitBySignal("SIGHUP", 1));
      writer.append(new Exit(129));
    }
    assertEquals(2, SegmentFiles.numbers(log).size());
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void asciicastV3JoinsTheSegmentsWithoutKeyframes() throws IOException {
    write();
    var out = new ByteArrayOutputStream();
    var result = CastExport.asciicastV3(log, Keyframes.before(log, 0), Long.MAX_VALUE, out);
    assertEquals(
        new CastExport.Result(
            new CastExport.Counts(2, 1, 1, 5), ManualClock.START_MICROS, 1_750_000, 8, null),
        result);
    assertEquals(
        """
        {"version":3,"term":{"cols":80,"rows":24,"type":"xterm-256color"},"timestamp":1763683200,\
        "title":"a test","command":"sh -c true","session":{"id":"01JD0000000000000000000000"}}
        [0.250000, "o", "one"]
        [1.000000, "i", "x\\r"]
        [0.000000, "r", "100x30"]
        [0.000000, "o", "<\\ufffd>"]
        [0.000000, "E", "{\\"type\\":\\"exact\\",\\"bytes\\":\\"/g==\\"}"]
        [0.500000, "m", "here"]
        [0.000000, "E", "{\\"type\\":\\"signal\\",\\"signal\\":\\"SIGHUP\\"}"]
        [0.000000, "E", "{\\"type\\":\\"exit\\",\\"signal\\":\\"SIGHUP\\",\\"signalNumber\\":1}"]
        [0.000000, "x", "129"]
        """,
        text(out));
  }

  @Test
  void asciicastV2HasTheInitialSizeAndTimesFromTheBeginning() throws IOException {
    write();
    var out = new ByteArrayOutputStream();
    var result =
        CastExport.asciicastV2(log, Keyframes.before(log, 0), Long.MAX_VALUE, "1.2.3", out);
    assertEquals(
        new CastExport.Result(
            new CastExport.Counts(2, 1, 1, 0), ManualClock.START_MICROS, 1_750_000, 8, null),
        result);
    assertEquals(
        """
        {"version":2,"width":80,"height":24,"timestamp":1763683200,"title":"a test",\
        "sessionId":"01JD0000000000000000000000","toolVersion":"1.2.3",\
        "env":{"TERM":"xterm-256color"}}
        [0.250000, "o", "one"]
        [1.250000, "r", "100x30"]
        [1.250000, "o", "<\\ufffd>"]
        [1.750000, "m", "here"]
        """,
        text(out));
  }

  @Test
  void aPartBeginsWithTheStateAndTheSizeThatPrecedeIt() throws IOException {
    write();
    var start =
        new Keyframe(3, ManualClock.START_MICROS + 1_250_000, 100, 30, TestLogs.bytes("S"), 1, 0);
    // A keyframe made by a replay names the segment's beginning, not its own place in it.
    var out = new ByteArrayOutputStream();
    CastExport.asciicastV3(log, start, 5, out);
    assertEquals(
        """
        [0.000000, "o", "S"]
        [0.000000, "o", "<\\ufffd>"]
        [0.000000, "E", "{\\"type\\":\\"exact\\",\\"bytes\\":\\"/g==\\"}"]
        """,
        text(out).substring(text(out).indexOf('\n') + 1));
  }

  @Test
  void rawIsWhatTheChildWrote() throws IOException {
    write();
    var out = new ByteArrayOutputStream();
    var result = CastExport.raw(log, 0, Long.MAX_VALUE, out);
    assertArrayEquals(new byte[] {'o', 'n', 'e', '<', (byte) 0xfe, '>'}, out.toByteArray());
    assertNull(result.damage());
    var part = new ByteArrayOutputStream();
    CastExport.raw(log, 1, 4, part);
    assertArrayEquals(new byte[] {'<', (byte) 0xfe, '>'}, part.toByteArray());
  }

  @Test
  void anEmptyLogIsAHeaderOnly() throws IOException {
    TestLogs.create(log, TestLogs.SETTINGS).close();
    var start = Keyframes.before(log, 0);
    var v2 = new ByteArrayOutputStream();
    assertEquals(
        new CastExport.Result(CastExport.Counts.NONE, ManualClock.START_MICROS, 0, -1, null),
        CastExport.asciicastV2(log, start, Long.MAX_VALUE, "1", v2));
    assertEquals(1, text(v2).lines().count());
    var v3 = new ByteArrayOutputStream();
    CastExport.asciicastV3(log, start, Long.MAX_VALUE, v3);
    assertEquals(1, text(v3).lines().count());
  }

  @Test
  void everySegmentKeepsToTheRulesOfAsciicastV3() throws IOException {
    write();
    for (int number : SegmentFiles.numbers(log)) {
      AsciicastRules.check(Files.readString(SegmentFiles.plain(log, number)));
    }
    var out = new ByteArrayOutputStream();
    CastExport.asciicastV3(log, Keyframes.before(log, 0), Long.MAX_VALUE, out);
    AsciicastRules.check(text(out));
  }
}
