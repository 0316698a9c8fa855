package dev.session.json;

/// Prints values as JavaScript's `JSON.stringify` does: short escapes where JSON has them, four
/// hexadecimal digits for other control characters and for lone surrogates, everything else as it
/// is.
final class JsonPrinter {

  private static final String INDENT = "  ";
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private JsonPrinter(boolean indented) {
    this.indented = indented;
  }

  static String compact(Json value) {
    return new JsonPrinter(false).print(value);
  }

  static String indented(Json value) {
    return new JsonPrinter(true).print(value);
  }

  private String print(Json value) {
    value(value, 0);
    return out.toString();
  }

  /// A chain of tests and not a `switch` over types, whose first use in a process is slow.
  private void value(Json value, int depth) {
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

  private void object(JsonObject object, int depth) {
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

  private void array(JsonArray array, int depth) {
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

  private void string(String string) {
    out.append('"');
    int plainFrom = 0;
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !isLoneSurrogate(string, i)) {
        continue;
      }
      out.append(string, plainFrom, i);
      plainFrom = i + 1;
      escape(c);
    }
    out.append(string, plainFrom, string.length()).append('"');
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
