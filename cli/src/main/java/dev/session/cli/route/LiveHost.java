package dev.session.cli.route;

import dev.session.cli.host.HostAnswer;
import dev.session.cli.host.HostConnection;
import dev.session.cli.host.HostStream;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.message.ErrorResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A host to ask: what it answers is a result or the failure it tells of.
public final class LiveHost implements AutoCloseable {
  private static final int STATUS_OK = 200;

  private final HostConnection connection;

  /// How much later than it is due the answer to a wait is given up.
  private static final long MARGIN_MILLIS = 10_000;

  /// For how long the connection is kept for a wait of so long; 0 waits for ever.
  public static long waitMillis(long timeoutMillis) {
    return timeoutMillis == 0 ? 0 : timeoutMillis + MARGIN_MILLIS;
  }

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

  /// The answer to a GET, read while the host still writes it, for as long as it takes. Nothing
  /// else can be asked meanwhile; [#another] can.
  ///
  /// @param timeoutMillis for the head of the answer
  /// @throws SessionException what the host refused or why it could not be asked
  public HostStream stream(String target, long timeoutMillis) {
    var stream = connection.stream("GET", target, null, timeoutMillis);
    if (stream.status() == STATUS_OK) {
      return stream;
    }
    var body = new ByteArrayOutputStream();
    for (var bytes = stream.read(); bytes != null; bytes = stream.read()) {
      body.writeBytes(bytes);
    }
    throw ErrorResult.read(body.toByteArray());
  }

  /// Another connection to the same host.
  public LiveHost another() {
    return new LiveHost(connection.another());
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
