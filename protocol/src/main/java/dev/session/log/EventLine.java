package dev.session.log;

import dev.session.json.Json;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import dev.session.log.LogEvent.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Parses event lines, `[seconds, "code", "data"]`, without making strings; the counterpart of
/// [EventEncoder]. It takes any JSON spelling of a line, not only the writer's.
final class EventLine {

  /// What became of a line.
  enum Result {
    EVENT,
    /// Not an event line; see [EventLine#problem()].
    BAD,
    /// The line's data has replacements: the next line must tell the bytes. Nothing is decoded.
    NEEDS_EXACT
  }

  /// Seconds beyond this are not a time between two events (30,000 years).
  private static final long SECONDS_MAX = 1L << 40;

  private static final int MICRO_DIGITS = 6;
  private static final int REPLACEMENT = 0xfffd;

  private byte[] line = new byte[0];
  private int at;
  private int end;

  private long intervalMicros;
  private char code;
  private byte[] data = new byte[256];
  private int dataLength;
  private String problem = "";

  /// The bytes for the replacements in the line being parsed, or null while they are not known.
  private byte @Nullable [] exact;

  private int exactUsed;

  /// Parses a line; after [Result#NEEDS_EXACT], again with the bytes from [#parseExact].
  Result parse(byte[] bytes, int from, int lineEnd, byte @Nullable [] exactBytes) {
    line = bytes;
    at = from;
    end = lineEnd;
    exact = exactBytes;
    exactUsed = 0;
    if (!skip('[')) {
      return bad("expected '['");
    }
    if (!interval()) {
      return bad("expected an interval in seconds");
    }
    if (!skip(',') || !skip('"') || end - at < 2 || line[at] < ' ' || line[at + 1] != '"') {
      return bad("expected a code of one letter");
    }
    code = (char) line[at];
    at += 2;
    if (!skip(',') || !skip('"')) {
      return bad("expected the event's data as a string");
    }
    var result = string();
    if (result != Result.EVENT) {
      return result;
    }
    if (!skip(']')) {
      return bad("expected ']'");
    }
    skipWhitespace();
    if (at != end) {
      return bad("expected the end of the line");
    }
    if (exact != null && exactUsed != exact.length) {
      return bad("the exact bytes after the line are not as many as its replacements");
    }
    return Result.EVENT;
  }

  long intervalMicros() {
    return intervalMicros;
  }

  char code() {
    return code;
  }

  /// The data's bytes are the first [#dataLength] of this; valid until the next line is parsed.
  byte[] data() {
    return data;
  }

  int dataLength() {
    return dataLength;
  }

  String dataText() {
    return new String(data, 0, dataLength, StandardCharsets.UTF_8);
  }

  byte[] dataCopy() {
    return Arrays.copyOf(data, dataLength);
  }

  /// What is wrong with a bad line.
  String problem() {
    return problem;
  }

  private Result bad(String what) {
    problem = what;
    return Result.BAD;
  }

  private boolean skip(char c) {
    skipWhitespace();
    if (at < end && line[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipWhitespace() {
    while (at < end
        && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r' || line[at] == '\n')) {
      at++;
    }
  }

  private boolean interval() {
    skipWhitespace();
    int start = at;
    long seconds = 0;
    while (isDigit()) {
      seconds = seconds * 10 + line[at++] - '0';
      if (seconds > SECONDS_MAX) {
        return false;
      }
    }
    if (at == start) {
      return false;
    }
    long micros = 0;
    if (at < end && line[at] == '.') {
      at++;
      int digits = 0;
      for (; isDigit(); at++) {
        if (digits < MICRO_DIGITS) {
          micros = micros * 10 + line[at] - '0';
          digits++;
        }
      }
      for (; digits < MICRO_DIGITS; digits++) {
        micros *= 10;
      }
    }
    if (at < end && (line[at] == 'e' || line[at] == 'E')) {
      return intervalWithExponent(start);
    }
    intervalMicros = seconds * 1_000_000 + micros;
    return true;
  }

  /// Some writers print tiny intervals as `1e-06`; ours does not.
  private boolean intervalWithExponent(int start) {
    while (at < end && line[at] != ',') {
      at++;
    }
    try {
      var text = new String(line, start, at - start, StandardCharsets.US_ASCII);
      double seconds = Double.parseDouble(text);
      intervalMicros = (long) (seconds * 1e6);
      return seconds <= SECONDS_MAX;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private boolean isDigit() {
    return at < end && line[at] >= '0' && line[at] <= '9';
  }

  /// The hot loop. Decoded data is never longer than the line.
  private Result string() {
    if (data.length < end - at) {
      data = new byte[Math.max(end - at, data.length * 2)];
    }
    byte[] source = line;
    byte[] target = data;
    int to = 0;
    int from = at;
    while (from < end) {
      byte b = source[from];
      if (b == '"') {
        at = from + 1;
        dataLength = to;
        return Result.EVENT;
      }
      if (b >= ' ' && b != '\\') {
        target[to++] = b;
        from++;
      } else if (b < 0) {
        int length = Utf8.lengthAt(source, from, end);
        if (length <= 0) {
          return bad("the data is not UTF-8");
        }
        for (int i = 0; i < length; i++) {
          target[to++] = source[from++];
        }
      } else if (b == '\\') {
        at = from + 1;
        int codePoint = escape();
        if (codePoint < 0) {
          return bad("a wrong escape in the data");
        }
        from = at;
        if (codePoint == REPLACEMENT && (code == 'o' || code == 'i')) {
          if (exact == null) {
            return Result.NEEDS_EXACT;
          }
          if (exactUsed == exact.length) {
            return bad("the exact bytes after the line are fewer than its replacements");
          }
          target[to++] = exact[exactUsed++];
        } else {
          to = Utf8.encode(codePoint, target, to);
        }
      } else {
        return bad("a control character in the data");
      }
    }
    return bad("the data has no end");
  }

  /// The code point that an escape stands for, or -1, also for a lone surrogate, which UTF-8 cannot
  /// hold.
  private int escape() {
    if (at == end) {
      return -1;
    }
    return switch (line[at++]) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicodeEscape();
      default -> -1;
    };
  }

  private int unicodeEscape() {
    int unit = hexUnit(at);
    if (unit < 0) {
      return -1;
    }
    at += 4;
    if (!Character.isSurrogate((char) unit)) {
      return unit;
    }
    if (Character.isHighSurrogate((char) unit)
        && end - at >= 6
        && line[at] == '\\'
        && line[at + 1] == 'u') {
      int low = hexUnit(at + 2);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        at += 6;
        return Character.toCodePoint((char) unit, (char) low);
      }
    }
    return -1;
  }

  private int hexUnit(int from) {
    if (end - from < 4) {
      return -1;
    }
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(line[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /// The exact bytes that a line holds, or null if it is not the extension that holds some.
  static byte @Nullable [] parseExact(byte[] bytes, int from, int lineEnd) {
    var line = new EventLine();
    if (line.parse(bytes, from, lineEnd, null) != Result.EVENT || line.code != 'E') {
      return null;
    }
    try {
      Json json = Json.parse(line.dataCopy());
      return json instanceof JsonObject object
              && object.get("type") instanceof JsonString(String type)
              && type.equals(LogEvent.EXACT_TYPE)
              && object.get("bytes") instanceof JsonString(String base64)
          ? Base64.getDecoder().decode(base64)
          : null;
    } catch (JsonException | IllegalArgumentException _) {
      return null;
    }
  }

  /// Whether data of this event's code has a form of its own.
  boolean hasForm() {
    return code == 'r' || code == 'x' || code == 'E';
  }

  /// What the event says, as an object of its own.
  ///
  /// @throws JsonException or NumberFormatException if the data does not have the form of its code
  Payload payload() {
    return Payload.of(code, dataCopy());
  }
}
