package dev.session.log;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonNumber;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import dev.session.log.LogEvent.Output;
import dev.session.log.LogEvent.Payload;
import dev.session.log.LogEvent.Resize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Makes a log of an asciicast recording, version 1, 2 or 3, whoever wrote it.
///
/// Times stay what they are, to the microsecond; a time that goes back stands still. Our own
/// exports come back with their exact bytes and extensions. What is no event makes the whole file
/// refused, but for a last line without a line feed: whoever wrote it was cut short, and what came
/// before is whole.
///
/// Version 1 is one JSON object, read into memory; the others line by line.
public final class CastImport {

  /// A file of version 1 may have this many bytes.
  static final long V1_MAX_BYTES = 64L << 20;

  private static final int COLS_ROWS_MAX = 10_000;

  /// Longer recordings are nonsense, and their times could not be added up: some 285 years.
  private static final long DURATION_MAX_MICROS = 1L << 53;

  private static final long TIMESTAMP_MIN_SECONDS = -62_135_596_800L;
  private static final long TIMESTAMP_MAX_SECONDS = 221_845_392_000L;
  private static final double MICROS_PER_SECOND = 1e6;
  private static final byte[] NO_BYTES = new byte[0];

  /// The file is no asciicast recording.
  public static final class NotACastException extends IOException {
    private static final long serialVersionUID = 1L;

    NotACastException(String message) {
      super(message);
    }
  }

  /// Where a log gets the time of a recording from.
  private static final class Tape implements LogClock.Source {
    private final long startMicros;
    private long elapsedMicros;

    Tape(long startMicros) {
      this.startMicros = startMicros;
    }

    void at(long micros) {
      elapsedMicros = Math.max(elapsedMicros, micros);
    }

    @Override
    public long wallMicros() {
      return startMicros + elapsedMicros;
    }

    @Override
    public long monotonicNanos() {
      return elapsedMicros * 1000;
    }
  }

  private final LogWriter log;
  private final Tape tape;
  private final ReplayTerminal terminal;

  private CastImport(LogWriter log, Tape tape, ReplayTerminal terminal) {
    this.log = log;
    this.tape = tape;
    this.terminal = terminal;
  }

  /// What a recording's header says.
  private record Header(
      int version,
      int cols,
      int rows,
      @Nullable String term,
      @Nullable String title,
      @Nullable String command,
      @Nullable Long startMicros) {

    static Header of(JsonObject json) {
      var fields = json.fields("");
      int version = fields.integer("version");
      var size = version == 3 ? fields.fields("term") : fields;
      var timestamp = fields.optionalNumber("timestamp");
      return new Header(
          version,
          dimension(size, version == 3 ? "cols" : "width"),
          dimension(size, version == 3 ? "rows" : "height"),
          version == 3 ? size.optionalString("type") : term(fields),
          fields.optionalString("title"),
          fields.optionalString("command"),
          timestamp == null ? null : micros(fields, timestamp));
    }

    // Such that every event has a date of four digits, however long the recording is.
    private static long micros(JsonFields fields, double timestamp) {
      if (!(timestamp >= TIMESTAMP_MIN_SECONDS && timestamp <= TIMESTAMP_MAX_SECONDS)) {
        throw fields.invalid("timestamp", "expected seconds since 1970, of the years 1 to 9000");
      }
      return (long) (timestamp * MICROS_PER_SECOND);
    }

    private static @Nullable String term(JsonFields fields) {
      var environment = fields.optionalFields("env");
      return environment == null ? null : environment.optionalString("TERM");
    }

    private static int dimension(JsonFields fields, String name) {
      int value = fields.integer(name);
      if (value < 1 || value > COLS_ROWS_MAX) {
        throw fields.invalid(name, "expected 1 to " + COLS_ROWS_MAX);
      }
      return value;
    }
  }

  /// Makes the log.
  ///
  /// @param log a directory that is created if it is missing and must not hold a log yet
  /// @param otherwiseMicros when the recording began, where it does not say
  /// @param terminals makes a terminal of so many columns and rows
  /// @return the number of the last line where it was cut short and left out; 0 if the file is
  ///   whole
  /// @throws NotACastException naming the line that is at fault
  public static long of(
      Path cast,
      Path log,
      String sessionId,
      long otherwiseMicros,
      BiFunction<Integer, Integer, ReplayTerminal> terminals)
      throws IOException {
    try (var source = new SegmentSource.Plain(cast)) {
      var lines = new LineInput(source, 0);
      var first = lines.next() ? json(lines.copyLine()) : null;
      var whole =
          first == null || "1".equals(String.valueOf(first.get("version"))) ? whole(cast) : first;
      var header = header(whole);
      if (header.version() < 1 || header.version() > 3) {
        throw new NotACastException("asciicast version " + header.version() + " is not known");
      }
      var start = header.startMicros();
      var tape = new Tape(start == null ? otherwiseMicros : start);
      var terminal = terminals.apply(header.cols(), header.rows());
      var about = new LogHeader.About(sessionId, header.term(), header.title(), header.command());
      try (var writer =
          LogWriter.create(
              log,
              about,
              header.cols(),
              header.rows(),
              LogSettings.DEFAULT,
              new LogClock(tape),
              terminal)) {
        var reading = new CastImport(writer, tape, terminal);
        long cutLine = 0;
        if (header.version() == 1) {
          reading.frames(whole);
        } else {
          cutLine = reading.lines(source, lines, header.version());
        }
        writer.seal();
        return cutLine;
      }
    }
  }

  private static @Nullable JsonObject json(byte[] bytes) {
    try {
      return JsonObject.parse(bytes);
    } catch (JsonException notInOneLine) {
      return null;
    }
  }

  private static JsonObject whole(Path cast) throws IOException {
    if (Files.size(cast) > V1_MAX_BYTES) {
      throw new NotACastException("its first line is no header of asciicast 2 or 3");
    }
    var json = json(Files.readAllBytes(cast));
    if (json == null) {
      throw new NotACastException("its first line is no header, and it is no JSON object");
    }
    return json;
  }

  private static Header header(JsonObject json) throws NotACastException {
    try {
      return Header.of(json);
    } catch (JsonException e) {
      throw new NotACastException("its header cannot be understood: " + e.getMessage());
    }
  }

  // ---- Version 1. ----

  private void frames(JsonObject cast) throws IOException {
    try {
      double elapsed = 0;
      int count = 0;
      for (var frame : cast.fields("").array("stdout").values()) {
        count++;
        if (frame instanceof JsonArray(var parts)
            && parts.size() == 2
            && parts.get(0) instanceof JsonNumber delay
            && parts.get(1) instanceof JsonString(String text)) {
          elapsed += Double.parseDouble(delay.toString()) * MICROS_PER_SECOND;
          event((long) elapsed, new Output(text.getBytes(StandardCharsets.UTF_8)), count);
        } else {
          throw new NotACastException("frame " + count + " is no [delay, text]");
        }
      }
    } catch (JsonException e) {
      throw new NotACastException(String.valueOf(e.getMessage()));
    }
  }

  // ---- Versions 2 and 3. ----

  /// The number of the last line where it is cut, else 0.
  private long lines(SegmentSource source, LineInput lines, int version) throws IOException {
    var parser = new EventLine();
    long elapsed = 0;
    long number = 1;
    while (lines.next()) {
      number++;
      int from = lines.from();
      if (isNoEvent(lines.buffer(), from, lines.end())) {
        continue;
      }
      byte[] data = data(parser, lines, number);
      elapsed = version == 3 ? elapsed + parser.intervalMicros() : parser.intervalMicros();
      event(elapsed, parser.code(), data, number);
    }
    byte[] last = rest(source, lines.nextOffset());
    if (isNoEvent(last, 0, last.length)) {
      return 0;
    }
    number++;
    if (parser.parse(last, 0, last.length, NO_BYTES) != EventLine.Result.EVENT) {
      return number;
    }
    elapsed = version == 3 ? elapsed + parser.intervalMicros() : parser.intervalMicros();
    event(elapsed, parser.code(), parser.dataCopy(), number);
    return 0;
  }

  /// What is behind the last line feed.
  private static byte[] rest(SegmentSource source, long offset) throws IOException {
    var bytes = new byte[(int) Math.min(source.size() - offset, LineInput.LINE_MAX_BYTES)];
    int filled = 0;
    while (filled < bytes.length) {
      int read = source.read(offset + filled, bytes, filled, bytes.length - filled);
      if (read <= 0) {
        return Arrays.copyOf(bytes, filled);
      }
      filled += read;
    }
    return bytes;
  }

  private static boolean isNoEvent(byte[] bytes, int from, int end) {
    if (from < end && bytes[from] == '#') {
      return true;
    }
    for (int i = from; i < end; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  /// The data of the event in the current line.
  private static byte[] data(EventLine parser, LineInput lines, long number)
      throws NotACastException, IOException {
    var result = parser.parse(lines.buffer(), lines.from(), lines.end(), null);
    if (result == EventLine.Result.NEEDS_EXACT) {
      int length = lines.end() - lines.from();
      byte[] exact = null;
      if (lines.join()) {
        int split = lines.from() + length;
        exact = EventLine.parseExact(lines.buffer(), split, lines.end());
        if (exact == null) {
          lines.splitAt(split);
        }
      }
      int end = lines.from() + length;
      if (exact == null) {
        // Another program's way to write a replacement character.
        return replaced(parser, lines.buffer(), lines.from(), end, number);
      }
      result = parser.parse(lines.buffer(), lines.from(), end, exact);
    }
    if (result != EventLine.Result.EVENT) {
      throw new NotACastException("line " + number + " is no event: " + parser.problem());
    }
    return parser.dataCopy();
  }

  private static byte[] replaced(EventLine parser, byte[] bytes, int from, int end, long number)
      throws NotACastException {
    try {
      if (Json.parse(Arrays.copyOfRange(bytes, from, end)) instanceof JsonArray(var parts)
          && parts.size() == 3
          && parts.get(2) instanceof JsonString(String text)) {
        return text.getBytes(StandardCharsets.UTF_8);
      }
    } catch (JsonException e) {
      throw new NotACastException("line " + number + " is no event: " + e.getMessage());
    }
    throw new NotACastException("line " + number + " is no event: " + parser.problem());
  }

  private void event(long elapsed, char code, byte[] data, long number) throws IOException {
    Payload payload;
    try {
      payload = payload(code, data);
    } catch (JsonException | NumberFormatException e) {
      throw new NotACastException(
          "the data in line " + number + " does not fit its code: " + e.getMessage());
    }
    event(elapsed, payload, number);
  }

  private static Payload payload(char code, byte[] data) {
    var payload = Payload.of(code, data);
    if (payload instanceof Resize(int cols, int rows)
        && (cols < 1 || cols > COLS_ROWS_MAX || rows < 1 || rows > COLS_ROWS_MAX)) {
      throw new NumberFormatException("expected sizes from 1 to " + COLS_ROWS_MAX);
    }
    return payload;
  }

  private void event(long elapsed, Payload payload, long number) throws IOException {
    if (elapsed < 0 || elapsed > DURATION_MAX_MICROS) {
      throw new NotACastException("the time in line " + number + " cannot be");
    }
    tape.at(elapsed);
    log.append(payload);
    if (payload instanceof Output(byte[] bytes)) {
      terminal.output(bytes, 0, bytes.length);
    } else if (payload instanceof Resize(int cols, int rows)) {
      terminal.resize(cols, rows);
    }
  }
}
