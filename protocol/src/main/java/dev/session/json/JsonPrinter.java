package dev.session.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Prints values as JavaScript's `JSON.stringify` does: short escapes where JSON has them, four
/// hexadecimal digits for other control characters and for lone surrogates, everything else as it
/// is. Beyond that, digits too for what could steer or deceive a terminal that JSON is printed to:
/// DEL, the C1 controls, line separators and changes of the writing direction.
final class JsonPrinter {

  private static final String INDENT = "  ";
  private static final String HEX = "0123456789abcdef";

  /// How much text is collected before it is passed on.
  private static final int PIECE_CHARS = 64 << 10;

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  /// Where pieces of the text go; null where it is wanted whole.
  private final @Nullable OutputStream stream;

  private JsonPrinter(boolean indented, @Nullable OutputStream stream) {
    this.indented = indented;
    this.stream = stream;
  }

  static String compact(Json value) {
    return print(value, false);
  }

  static String indented(Json value) {
    return print(value, true);
  }

  private static String print(Json value, boolean indented) {
    var printer = new JsonPrinter(indented, null);
    try {
      printer.value(value, 0);
    } catch (IOException nothingIsWritten) {
      throw new AssertionError(nothingIsWritten);
    }
    return printer.out.toString();
  }

  /// Writes `value` as UTF-8 without ever having all of its text, which may be six times as long as
  /// its strings.
  static void write(Json value, OutputStream to) throws IOException {
    var printer = new JsonPrinter(false, to);
    printer.value(value, 0);
    printer.passOn(to);
  }

  // Never between the halves of a surrogate pair: runs of plain characters are appended whole.
  private void passOn(OutputStream to) throws IOException {
    to.write(out.toString().getBytes(StandardCharsets.UTF_8));
    out.setLength(0);
  }

  /// A chain of tests and not a `switch` over types, whose first use in a process is slow.
  private void value(Json value, int depth) throws IOException {
    if (value instanceof JsonString string) {
      string(string.value());
    } else if (value instanceof JsonObject object) {
      object(object, depth);
    } else if (value instanceof JsonArray array) {
      array(array, depth);
    } else {
      out.append(value); // a number, a boolean or null
    }
  }

  private void object(JsonObject object, int depth) throws IOException {
    out.append('{');
    boolean first = true;
    for (var member : object.members().entrySet()) {
      beforeElement(first, depth + 1);
      first = false;
      string(member.getKey());
      out.append(indented ? ": " : ":");
      value(member.getValue(), depth + 1);
    }
    if (!first) {
      lineBreak(depth);
    }
    out.append('}');
  }

  private void array(JsonArray array, int depth) throws IOException {
    out.append('[');
    boolean first = true;
    for (var value : array.values()) {
      beforeElement(first, depth + 1);
      first = false;
      value(value, depth + 1);
    }
    if (!first) {
      lineBreak(depth);
    }
    out.append(']');
  }

  private void beforeElement(boolean first, int depth) {
    if (!first) {
      out.append(',');
    }
    lineBreak(depth);
  }

  private void lineBreak(int depth) {
    if (indented) {
      out.append('\n').repeat(INDENT, depth);
    }
  }

  private void string(String string) throws IOException {
    out.append('"');
    int plainFrom = 0;
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c < 0x7f ? c >= ' ' && c != '"' && c != '\\' : isPlain(string, i)) {
        continue;
      }
      out.append(string, plainFrom, i);
      plainFrom = i + 1;
      escape(c);
      if (stream != null && out.length() > PIECE_CHARS) {
        passOn(stream);
      }
    }
    out.append(string, plainFrom, string.length()).append('"');
  }

  private static boolean isPlain(String string, int i) {
    char c = string.charAt(i);
    return c > 0x9f
        && (c < '\u2028' || c > '\u202e')
        && (c < '\u2066' || c > '\u2069')
        && !isLoneSurrogate(string, i);
  }

  private static boolean isLoneSurrogate(String string, int i) {
    char c = string.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == string.length() || !Character.isLowSurrogate(string.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(string.charAt(i - 1)));
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 0xf));
        }
      }
    }
  }
}
