package dev.session.error;

import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// A failure that its caller is told about: the code, a sentence that says what was wrong and what
/// to do, and details for machines. It crosses the socket whole and ends in the output envelope.
public final class SessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient JsonObject details;

  public SessionException(ErrorCode code, String message) {
    this(code, message, JsonObject.EMPTY, null);
  }

  public SessionException(ErrorCode code, String message, JsonObject details) {
    this(code, message, details, null);
  }

  public SessionException(
      ErrorCode code, String message, JsonObject details, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.details = details;
  }

  public ErrorCode code() {
    return code;
  }

  public JsonObject details() {
    return details;
  }

  /// The sentence; never null.
  public String sentence() {
    var message = getMessage();
    return message == null ? code.name() : message;
  }
}
