package dev.session.log;

import dev.session.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Writes a log, or a part of it, as one file for other programs. The same log gives the same
/// bytes.
///
/// A part begins with a keyframe of any event, whose state becomes the first output; for the whole
/// log that is `Keyframes.before(log, 0)`, whose state is empty unless old segments were dropped.
public final class CastExport {

  private CastExport() {}

  /// What an export came to.
  ///
  /// @param startMicros the time from which the durations count
  /// @param durationMicros from there to the last event that was written
  /// @param lastSequence the number of the last event that was read; −1 where there was none
  /// @param damage why the log could not be read to the end; null if it was
  public record Result(
      Counts counts,
      long startMicros,
      long durationMicros,
      long lastSequence,
      @Nullable LogDamage damage) {}

  /// How many events of each kind were written. A keyframe at the beginning is an output.
  public record Counts(long outputs, long resizes, long marks, long others) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(char code) {
      return switch (code) {
        case 'o' -> new Counts(outputs + 1, resizes, marks, others);
        case 'r' -> new Counts(outputs, resizes + 1, marks, others);
        case 'm' -> new Counts(outputs, resizes, marks + 1, others);
        default -> new Counts(outputs, resizes, marks, others + 1);
      };
    }
  }

  /// As asciicast v3, with all events, also ours.
  ///
  /// @param endSequence the first event that is left out
  public static Result asciicastV3(Path log, Keyframe start, long endSequence, OutputStream target)
      throws IOException {
    try (var reader = LogReader.open(log, start.sequence())) {
      var header = reader.header();
      var out = new StreamBuffer(target);
      out.putUtf8(
          JsonObject.builder()
              .put("version", 3)
              .put(
                  "term",
                  JsonObject.builder()
                      .put("cols", start.cols())
                      .put("rows", start.rows())
                      .put("type", header.about().termType())
                      .build())
              .put("timestamp", Math.floorDiv(start.micros(), 1_000_000L))
              .put("title", header.about().title())
              .put("command", header.about().command())
              .put("session", JsonObject.builder().put("id", header.about().sessionId()).build())
              .build()
              .compact());
      out.put((byte) '\n');
      return events(reader, start, endSequence, new V3(out, start.micros()), out);
    }
  }

  /// As asciicast v2: output, resizes and marks, timed from the beginning of the part.
  ///
  /// @param endSequence the first event that is left out
  /// @param toolVersion the version of this program
  public static Result asciicastV2(
      Path log, Keyframe start, long endSequence, String toolVersion, OutputStream target)
      throws IOException {
    try (var reader = LogReader.open(log, start.sequence())) {
      var about = reader.header().about();
      var out = new StreamBuffer(target);
      out.putUtf8(
          JsonObject.builder()
              .put("version", 2)
              .put("width", start.cols())
              .put("height", start.rows())
              .put("timestamp", Math.floorDiv(start.micros(), 1_000_000L))
              .put("title", about.title() == null ? about.sessionId() : about.title())
              .put("sessionId", about.sessionId())
              .put("toolVersion", toolVersion)
              .put("env", JsonObject.builder().put("TERM", about.termType()).build())
              .build()
              .compact());
      out.put((byte) '\n');
      return events(reader, start, endSequence, new V2(out, start.micros()), out);
    }
  }

  /// Exactly the bytes that the child wrote.
  ///
  /// @param endSequence the first event that is left out
  public static Result raw(Path log, long fromSequence, long endSequence, OutputStream target)
      throws IOException {
    try (var reader = LogReader.open(log, fromSequence)) {
      var counts = Counts.NONE;
      long startMicros = reader.micros();
      while (reader.nextSequence() < endSequence && reader.next()) {
        if (reader.code() == 'o') {
          target.write(reader.data(), 0, reader.dataLength());
          counts = counts.plus('o');
        }
      }
      return new Result(
          counts,
          startMicros,
          reader.micros() - startMicros,
          reader.nextSequence() - 1,
          reader.damage());
    }
  }

  private static Result events(
      LogReader reader, Keyframe start, long endSequence, Lines lines, StreamBuffer out)
      throws IOException {
    var counts = Counts.NONE;
    if (start.bytes().length > 0) {
      lines.event('o', start.bytes(), start.bytes().length, lines.originMicros());
      counts = counts.plus('o');
    }
    long last = lines.originMicros();
    while (reader.nextSequence() < endSequence && reader.next()) {
      if (lines.event(reader.code(), reader.data(), reader.dataLength(), reader.micros())) {
        counts = counts.plus(reader.code());
        last = reader.micros();
      }
    }
    out.flush();
    return new Result(
        counts,
        lines.originMicros(),
        last - lines.originMicros(),
        reader.nextSequence() - 1,
        reader.damage());
  }

  /// How events become lines in a format.
  private sealed interface Lines {
    long originMicros();

    /// Writes an event unless the format leaves it out.
    boolean event(char code, byte[] data, int length, long micros) throws IOException;
  }

  private static final class V3 implements Lines {
    private final EventEncoder encoder;
    private final long originMicros;
    private long lastMicros;

    V3(LineBuffer out, long originMicros) {
      encoder = new EventEncoder(out);
      this.originMicros = originMicros;
      lastMicros = originMicros;
    }

    @Override
    public long originMicros() {
      return originMicros;
    }

    @Override
    public boolean event(char code, byte[] data, int length, long micros) throws IOException {
      encoder.bytes(micros - lastMicros, code, data, 0, length, true);
      lastMicros = micros;
      return true;
    }
  }

  private static final class V2 implements Lines {
    private final EventEncoder encoder;
    private final long originMicros;

    V2(LineBuffer out, long originMicros) {
      encoder = new EventEncoder(out);
      this.originMicros = originMicros;
    }

    @Override
    public long originMicros() {
      return originMicros;
    }

    @Override
    public boolean event(char code, byte[] data, int length, long micros) throws IOException {
      if (code != 'o' && code != 'r' && code != 'm') {
        return false;
      }
      encoder.bytes(micros - originMicros, code, data, 0, length, true);
      return true;
    }
  }

  private static final class StreamBuffer extends LineBuffer {
    private final OutputStream target;

    StreamBuffer(OutputStream target) {
      this.target = target;
    }

    @Override
    void write(byte[] bytes, int count) throws IOException {
      target.write(bytes, 0, count);
    }
  }
}
