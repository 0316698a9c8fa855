package dev.session.message;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;

/// A failure as it crosses the socket and as it stands in the output envelope.
public record ErrorResult(ErrorCode code, String message, JsonObject details) implements Message {

  public static ErrorResult of(SessionException failure) {
    return new ErrorResult(failure.code(), failure.sentence(), failure.details());
  }

  /// The `error` member of an envelope.
  public JsonObject error() {
    return JsonObject.builder()
        .put("code", code.name())
        .put("message", message)
        .put("retryable", code.retryable())
        .put("details", details)
        .build();
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("error", error()).build();
  }

  /// The failure that a host's answer tells of; an answer that tells of none is itself one.
  public static SessionException read(byte[] body) {
    try {
      var error = JsonObject.parse(body).fields("").fields("error");
      return new SessionException(
          code(error.string("code")), error.string("message"), error.object("details"));
    } catch (JsonException e) {
      return new SessionException(
          ErrorCode.PROTOCOL_ERROR,
          "The host's answer cannot be understood: " + e.getMessage(),
          JsonObject.EMPTY,
          e);
    }
  }

  private static ErrorCode code(String name) {
    for (var code : ErrorCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return ErrorCode.PROTOCOL_ERROR; // of a newer host
  }
}
