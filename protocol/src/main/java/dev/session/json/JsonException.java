package dev.session.json;

/// A text that is not what it should be: not JSON at all ([JsonSyntaxException]), or JSON of
/// another shape than the reader asked for ([JsonFieldException]). The message is a sentence for
/// the user.
public abstract sealed class JsonException extends RuntimeException
    permits JsonSyntaxException, JsonFieldException {

  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    super(message);
  }
}
