package dev.session.json;

import java.io.IOException;
import java.io.OutputStream;

/// One JSON value. Immutable; equal when it means the same text, the order of an object's members
/// aside.
public sealed interface Json
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /// Parses exactly one value, white space around it allowed.
  ///
  /// @throws JsonSyntaxException if the text is anything else
  static Json parse(String text) {
    return new JsonParser(text).parse();
  }

  /// Parses exactly one value from UTF-8; bytes that are not UTF-8 are an error, not U+FFFD.
  ///
  /// @throws JsonSyntaxException if the bytes are anything else
  static Json parse(byte[] utf8) {
    return new JsonParser(JsonParser.decode(utf8)).parse();
  }

  /// The value on one line without white space, as `JSON.stringify(value)` prints it.
  default String compact() {
    return JsonPrinter.compact(this);
  }

  /// Writes [#compact] as UTF-8, in pieces: for values whose text is too large to have it whole.
  default void writeTo(OutputStream out) throws IOException {
    JsonPrinter.write(this, out);
  }

  /// The value over several lines, as `JSON.stringify(value, null, 2)` prints it.
  default String indented() {
    return JsonPrinter.indented(this);
  }

  /// What kind of value this is, for messages: "an object", "a string", …
  default String kind() {
    if (this instanceof JsonObject) {
      return "an object";
    }
    if (this instanceof JsonArray) {
      return "an array";
    }
    if (this instanceof JsonString) {
      return "a string";
    }
    if (this instanceof JsonNumber) {
      return "a number";
    }
    return this instanceof JsonBoolean ? "a boolean" : "null";
  }
}
