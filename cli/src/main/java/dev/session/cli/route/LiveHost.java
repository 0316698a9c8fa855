package dev.session.cli.route;

import dev.session.cli.host.HostAnswer;
import dev.session.cli.host.HostConnection;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.message.ErrorResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A host to ask: what it answers is a result or the failure it tells of.
public final class LiveHost implements AutoCloseable {
  private final HostConnection connection;

  public LiveHost(HostConnection connection) {
    this.connection = connection;
  }

  /// The result of a GET.
  ///
  /// @param timeoutMillis 0 to wait as long as it takes
  /// @throws SessionException what the host refused or why it could not be asked
  public JsonObject get(String target, long timeoutMillis) {
    return result(connection.exchange("GET", target, null, timeoutMillis));
  }

  /// The result of a POST.
  ///
  /// @param timeoutMillis 0 to wait as long as it takes
  /// @throws SessionException what the host refused or why it could not be asked
  public JsonObject post(String target, @Nullable JsonObject body, long timeoutMillis) {
    return result(
        connection.exchange("POST", target, body == null ? JsonObject.EMPTY : body, timeoutMillis));
  }

  private static JsonObject result(HostAnswer answer) {
    if (!answer.ok()) {
      throw ErrorResult.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }
    try {
      return JsonObject.parse(answer.body());
    } catch (JsonException e) {
      throw new SessionException(
          ErrorCode.PROTOCOL_ERROR,
          "The host's answer cannot be understood: " + e.getMessage(),
          JsonObject.EMPTY,
          e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
