package dev.session.cli.host;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.HostRecord;
import dev.session.json.JsonObject;
import dev.session.process.Peer;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection to a host, for one request at a time.
///
/// Failures are told apart by what they mean to a caller: HOST_UNREACHABLE, the request had no
/// effect, because no host was there, or went away before it had read it; RPC_ERROR, the host went
/// away while it was at work, so the effect is unknown; HOST_TIMEOUT, it did not answer in time;
/// PROTOCOL_ERROR, what it said is not HTTP. After any of them the connection is closed.
///
/// In a process that makes many calls ([#keepOpen]) a connection that is closed at rest is kept,
/// and opened again for the next caller.
public final class HostConnection implements AutoCloseable {
  /// A longer whole answer is not ours; streams have no limit.
  private static final int ANSWER_MAX_BYTES = 1 << 29;

  private static final int BUFFER_BYTES = 64 << 10;

  /// A kept connection that is older is closed: no host has closed it by then for want of use.
  private static final long KEPT_MAX_NANOS = 10_000_000_000L;

  private static volatile boolean keeping;
  private static final AtomicReference<@Nullable HostConnection> KEPT = new AtomicReference<>();

  private final Path socket;
  private final SocketChannel channel;
  private final ByteSource source;
  private @Nullable Response last;

  /// When the last whole answer was read and nothing has been asked since; 0 otherwise.
  private volatile long restingSince;

  private boolean released;

  /// The key of the hold on a session's input that requests present; null for none.
  private @Nullable String hold;

  private HostConnection(Path socket, SocketChannel channel) {
    this.socket = socket;
    this.channel = channel;
    this.source = new ByteSource(channel);
  }

  /// The same connection, for another caller.
  private HostConnection(HostConnection kept) {
    this.socket = kept.socket;
    this.channel = kept.channel;
    this.source = kept.source;
  }

  /// From now on this process keeps one connection, the last that was closed at rest.
  public static void keepOpen() {
    keeping = true;
  }

  /// Connects to the host that listens on `socket`.
  ///
  /// @throws SessionException HOST_UNREACHABLE if none does, PROTOCOL_ERROR if it is another user's
  public static HostConnection open(Path socket) {
    var kept = keeping ? KEPT.getAndSet(null) : null;
    if (kept != null) {
      if (kept.isUsableFor(socket)) {
        return new HostConnection(kept);
      }
      kept.disconnect();
    }
    return connect(socket);
  }

  private static HostConnection connect(Path socket) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(socket));
      if (!Peer.isOurselves(channel.getOption(ExtendedSocketOptions.SO_PEERCRED))) {
        var failure = foreign(socket);
        closeQuietly(channel, failure);
        throw failure;
      }
      return new HostConnection(socket, channel);
    } catch (IOException e) {
      var failure = unreachable(socket, "connect", e);
      closeQuietly(channel, failure);
      throw failure;
    }
  }

  /// Another connection to the same host.
  public HostConnection another() {
    var connection = open(socket);
    connection.hold = hold;
    return connection;
  }

  /// Has all further requests present this hold's key (`session hold`).
  public void present(@Nullable String holdKey) {
    hold = holdKey;
  }

  /// Sends a request and reads the whole answer.
  ///
  /// @param target path and query, already encoded
  /// @param timeoutMillis 0 to wait as long as it takes
  public HostAnswer exchange(
      String method, String target, @Nullable JsonObject body, long timeoutMillis) {
    var call = method + " " + target;
    try (var deadline = Deadline.in(timeoutMillis, this::disconnect)) {
      try {
        var response = send(call, body);
        var answer = new HostAnswer(response.status(), readAll(response));
        restingSince = System.nanoTime() | 1; // never 0
        return answer;
      } catch (IOException e) {
        throw deadline.passed() ? timedOut(call, e, timeoutMillis) : failed(call, e);
      }
    }
  }

  /// Sends a request and reads the head of the answer; the rest is read from the stream, as long as
  /// it takes. A stream must be read to its end before the next request.
  ///
  /// @param timeoutMillis for the head; 0 to wait as long as it takes
  public HostStream stream(
      String method, String target, @Nullable JsonObject body, long timeoutMillis) {
    var call = method + " " + target;
    try (var deadline = Deadline.in(timeoutMillis, this::disconnect)) {
      try {
        return new HostStream(this, call, send(call, body));
      } catch (IOException e) {
        throw deadline.passed() ? timedOut(call, e, timeoutMillis) : failed(call, e);
      }
    }
  }

  private Response send(String call, @Nullable JsonObject body) throws IOException {
    if (last != null && !last.atEnd()) {
      throw new IllegalStateException("the last answer was not read to its end");
    }
    restingSince = 0;
    write(call, body);
    last = Response.read(source);
    return last;
  }

  private static String readAll(Response response) throws IOException {
    var content = new ByteArrayOutputStream();
    var buffer = new byte[BUFFER_BYTES];
    for (int count = response.read(buffer, 0, buffer.length);
        count >= 0;
        count = response.read(buffer, 0, buffer.length)) {
      content.write(buffer, 0, count);
      if (content.size() > ANSWER_MAX_BYTES) {
        throw new BadResponseException("its answer is larger than " + ANSWER_MAX_BYTES + " bytes");
      }
    }
    return content.toString(StandardCharsets.UTF_8);
  }

  private void write(String call, @Nullable JsonObject body) throws IOException {
    var head =
        new StringBuilder(call)
            .append(" HTTP/1.1\r\nHost: localhost\r\nSession-Protocol: ")
            .append(HostRecord.PROTOCOL)
            .append("\r\n");
    if (hold != null) {
      head.append("Session-Hold: ").append(hold).append("\r\n");
    }
    if (body != null) {
      head.append("Content-Type: application/json\r\nContent-Length: ")
          .append(length(body))
          .append("\r\n");
    }
    head.append("\r\n");
    var request = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    try {
      request.write(head.toString().getBytes(StandardCharsets.US_ASCII));
      if (body != null) {
        body.writeTo(request);
      }
      request.flush();
    } catch (AsynchronousCloseException e) {
      throw e;
    } catch (IOException e) {
      // A host that refuses a request need not read all of it; its answer may be here already.
      if (!source.hasBytes()) {
        throw unread(e);
      }
    }
  }

  // Java has this class for a reset connection: bytes that the other side has not read.
  private static SocketException unread(IOException cause) {
    var reset = new SocketException("Connection reset");
    reset.initCause(cause);
    return reset;
  }

  // Printed twice, because it may be too large to be kept.
  private static long length(JsonObject body) throws IOException {
    var length = new long[1];
    body.writeTo(
        new OutputStream() {
          @Override
          public void write(int one) {
            length[0]++;
          }

          @Override
          public void write(byte[] bytes, int offset, int count) {
            length[0] += count;
          }
        });
    return length[0];
  }

  private SessionException timedOut(String call, IOException cause, long timeoutMillis) {
    return new SessionException(
        ErrorCode.HOST_TIMEOUT,
        "The host did not answer within "
            + timeoutMillis
            + " ms. 'session host status' shows whether it is at work; --timeout-ms gives it more"
            + " time.",
        details(socket, call).put("timeoutMs", timeoutMillis).build(),
        cause);
  }

  /// What it means that `call` ended in `cause`; closes the connection.
  SessionException failed(String call, IOException cause) {
    disconnect();
    if (cause instanceof BadResponseException) {
      return new SessionException(
          ErrorCode.PROTOCOL_ERROR,
          "What answers on "
              + socket
              + " is not a session host: "
              + cause.getMessage()
              + ". Stop it, or use another --home.",
          details(socket, call).build(),
          cause);
    }
    if (cause instanceof SocketException) {
      return new SessionException(
          ErrorCode.HOST_UNREACHABLE,
          "The host went away before it had read what was asked, so nothing of it was done."
              + " 'session host status' tells more.",
          details(socket, call).put("errno", "ECONNRESET").build(),
          cause);
    }
    return new SessionException(
        ErrorCode.RPC_ERROR,
        "The host went away before it had answered, so what was asked may or may not have been"
            + " done. 'session inspect' tells what became of the session, host.log in the home what"
            + " became of the host.",
        details(socket, call).build(),
        cause);
  }

  private static SessionException foreign(Path socket) {
    return new SessionException(
        ErrorCode.PROTOCOL_ERROR,
        "What answers on "
            + socket
            + " is a process of another user. Find out what it is ('ss -xlp'), or use another"
            + " --home.",
        details(socket, "connect").build());
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

  // Java keeps the number to itself; these are the ways in which connecting to a path fails.
  private static String errno(Path socket, IOException cause) {
    if (cause instanceof ConnectException) {
      return "ECONNREFUSED";
    }
    return Files.exists(socket) ? "EACCES" : "ENOENT";
  }

  /// Ends the connection and with it a request that is being worked on. Allowed at any time, from
  /// any thread, more than once.
  @Override
  public synchronized void close() {
    if (released) {
      return;
    }
    if (keeping && restingSince != 0) {
      released = true;
      if (KEPT.compareAndSet(null, this)) {
        return;
      }
    }
    disconnect();
  }

  /// Whether the next request can go this way: to the same host, which has not closed it.
  private boolean isUsableFor(Path wanted) {
    if (!socket.equals(wanted) || System.nanoTime() - restingSince > KEPT_MAX_NANOS) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      boolean silent = source.isSilent();
      channel.configureBlocking(true);
      return silent;
    } catch (IOException e) {
      return false;
    }
  }

  private void disconnect() {
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
