package dev.session.cli.host;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.HostRecord;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection to a host, for one request at a time.
///
/// Failures are told apart by what they mean to a caller: HOST_UNREACHABLE, the request had no
/// effect, because no host was there; RPC_ERROR, the host went away while it was at work, so the
/// effect is unknown; HOST_TIMEOUT, it did not answer in time; PROTOCOL_ERROR, what it said is not
/// HTTP. After any of them the connection is closed.
public final class HostConnection implements AutoCloseable {
  private final Path socket;
  private final SocketChannel channel;
  private final ByteSource source;
  private @Nullable HostResponse unread;

  private HostConnection(Path socket, SocketChannel channel) {
    this.socket = socket;
    this.channel = channel;
    this.source = new ByteSource(channel);
  }

  /// Connects to the host that listens on `socket`.
  ///
  /// @throws SessionException HOST_UNREACHABLE if none does
  public static HostConnection open(Path socket) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new HostConnection(socket, channel);
    } catch (IOException e) {
      var failure = unreachable(socket, "connect", e);
      closeQuietly(channel, failure);
      throw failure;
    }
  }

  /// Sends a request and reads the head of the answer, however long the host takes if
  /// `timeoutMillis` is 0. The answer's body must be read to its end before the next request.
  ///
  /// @param target path and query, already encoded
  public HostResponse send(
      String method, String target, @Nullable JsonObject body, long timeoutMillis) {
    if (unread != null && !unread.atEnd()) {
      throw new IllegalStateException("the answer to the last request was not read to its end");
    }
    var call = method + " " + target;
    try (var deadline = Deadline.in(timeoutMillis, this::close)) {
      try {
        write(call, body);
        unread = HostResponse.read(source, method, e -> failed(call, e, timeoutMillis, null));
        return unread;
      } catch (IOException e) {
        throw failed(call, e, timeoutMillis, deadline);
      }
    }
  }

  private void write(String call, @Nullable JsonObject body) throws IOException {
    var content = body == null ? new byte[0] : body.compact().getBytes(StandardCharsets.UTF_8);
    var head =
        new StringBuilder(call)
            .append(" HTTP/1.1\r\nHost: localhost\r\nSession-Protocol: ")
            .append(HostRecord.PROTOCOL)
            .append("\r\n");
    if (body != null) {
      head.append("Content-Type: application/json\r\nContent-Length: ")
          .append(content.length)
          .append("\r\n");
    }
    head.append("\r\n");
    var headBytes = head.toString().getBytes(StandardCharsets.US_ASCII);
    var request = ByteBuffer.allocate(headBytes.length + content.length);
    request.put(headBytes).put(content).flip();
    try {
      while (request.hasRemaining()) {
        channel.write(request);
      }
    } catch (AsynchronousCloseException e) {
      throw e;
    } catch (IOException e) {
      // A host that refuses a request need not read all of it; its answer may be here already.
      if (!source.hasBytes()) {
        throw e;
      }
    }
  }

  private SessionException failed(
      String call, IOException cause, long timeoutMillis, @Nullable Deadline deadline) {
    close();
    var details = details(socket, call);
    if (deadline != null && deadline.passed()) {
      return new SessionException(
          ErrorCode.HOST_TIMEOUT,
          "The host did not answer within "
              + timeoutMillis
              + " ms. 'session host status' shows whether it is at work; --timeout-ms gives it more"
              + " time.",
          details.put("timeoutMs", timeoutMillis).build(),
          cause);
    }
    if (cause instanceof BadResponseException) {
      return new SessionException(
          ErrorCode.PROTOCOL_ERROR,
          "What answered on "
              + socket
              + " is not a session host: "
              + cause.getMessage()
              + ". Stop it, or use another --home.",
          details.build(),
          cause);
    }
    return new SessionException(
        ErrorCode.RPC_ERROR,
        "The host went away before it had answered, so the request may or may not have been carried"
            + " out. 'session inspect' tells what became of the session; the host's log is host.log"
            + " in the home.",
        details.build(),
        cause);
  }

  private static SessionException unreachable(Path socket, String call, IOException cause) {
    return new SessionException(
        ErrorCode.HOST_UNREACHABLE,
        "No host answers on " + socket + ". 'session host status' tells more.",
        details(socket, call).put("errno", errno(socket, cause)).build(),
        cause);
  }

  private static JsonObject.Builder details(Path socket, String call) {
    return JsonObject.builder().put("method", call).put("socketPath", socket.toString());
  }

  // Java keeps the number to itself.
  private static String errno(Path socket, IOException cause) {
    if (cause instanceof ConnectException) {
      return "ECONNREFUSED";
    }
    return cause instanceof NoSuchFileException || !Files.exists(socket) ? "ENOENT" : "ECONNRESET";
  }

  /// Ends the connection and with it a request that is being worked on. Allowed at any time, from any
  /// thread, more than once.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException nothingLeftToRelease) {
      // The descriptor is gone whatever close(2) has to say.
    }
  }

  private static void closeQuietly(@Nullable SocketChannel channel, SessionException failure) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
