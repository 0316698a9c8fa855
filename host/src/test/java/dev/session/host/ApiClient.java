package dev.session.host;

import dev.session.json.JsonException;
import dev.session.json.JsonObject;
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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection to a host, without any of the product's own client: it sends bytes and
/// reads what comes.
final class ApiClient implements AutoCloseable {
  /// @param headers names in lower case
  record Answer(int status, Map<String, String> headers, String body) {
    JsonObject json() {
      try {
        return JsonObject.parse(body);
      } catch (JsonException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /// The error's code; empty where the answer tells of none.
    String errorCode() {
      var fields = json().fields("");
      return fields.has("error") ? fields.fields("error").string("code") : "";
    }
  }

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10).limit(0);

  ApiClient(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  Answer get(String target) throws IOException {
    return exchange("GET", target, Map.of(), null);
  }

  Answer post(String target, String body) throws IOException {
    return exchange("POST", target, Map.of(), body);
  }

  Answer exchange(String method, String target, Map<String, String> headers, @Nullable String body)
      throws IOException {
    request(method, target, headers, body);
    return read(method.equals("HEAD"));
  }

  /// Sends a request whose answer is read later, or never.
  void request(String method, String target, Map<String, String> headers, @Nullable String body)
      throws IOException {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    var content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    if (body != null) {
      head.append("Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n");
    }
    send(head + "\r\n");
    send(content);
  }

  void send(String bytes) throws IOException {
    send(bytes.getBytes(StandardCharsets.UTF_8));
  }

  private void send(byte[] bytes) throws IOException {
    for (var rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
      channel.write(rest);
    }
  }

  /// Whether an answer has begun to come; reads no more of it than one buffer.
  boolean hasAnswer() {
    try {
      if (!buffer.hasRemaining()) {
        channel.configureBlocking(false);
        buffer.clear();
        channel.read(buffer);
        buffer.flip();
        channel.configureBlocking(true);
      }
      return buffer.hasRemaining();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer read() throws IOException {
    return read(false);
  }

  private Answer read(boolean headOnly) throws IOException {
    int status = Integer.parseInt(line().substring(9, 12));
    var headers = new HashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    var body = new ByteArrayOutputStream();
    if (headers.containsKey("transfer-encoding")) {
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        take(body, size);
        line();
      }
      line();
    } else if (!headOnly) {
      take(body, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    return new Answer(status, headers, body.toString(StandardCharsets.UTF_8));
  }

  private int chunkSize() throws IOException {
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
    if (!buffer.hasRemaining()) {
      buffer.clear();
      int count = channel.read(buffer);
      buffer.flip();
      if (count < 0) {
        throw new EOFException("the host closed the connection");
      }
    }
    return buffer.get() & 0xFF;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
