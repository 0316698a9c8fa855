package dev.session.json;

/// A text that is not JSON, with the place where that became clear.
public final class JsonSyntaxException extends JsonException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final int offset;

  JsonSyntaxException(String problem, int line, int column, int offset) {
    super("Invalid JSON at line " + line + ", column " + column + ": " + problem + ".");
    this.line = line;
    this.column = column;
    this.offset = offset;
  }

  /// Counted from 1.
  public int line() {
    return line;
  }

  /// Counted from 1, in UTF-16 units.
  public int column() {
    return column;
  }

  /// Counted from 0, in UTF-16 units of the text, or in bytes where the bytes are not UTF-8.
  public int offset() {
    return offset;
  }
}
