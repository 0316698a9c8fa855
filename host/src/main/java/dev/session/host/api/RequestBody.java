package dev.session.host.api;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import io.micronaut.http.HttpRequest;
import java.util.function.Function;

/// The body of a request: one JSON object with the members of its record and no others.
final class RequestBody {
  private static final byte[] NOTHING = new byte[0];

  private RequestBody() {}

  /// The request that the body of `http` spells; no body is an empty object.
  ///
  /// @throws SessionException PROTOCOL_ERROR where it spells none
  static <T extends Message> T read(HttpRequest<byte[]> http, Function<JsonFields, T> type) {
    try {
      var body = http.getBody().orElse(NOTHING);
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
}
