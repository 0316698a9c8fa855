package dev.session.json;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A strict parser of RFC 8259: no comments, no trailing commas, no byte order mark, no unescaped
/// control characters. Beyond the RFC it refuses an object that names a member twice, because
/// readers disagree about what that means, and nesting deeper than [#NESTING_MAX_LEVELS], because a
/// recursive reader would otherwise run out of stack.
final class JsonParser {

  static final int NESTING_MAX_LEVELS = 256;

  private final String text;
  private int position;
  private int level;

  // Where each member and element stands, by its path; null where nobody asks.
  private @Nullable Map<String, Integer> places;
  private String path = "";

  JsonParser(String text) {
    this.text = text;
  }

  /// The line, counted from 1, of what has this path ([JsonFieldException#path]) in a text that is
  /// JSON; 1 where there is no such thing.
  static int line(String text, String path) {
    var parser = new JsonParser(text);
    parser.places = new HashMap<>();
    var _ = parser.parse();
    parser.position = parser.places.getOrDefault(path, 0);
    return parser.line();
  }

  /// The text of some bytes, which must be UTF-8.
  static String decode(byte[] utf8) {
    if (isAscii(utf8)) {
      return new String(
          utf8, StandardCharsets.ISO_8859_1); // the decoder takes three times the room
    }
    var bytes = ByteBuffer.wrap(utf8);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException _) {
      // The decoder leaves the position at the first byte that it did not understand.
      int line = 1;
      int lineStart = 0;
      for (int i = 0; i < bytes.position(); i++) {
        if (utf8[i] == '\n') {
          line++;
          lineStart = i + 1;
        }
      }
      throw new JsonSyntaxException(
          "the bytes are not UTF-8", line, bytes.position() - lineStart + 1, bytes.position());
    }
  }

  private static boolean isAscii(byte[] bytes) {
    for (var b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  Json parse() {
    skipWhitespace();
    Json value = value();
    skipWhitespace();
    if (position < text.length()) {
      throw error("expected the end of the text, found " + found());
    }
    return value;
  }

  private Json value() {
    if (position == text.length()) {
      throw error("expected a value, found the end of the text");
    }
    return switch (text.charAt(position)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new JsonString(string());
      case 't' -> literal("true", JsonBoolean.TRUE);
      case 'f' -> literal("false", JsonBoolean.FALSE);
      case 'n' -> literal("null", JsonNull.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw error("expected a value, found " + found());
    };
  }

  private Json literal(String name, Json value) {
    if (!text.startsWith(name, position)) {
      throw error("expected a value, found an unknown word");
    }
    position += name.length();
    return value;
  }

  private JsonObject object() {
    enter();
    var members = new LinkedHashMap<String, Json>();
    if (!skipIf('}')) {
      do {
        skipWhitespace();
        int nameAt = position;
        if (position == text.length() || text.charAt(position) != '"') {
          throw error("expected a member's name in quotes, found " + found());
        }
        String name = string();
        skipWhitespace();
        if (!skipIf(':')) {
          throw error("expected ':', found " + found());
        }
        skipWhitespace();
        if (members.putIfAbsent(name, member(name, nameAt)) != null) {
          position = nameAt;
          throw error("the member \"" + name + "\" is there twice");
        }
        skipWhitespace();
      } while (skipIf(','));
      if (!skipIf('}')) {
        throw error("expected ',' or '}', found " + found());
      }
    }
    level--;
    return members.isEmpty() ? JsonObject.EMPTY : new JsonObject(members);
  }

  private JsonArray array() {
    enter();
    var values = new ArrayList<Json>();
    if (!skipIf(']')) {
      do {
        skipWhitespace();
        values.add(element(values.size()));
        skipWhitespace();
      } while (skipIf(','));
      if (!skipIf(']')) {
        throw error("expected ',' or ']', found " + found());
      }
    }
    level--;
    return values.isEmpty() ? JsonArray.EMPTY : new JsonArray(values);
  }

  private Json member(String name, int nameAt) {
    return places == null ? value() : placed(path.isEmpty() ? name : path + "." + name, nameAt);
  }

  private Json element(int index) {
    return places == null ? value() : placed(path + "[" + index + "]", position);
  }

  private Json placed(String inner, int place) {
    requireNonNull(places).put(inner, place);
    var outer = path;
    path = inner;
    var value = value();
    path = outer;
    return value;
  }

  /// Goes past an opening bracket and the white space behind it.
  private void enter() {
    if (++level > NESTING_MAX_LEVELS) {
      throw error("nested deeper than " + NESTING_MAX_LEVELS + " levels");
    }
    position++;
    skipWhitespace();
  }

  private String string() {
    int from = ++position;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '"') {
        return text.substring(from, position++);
      }
      if (c == '\\') {
        return stringWithEscapes(from);
      }
      requireNoControl(c);
      position++;
    }
    throw error("the string has no end");
  }

  private String stringWithEscapes(int from) {
    var string = new StringBuilder(position - from + 16).append(text, from, position);
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '"') {
        position++;
        return string.toString();
      }
      if (c == '\\') {
        string.append(escape());
      } else {
        requireNoControl(c);
        string.append(c);
        position++;
      }
    }
    throw error("the string has no end");
  }

  private void requireNoControl(char c) {
    if (c < ' ') {
      throw error("a control character in a string must be escaped, found " + found());
    }
  }

  private char escape() {
    if (position + 1 == text.length()) {
      throw error("the string has no end");
    }
    char c = text.charAt(position + 1);
    if (c == 'u') {
      return hexEscape();
    }
    char escaped =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> throw error("unknown escape in a string");
        };
    position += 2;
    return escaped;
  }

  private char hexEscape() {
    int end = position + 6;
    int unit = 0;
    for (int i = position + 2; i < end; i++) {
      int digit = i < text.length() ? hexDigit(text.charAt(i)) : -1;
      if (digit < 0) {
        throw error("expected four hexadecimal digits after \\u");
      }
      unit = unit << 4 | digit;
    }
    position = end;
    return (char) unit;
  }

  /// ASCII digits only; [Character#digit] would take others.
  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' && c < 0x80 ? lower - 'a' + 10 : -1;
  }

  private JsonNumber number() {
    int from = position;
    skipIf('-');
    if (!skipIf('0')) {
      digits();
    } else if (isDigitHere()) {
      throw error("a number must not begin with 0");
    }
    if (skipIf('.')) {
      digits();
    }
    if (skipIf('e') || skipIf('E')) {
      if (!skipIf('+')) {
        skipIf('-');
      }
      digits();
    }
    return JsonNumber.ofParsed(text.substring(from, position));
  }

  private void digits() {
    if (!isDigitHere()) {
      throw error("expected a digit, found " + found());
    }
    while (isDigitHere()) {
      position++;
    }
  }

  private boolean isDigitHere() {
    return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
  }

  private boolean skipIf(char c) {
    if (position < text.length() && text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  private void skipWhitespace() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      position++;
    }
  }

  private String found() {
    if (position == text.length()) {
      return "the end of the text";
    }
    int c = text.codePointAt(position);
    if (c > ' ' && c < 0x7f) {
      return "'" + (char) c + "'";
    }
    String hex = Integer.toHexString(c);
    return "the character U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
  }

  private JsonSyntaxException error(String problem) {
    int column = position - text.lastIndexOf('\n', position - 1);
    return new JsonSyntaxException(problem, line(), column, position);
  }

  private int line() {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }
}
