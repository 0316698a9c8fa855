package dev.session.log;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads an asciicast recording of any origin, version 2 or 3, event by event. Recordings of ours
/// give the exact bytes that were printed; in others, what was not UTF-8 is lost.
///
/// Unlike a log, a recording that breaks off is read as far as it goes: a last line without a
/// newline counts if it is whole.
public final class CastReader {
  private static final int VERSION_2 = 2;
  private static final int VERSION_3 = 3;

  private final LineInput input;
  private final EventLine event = new EventLine();
  private final int cols;
  private final int rows;
  private long line = 1;
  private byte[] data = new byte[0];
  private int dataLength;

  /// Reads the header.
  ///
  /// @throws IOException if there is none of these versions, or it cannot be read
  public CastReader(InputStream stream) throws IOException {
    input = new LineInput(new Sequential(stream), 0);
    if (!input.next()) {
      throw new IOException("it is empty");
    }
    try {
      var header = JsonObject.parse(input.copyLine()).fields("");
      var size =
          switch (header.integer("version")) {
            case VERSION_2 -> size(header, "width", "height");
            case VERSION_3 -> size(header.fields("term"), "cols", "rows");
            default -> throw header.invalid("version", "expected 2 or 3");
          };
      cols = size[0];
      rows = size[1];
    } catch (JsonException e) {
      throw new IOException("its first line is no asciicast header: " + e.getMessage(), e);
    }
  }

  private static int[] size(JsonFields fields, String cols, String rows) {
    return new int[] {fields.integer(cols), fields.integer(rows)};
  }

  /// The terminal's size at the beginning, as the recording tells it.
  public int cols() {
    return cols;
  }

  public int rows() {
    return rows;
  }

  /// Moves to the next event; false at the end.
  ///
  /// @throws IOException if a line is no event, or cannot be read
  public boolean next() throws IOException {
    while (input.next()) {
      line++;
      byte first = input.buffer()[input.from()];
      if (first != '#' && first != '\n' && first != '\r') {
        parse();
        return true;
      }
    }
    return false;
  }

  private void parse() throws IOException {
    var result = event.parse(input.buffer(), input.from(), input.end(), null);
    if (result == EventLine.Result.NEEDS_EXACT) {
      result = parseWithExactBytes();
    }
    if (result == EventLine.Result.BAD) {
      throw new IOException("line " + line + " is no event: " + event.problem());
    }
    if (result == EventLine.Result.EVENT) {
      data = event.data();
      dataLength = event.dataLength();
    }
  }

  /// Of an event with escaped replacement characters: in our recordings the line after it tells
  /// what they replace, in others they are just that.
  private EventLine.Result parseWithExactBytes() throws IOException {
    int length = input.end() - input.from();
    if (input.join()) {
      int split = input.from() + length;
      byte[] exact = EventLine.parseExact(input.buffer(), split, input.end());
      input.splitAt(split);
      if (exact != null) {
        return event.parse(input.buffer(), input.from(), split, exact);
      }
    }
    try {
      var json = Json.parse(input.copyLine());
      if (json instanceof JsonArray(var values)
          && values.size() > 2
          && values.get(2) instanceof JsonString(String text)) {
        data = text.getBytes(StandardCharsets.UTF_8);
        dataLength = data.length;
      }
      return EventLine.Result.NEEDS_EXACT;
    } catch (JsonException e) {
      throw new IOException("line " + line + " is no event: " + e.getMessage(), e);
    }
  }

  /// The current event's letter.
  public char code() {
    return event.code();
  }

  /// The current event's data: the first [#dataLength] bytes, until the next call of [#next].
  public byte[] data() {
    return data;
  }

  public int dataLength() {
    return dataLength;
  }

  /// The size that the current event, an `r`, tells.
  ///
  /// @throws IOException if it tells none
  public LogEvent.Resize resize() throws IOException {
    try {
      return LogEvent.Resize.parse(new String(data, 0, dataLength, StandardCharsets.UTF_8));
    } catch (NumberFormatException e) {
      throw new IOException("line " + line + " is no size: " + e.getMessage(), e);
    }
  }

  /// A stream as the lines' source, which ends with a newline whatever it really ends with.
  private static final class Sequential implements SegmentSource {
    private final InputStream stream;
    private boolean lineOpen;

    Sequential(InputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read(long offset, byte[] target, int from, int count) throws IOException {
      int read = stream.read(target, from, count);
      if (read > 0) {
        lineOpen = target[from + read - 1] != '\n';
      } else if (lineOpen && count > 0) {
        lineOpen = false;
        target[from] = '\n';
        return 1;
      }
      return read;
    }

    @Override
    public long size() {
      throw new UnsupportedOperationException("a stream tells its size at its end");
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
