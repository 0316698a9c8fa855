package dev.session.cli.host;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A host's end of a Unix socket that does exactly what a test says, one connection after the
/// other.
final class UnixServer implements AutoCloseable {
  /// What happens on a connection.
  interface Conversation {
    void hold(SocketChannel channel) throws IOException;
  }

  private final ServerSocketChannel server;
  private final Thread thread;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private UnixServer(ServerSocketChannel server, Conversation conversation) {
    this.server = server;
    this.thread = Thread.ofPlatform().daemon().name("unix-server").start(() -> serve(conversation));
  }

  static UnixServer on(Path socket, Conversation conversation) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    return new UnixServer(server, conversation);
  }

  /// A server that reads a request and answers with `response`, whatever was asked.
  static UnixServer answering(Path socket, String response) throws IOException {
    return on(
        socket,
        channel -> {
          readRequest(channel);
          write(channel, response);
        });
  }

  private void serve(Conversation conversation) {
    try {
      while (true) {
        try (var channel = server.accept()) {
          conversation.hold(channel);
        }
      }
    } catch (ClosedChannelException testIsOver) {
      // As intended.
    } catch (Throwable e) {
      failure.set(e);
    }
  }

  /// Reads up to the empty line and the body that `Content-Length` announces; empty at the end.
  static String readRequest(SocketChannel channel) throws IOException {
    var text = new StringBuilder();
    var one = ByteBuffer.allocate(1);
    while (text.indexOf("\r\n\r\n") < 0) {
      if (channel.read(one.clear()) < 0) {
        return text.toString();
      }
      text.append((char) one.get(0));
    }
    int length = text.indexOf("Content-Length: ");
    if (length >= 0) {
      int start = length + "Content-Length: ".length();
      var body =
          ByteBuffer.allocate(Integer.parseInt(text.substring(start, text.indexOf("\r", start))));
      while (body.hasRemaining() && channel.read(body) >= 0) {}
      text.append(new String(body.array(), StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  /// Waits until the client has gone.
  static void awaitEnd(SocketChannel channel) throws IOException {
    var ignored = ByteBuffer.allocate(1);
    while (channel.read(ignored.clear()) >= 0) {}
  }

  static void write(SocketChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    var thrown = failure.get();
    if (thrown != null) {
      throw new AssertionError("the test's server failed", thrown);
    }
  }
}
