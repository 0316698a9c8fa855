package dev.session.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is sent to a host, the answer is its own JSON error: a code and a sentence, and never a
/// page or a stack trace of the server.
@Timeout(60)
class ApiErrorTest {
  @TempDir private static Path home;
  private static TestHost host;

  @BeforeAll
  static void start() throws IOException {
    host = new TestHost(home);
  }

  @AfterAll
  static void stop() throws IOException {
    host.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET    | /                          |                         | 404 | PROTOCOL_ERROR",
        "GET    | /v1/nothing                |                         | 404 | PROTOCOL_ERROR",
        "GET    | /v1/sessions/a/b/c         |                         | 404 | PROTOCOL_ERROR",
        "DELETE | /v1/host                   |                         | 405 | PROTOCOL_ERROR",
        "PUT    | /v1/sessions               | {}                      | 405 | PROTOCOL_ERROR",
        "OPTIONS| /v1/sessions               |                         | 405 | PROTOCOL_ERROR",
        "BREW   | /v1/host                   |                         | 405 | PROTOCOL_ERROR",
        "POST   | /v1/sessions               | {                       | 400 | PROTOCOL_ERROR",
        "POST   | /v1/sessions               | []                      | 400 | PROTOCOL_ERROR",
        "POST   | /v1/sessions               | {}                      | 400 | PROTOCOL_ERROR",
        "POST   | /v1/sessions               | {\"cwd\":7}             | 400 | PROTOCOL_ERROR",
        "POST   | /v1/sessions               | {\"cwd\":\"/\",\"a\":1} | 400 | PROTOCOL_ERROR",
        "POST   | /v1/sessions               | {\"cwd\":\"x\"}         | 400 | INVALID_INPUT",
        "POST   | /v1/sessions | {\"cwd\":\"\\u0000\"}                 | 400 | INVALID_INPUT",
        "POST   | /v1/sessions | {\"cwd\":\"/\",\"ttlMs\":-1}          | 400 | INVALID_DURATION",
        "POST   | /v1/sessions | {\"cwd\":\"/\",\"cols\":0}            | 400 | INVALID_DIMENSIONS",
        "POST   | /v1/sessions | {\"cwd\":\"/\",\"command\":[\"\"]}    | 400 | INVALID_INPUT",
        "POST   | /v1/sessions | {\"cwd\":\"/\",\"command\":[\"/no\"]} | 422 | SPAWN_FAILED",
        "POST   | /v1/sessions | {\"cwd\":\"/\",\"name\":\"a/b\"}      | 400 | INVALID_INPUT",
        "POST   | /v1/sessions | {\"cwd\":\"/\",\"env\":{\"A=\":\"\"}} | 400 | INVALID_INPUT",
        "GET    | /v1/sessions/nosuchsession |                         | 404 | SESSION_NOT_FOUND",
        "GET    | /v1/sessions/..%2f..%2fetc |                         | 400 | INVALID_SESSION_ID",
        "GET    | /v1/sessions/a%00b         |                         | 400 | INVALID_SESSION_ID",
        "GET    | /v1/sessions/x/changes     |                         | 400 | PROTOCOL_ERROR",
        "GET    | /v1/sessions/x/changes?after=y |                     | 400 | PROTOCOL_ERROR",
        "GET    | /v1/sessions/x?showEnv=maybe |                       | 400 | PROTOCOL_ERROR",
        "POST   | /v1/sessions/nosuchone/type | {\"text\":\"x\"}       | 404 | SESSION_NOT_FOUND",
        "POST   | /v1/host/stop              | {\"graceMs\":-1}        | 400 | INVALID_DURATION",
      })
  void whatCannotBeDoneIsToldInOurWords(
      String method, String target, String body, int status, String code) throws IOException {
    try (var client = host.connect()) {
      var answer = client.exchange(method, target, Map.of(), body);
      assertOurs(answer);
      assertEquals(code, answer.errorCode(), answer.body());
      assertEquals(status, answer.status());
      // The connection can go on.
      assertEquals(200, client.get("/health").status());
    }
  }

  @Test
  void anotherProtocolVersionIsRefusedWithTheCure() throws IOException {
    try (var client = host.connect()) {
      for (var version : new String[] {"0", "2", "x", ""}) {
        var answer = client.exchange("GET", "/v1/host", Map.of("Session-Protocol", version), null);
        assertOurs(answer);
        assertEquals("PROTOCOL_ERROR", answer.errorCode());
        assertTrue(answer.body().contains("session host restart"), answer.body());
      }
      var answer = client.exchange("GET", "/v1/host", Map.of("Session-Protocol", "1"), null);
      assertEquals(200, answer.status());
    }
  }

  @Test
  void whateverIsAcceptedTheAnswerIsJson() throws IOException {
    try (var client = host.connect()) {
      for (var accept : new String[] {"text/html", "application/xml", "*/*", "nonsense"}) {
        assertOurs(client.exchange("GET", "/nothing", Map.of("Accept", accept), null));
      }
    }
  }

  @Test
  void whatIsNotHttpIsRefused() throws IOException {
    for (var request :
        new String[] {
          "GARBAGE\r\n\r\n",
          "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /health HTTP/1.1\r\nHost: x\r\nLong: " + "x".repeat(100_000) + "\r\n\r\n",
          "POST /v1/host/stop HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
          "POST /v1/host/stop HTTP/1.1\r\nHost: x\r\nContent-Length: a\r\n\r\n",
          "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        }) {
      try (var client = host.connect()) {
        client.send(request);
        var answer = client.read();
        assertTrue(answer.status() >= 400, request);
        assertOurs(answer);
      }
    }
    try (var client = host.connect()) {
      assertEquals(200, client.get("/health").status());
    }
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws IOException {
    try (var client = host.connect()) {
      client.send(
          "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
              .formatted(ApiServer.REQUEST_MAX_BYTES + 1));
      var answer = client.read();
      assertOurs(answer);
      assertEquals(413, answer.status());
    }
  }

  @Test
  void anInternalFailureIsToldWithoutItsInside() throws IOException {
    var session = host.sh("exec sleep 1000");
    try (var client = host.connect()) {
      // A record that no host can write: its directory is gone.
      var answer = client.post("/v1/sessions/" + session + "/signal", "{\"signal\":\"NOPE\"}");
      assertEquals("INVALID_SIGNAL", answer.errorCode());
      answer = client.post("/v1/sessions/" + session + "/snapshot", "{\"format\":\"x\"}");
      assertEquals("INVALID_INPUT", answer.errorCode());
      assertOurs(answer);
    }
  }

  private static void assertOurs(ApiClient.Answer answer) {
    assertEquals("application/json", answer.header("content-type"), answer.body());
    var error = answer.json().fields("").fields("error");
    assertFalse(error.string("message").isBlank());
    assertFalse(error.string("code").isBlank());
    error.object("details");
    for (var inside : new String[] {"Exception", "io.micronaut", "\tat ", "_links"}) {
      assertFalse(answer.body().contains(inside), answer.body());
    }
  }
}
