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
}
