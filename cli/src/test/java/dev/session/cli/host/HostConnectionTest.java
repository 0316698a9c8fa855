package dev.session.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The client against servers that answer well, badly, late, and not at all.
@Timeout(60)
class HostConnectionTest {
  private static final long NO_TIMEOUT = 0;
  private static final JsonObject BODY = JsonObject.builder().put("text", "grün").build();

  private final Path socket;

  HostConnectionTest(@TempDir Path directory) {
    socket = directory.resolve("s");
  }

  private HostAnswer get(String response) throws Exception {
    try (var _ = UnixServer.answering(socket, response);
        var connection = HostConnection.open(socket)) {
      return connection.exchange("GET", "/v1/host", null, NO_TIMEOUT);
    } finally {
      Files.deleteIfExists(socket);
    }
  }

  private static ErrorCode codeOf(Runnable call) {
    return assertThrows(SessionException.class, call::run).code();
  }

  @Test
  void requestIsPlainHttp() throws Exception {
    var requests = new LinkedBlockingQueue<String>();
    try (var _ =
            UnixServer.on(
                socket,
                channel -> {
                  for (int i = 0; i < 2; i++) {
                    requests.add(UnixServer.readRequest(channel));
                    UnixServer.write(channel, "HTTP/1.1 204 No Content\r\n\r\n");
                  }
                });
        var connection = HostConnection.open(socket)) {
      connection.exchange("POST", "/v1/sessions?x=1", BODY, NO_TIMEOUT);
      connection.exchange("GET", "/v1/host", null, NO_TIMEOUT);
    }
    assertEquals(
        """
        POST /v1/sessions?x=1 HTTP/1.1\r
        Host: localhost\r
        Session-Protocol: 1\r
        Content-Type: application/json\r
        Content-Length: 16\r
        \r
        {"text":"grün"}\
        """,
        requests.poll(10, TimeUnit.SECONDS));
    assertEquals(
        "GET /v1/host HTTP/1.1\r\nHost: localhost\r\nSession-Protocol: 1\r\n\r\n",
        requests.poll(10, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\nBODY",
        "HTTP/1.1 200\r\nCONTENT-LENGTH:14\r\n\r\nBODY",
        "HTTP/1.1 200 OK\ncontent-length: 14\n\nBODY",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\nBODY",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ne\r\nBODY\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n00E;a=b\r\nBODY\r\n0\r\nT: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nBODY",
      })
  void answersAreReadHoweverTheyAreFramed(String response) throws Exception {
    var body = "{\"ok\":\"grün\"}";
    assertEquals(14, body.getBytes(StandardCharsets.UTF_8).length);
    var answer = get(response.replace("BODY", body));
    assertEquals(200, answer.status());
    assertTrue(answer.ok());
    assertEquals(body, answer.body());
  }

  @Test
  void answersWithoutBodyAreComplete() throws Exception {
    assertEquals("", get("HTTP/1.1 204 No Content\r\n\r\n").body());
    assertEquals("", get("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").body());
  }

  @Test
  void refusalIsAnAnswerToo() throws Exception {
    var answer = get("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}");
    assertFalse(answer.ok());
    assertEquals(404, answer.status());
  }

  @Test
  void answerMayArriveByteByByte() throws Exception {
    var response =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
    try (var _ =
            UnixServer.on(
                socket,
                channel -> {
                  UnixServer.readRequest(channel);
                  for (int i = 0; i < response.length(); i++) {
                    UnixServer.write(channel, response.substring(i, i + 1));
                  }
                });
        var connection = HostConnection.open(socket)) {
      assertEquals("abc", connection.exchange("GET", "/", null, NO_TIMEOUT).body());
    }
  }

  @Test
  void largeBodiesGoBothWays() throws Exception {
    var text = "x".repeat(8 << 20);
    try (var _ =
            UnixServer.on(
                socket,
                channel -> {
                  var request = UnixServer.readRequest(channel);
                  var body = request.substring(request.indexOf("\r\n\r\n") + 4);
                  UnixServer.write(
                      channel,
                      "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                });
        var connection = HostConnection.open(socket)) {
      var body = JsonObject.builder().put("text", text).build();
      assertEquals(body.compact(), connection.exchange("POST", "/", body, NO_TIMEOUT).body());
    }
  }

  @Test
  void answerOfAHostThatDidNotReadTheWholeRequestIsRead() throws Exception {
    try (var _ =
            UnixServer.on(
                socket,
                channel -> {
                  channel.read(ByteBuffer.allocate(10));
                  UnixServer.write(
                      channel, "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}");
                });
        var connection = HostConnection.open(socket)) {
      var body = JsonObject.builder().put("text", "x".repeat(8 << 20)).build();
      assertEquals(413, connection.exchange("POST", "/", body, NO_TIMEOUT).status());
    }
  }

  @Test
  void streamIsReadLineByLineWhileTheHostWrites() throws Exception {
    var firstLineSeen = new CountDownLatch(1);
    try (var _ =
            UnixServer.on(
                socket,
                channel -> {
                  UnixServer.readRequest(channel);
                  UnixServer.write(
                      channel, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  UnixServer.write(channel, "4\r\none\n\r\n");
                  await(firstLineSeen);
                  UnixServer.write(channel, "2\r\ntw\r\n9\r\no\n\nfour\nt\r\n0\r\n\r\n");
                });
        var connection = HostConnection.open(socket)) {
      var stream = connection.stream("GET", "/", null, NO_TIMEOUT);
      assertEquals(200, stream.status());
      assertEquals("one", line(stream));
      firstLineSeen.countDown();
      assertEquals("two", line(stream));
      assertEquals("", line(stream));
      assertEquals("four", line(stream));
      assertNull(stream.readLine(), "a line that was cut off is not reported");
    }
  }

  @Test
  void streamGivesBytesAsTheyAre() throws Exception {
    try (var _ =
            UnixServer.answering(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na\r\nbc");
        var connection = HostConnection.open(socket)) {
      var stream = connection.stream("GET", "/", null, NO_TIMEOUT);
      var content = new StringBuilder();
      for (var bytes = stream.read(); bytes != null; bytes = stream.read()) {
        content.append(new String(bytes, StandardCharsets.UTF_8));
      }
      assertEquals("a\r\nbc", content.toString());
    }
  }

  @Test
  void unreadAnswerForbidsTheNextRequest() throws Exception {
    try (var _ = UnixServer.answering(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab");
        var connection = HostConnection.open(socket)) {
      connection.stream("GET", "/", null, NO_TIMEOUT);
      assertThrows(
          IllegalStateException.class, () -> connection.exchange("GET", "/", null, NO_TIMEOUT));
    }
  }

  @Test
  void missingSocketIsUnreachable() {
    var failure = assertThrows(SessionException.class, () -> HostConnection.open(socket));
    assertEquals(ErrorCode.HOST_UNREACHABLE, failure.code());
    assertEquals("ENOENT", failure.details().fields("").string("errno"));
    assertEquals(socket.toString(), failure.details().fields("").string("socketPath"));
  }

  @Test
  void socketThatNobodyListensOnIsUnreachable() throws Exception {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }
    assertTrue(Files.exists(socket));
    var failure = assertThrows(SessionException.class, () -> HostConnection.open(socket));
    assertEquals(ErrorCode.HOST_UNREACHABLE, failure.code());
    assertEquals("ECONNREFUSED", failure.details().fields("").string("errno"));
  }

  /// As a host does that was killed: the system takes the connection, and nobody reads it.
  @Test
  void hostThatGoesBeforeItHasReadTheRequestHasDoneNothing() throws Exception {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    try (var connection = HostConnection.open(socket)) {
      var failing =
          CompletableFuture.supplyAsync(
              () ->
                  assertThrows(
                      SessionException.class,
                      () -> connection.exchange("POST", "/v1/sessions", BODY, NO_TIMEOUT)));
      server.close(); // before or after the request is written: it makes no difference
      var failure = failing.get(30, TimeUnit.SECONDS);
      assertEquals(ErrorCode.HOST_UNREACHABLE, failure.code());
      assertEquals("ECONNRESET", failure.details().fields("").string("errno"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
      })
  void hostThatDiesWhileAnsweringIsTold(String response) {
    assertEquals(ErrorCode.RPC_ERROR, codeOf(() -> quietly(response)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
      })
  void whatIsNotHttpIsTold(String response) {
    assertEquals(ErrorCode.PROTOCOL_ERROR, codeOf(() -> quietly(response)));
  }

  @Test
  void endlessHeaderLineIsGivenUpOn() {
    assertEquals(
        ErrorCode.PROTOCOL_ERROR,
        codeOf(() -> quietly("HTTP/1.1 200 OK\r\nX: " + "y".repeat(20_000))));
  }

  private void quietly(String response) {
    try {
      get(response);
    } catch (SessionException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void silentHostIsTimedOut() throws Exception {
    try (var _ =
            UnixServer.on(
                socket,
                channel -> {
                  UnixServer.readRequest(channel);
                  UnixServer.awaitEnd(channel);
                });
        var connection = HostConnection.open(socket)) {
      var failure =
          assertThrows(SessionException.class, () -> connection.exchange("GET", "/", null, 50));
      assertEquals(ErrorCode.HOST_TIMEOUT, failure.code());
      assertEquals(50, failure.details().fields("").longInteger("timeoutMs"));
    }
  }

  @Test
  void hostThatStopsInTheMiddleOfAnAnswerIsTimedOut() throws Exception {
    try (var _ =
            UnixServer.on(
                socket,
                channel -> {
                  UnixServer.readRequest(channel);
                  UnixServer.write(channel, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
                  UnixServer.awaitEnd(channel);
                });
        var connection = HostConnection.open(socket)) {
      assertEquals(ErrorCode.HOST_TIMEOUT, codeOf(() -> connection.exchange("GET", "/", null, 50)));
    }
  }

  @Test
  void closingTheConnectionTellsTheHost() throws Exception {
    var request = new CompletableFuture<String>();
    var ended = new CompletableFuture<Integer>();
    try (var _ =
            UnixServer.on(
                socket,
                channel -> {
                  request.complete(UnixServer.readRequest(channel));
                  ended.complete(channel.read(ByteBuffer.allocate(1)));
                });
        var connection = HostConnection.open(socket)) {
      Runnable closing = connection::close;
      var waiting =
          CompletableFuture.supplyAsync(
              () -> codeOf(() -> connection.exchange("GET", "/wait", null, NO_TIMEOUT)));
      request.get(30, TimeUnit.SECONDS);
      closing.run();
      assertEquals(-1, ended.get(30, TimeUnit.SECONDS));
      assertEquals(ErrorCode.RPC_ERROR, waiting.get(30, TimeUnit.SECONDS));
    }
  }

  private static String line(HostStream stream) {
    var line = stream.readLine();
    assertNotNull(line);
    return new String(line, StandardCharsets.UTF_8);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
