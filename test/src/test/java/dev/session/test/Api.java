package dev.session.test;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One connection to the API of a host, which sends what it is told, right or wrong.
final class Api implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /// An answer; its body is JSON, whatever went wrong.
  record Answer(int status, String text) {
    JsonNode json() {
      return JSON.readTree(text);
    }

    /// The error's code; empty where it is none.
    String errorCode() {
      return json().path("error").path("code").asString("");
    }
  }

  private final SocketChannel channel;
  private final ByteBuffer incoming = ByteBuffer.allocate(64 << 10).limit(0);

  private Api(SocketChannel channel) {
    this.channel = channel;
  }

  /// A connection to the host that listens on `socket`.
  static Api open(Path socket) {
    try {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new Api(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer get(String target) {
    return exchange("GET", target, "", "");
  }

  Answer post(String target, String body) {
    return exchange("POST", target, "", body);
  }

  /// @param headers whole lines, each with its CR LF
  Answer exchange(String method, String target, String headers, String body) {
    send(request(method, target, headers, body));
    return read();
  }

  static byte[] request(String method, String target, String headers, String body) {
    var content = body.getBytes(StandardCharsets.UTF_8);
    var head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(method, target, content.length, headers)
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + content.length).put(head).put(content).array();
  }

  void send(byte[] bytes) {
    try {
      for (var rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next answer.
  ///
  /// @throws UncheckedIOException also where the host closes the connection instead
  Answer read() {
    try {
      int status = Integer.parseInt(line().substring(9, 12));
      int length = -1;
      for (var header = line(); !header.isEmpty(); header = line()) {
        if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(header.substring("content-length:".length()).strip());
        }
      }
      var body = new ByteArrayOutputStream();
      if (length >= 0) {
        take(body, length);
      } else {
        for (int size = chunk(); size > 0; size = chunk()) {
          take(body, size);
          line();
        }
        line();
      }
      return new Answer(status, body.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private void take(ByteArrayOutputStream into, int count) throws IOException {
    for (int left = count; left > 0; left--) {
      into.write(next());
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = next(); c != '\n'; c = next()) {
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  private int next() throws IOException {
    if (!incoming.hasRemaining()) {
      incoming.clear();
      int count = channel.read(incoming);
      incoming.flip();
      if (count < 0) {
        throw new EOFException("the host closed the connection");
      }
    }
    return incoming.get() & 0xFF;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
