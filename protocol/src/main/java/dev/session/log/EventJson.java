package dev.session.log;

import dev.session.home.Timestamps;
import dev.session.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/// An event as a JSON object, for `log --events` and `poll`: `seq`, `time`, `type`, and what
/// belongs to the type.
///
/// | type | members |
/// |---|---|
/// | `output`, `input` | `data`; `base64` too where the bytes are not UTF-8 |
/// | `resize` | `cols`, `rows` |
/// | `mark` | `label` |
/// | `exit` | `status`: the exit code, or 128 + n for signal n |
/// | `exit-signal` | `signal`, `signalNumber`: how the exit after it came about |
/// | any other | the event is one of ours; its members |
///
/// `exact` events say once more, for players, what the `base64` of the event before them says.
public final class EventJson {
  private static final int MICROS_PER_MILLI = 1000;

  private EventJson() {}

  /// The reader's current event.
  public static JsonObject of(LogReader reader) {
    var json =
        JsonObject.builder()
            .put("seq", reader.sequence())
            .put(
                "time",
                Timestamps.iso(
                    Instant.ofEpochMilli(Math.floorDiv(reader.micros(), MICROS_PER_MILLI))));
    switch (reader.payload()) {
      case LogEvent.Output(byte[] bytes) -> bytes(json.put("type", "output"), bytes);
      case LogEvent.Input(byte[] bytes) -> bytes(json.put("type", "input"), bytes);
      case LogEvent.Resize(int cols, int rows) ->
          json.put("type", "resize").put("cols", cols).put("rows", rows);
      case LogEvent.Mark(String label) -> json.put("type", "mark").put("label", label);
      case LogEvent.Exit(int status) -> json.put("type", "exit").put("status", status);
      case LogEvent.Extension extension -> extension(json, extension);
      case LogEvent.Unknown(char code, String data) ->
          json.put("type", "unknown").put("code", String.valueOf(code)).put("data", data);
    }
    return json.build();
  }

  private static void bytes(JsonObject.Builder json, byte[] bytes) {
    try {
      json.put(
          "data", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      json.put("data", new String(bytes, StandardCharsets.UTF_8))
          .put("base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static void extension(JsonObject.Builder json, LogEvent.Extension extension) {
    json.put(
        "type", extension.type().equals(LogEvent.EXIT_TYPE) ? "exit-signal" : extension.type());
    extension
        .object()
        .members()
        .forEach(
            (name, value) -> {
              if (!name.equals("type") && !name.equals("seq") && !name.equals("time")) {
                json.put(name, value);
              }
            });
  }
}
