package dev.session.json;

/// A member that is missing, unknown or of the wrong type, with its path.
public final class JsonFieldException extends JsonException {

  private static final long serialVersionUID = 1L;

  private final String path;

  JsonFieldException(String path, String problem) {
    super(path.isEmpty() ? "JSON: " + problem + "." : "\"" + path + "\": " + problem + ".");
    this.path = path;
  }

  /// Where the member stands, as in `steps[2].text`; empty for the whole text.
  public String path() {
    return path;
  }

  /// The line, counted from 1, on which the member stands in the UTF-8 that was read; 1 for a
  /// member that is missing.
  public int line(byte[] utf8) {
    return JsonParser.line(JsonParser.decode(utf8), path);
  }
}
