package dev.session.host.api;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import java.io.IOException;
import java.util.function.Function;

/// The body of a request: one JSON object with the members of its record and no others.
final class RequestBody {
  private RequestBody() {}

  /// The request that the body of `http` spells; no body is an empty object.
  ///
  /// @throws SessionException PROTOCOL_ERROR where it spells none
  static <T extends Message> T read(ServerHttpRequest<?> http, Function<JsonFields, T> type) {
    try {
      var body = bytes(http);
      var json = body.length == 0 ? JsonObject.EMPTY : JsonObject.parse(body);
      var fields = json.fields("");
      var request = type.apply(fields);
      fields.end();
      return request;
    } catch (JsonException e) {
      throw new SessionException(
          ErrorCode.PROTOCOL_ERROR,
          "The request's body is not what this host understands: " + e.getMessage(),
          JsonObject.builder().put("issue", e.getMessage()).build(),
          e);
    }
  }

  // Read as a stream, on a thread that may wait: Micronaut joins the parts of a body by copying
  // what
  // it has once more for every few of them, which takes 20 s of the event loop for 64 MiB.
  private static byte[] bytes(ServerHttpRequest<?> http) {
    try (var in = http.byteBody().toInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      if (e.getCause() instanceof ContentLengthExceededException tooLong) {
        throw tooLong; // which is told as 413
      }
      throw new SessionException(
          ErrorCode.PROTOCOL_ERROR,
          "The request's body did not arrive whole; send it again.",
          JsonObject.EMPTY,
          e);
    }
  }
}
