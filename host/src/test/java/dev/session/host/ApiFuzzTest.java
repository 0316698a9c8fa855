package dev.session.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.json.JsonObject;
import dev.session.testing.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Random requests and requests with something changed, to a host with a session: each is answered
/// with a result or with an error of ours, none is a defect, and the session lives on.
///
/// `-Pfuzz` for a long run, `-Dfuzz.seed=N` for the same one again.
@Timeout(3_600)
class ApiFuzzTest {
  private static final int REQUESTS = 1_500 * Seed.factor();

  /// Nothing of this is asked of the session: it would rightly be its end, or take its time.
  private static final List<String> OPERATIONS =
      List.of(
          "type",
          "paste",
          "send-keys",
          "run",
          "mark",
          "resize",
          "touch",
          "rename",
          "keep",
          "flush",
          "wait",
          "wait-screen",
          "snapshot",
          "",
          "changes",
          "nonsense");

  private static final List<String> MEMBERS =
      List.of(
          "text",
          "keys",
          "label",
          "cols",
          "rows",
          "name",
          "off",
          "idleMs",
          "timeoutMs",
          "regex",
          "screenStableMs",
          "cursorRow",
          "cursorCol",
          "afterSeq",
          "format",
          "repeat",
          "delayMs",
          "noWait",
          "command",
          "forceBracketed",
          "cwd",
          "region",
          "includeCells",
          "recording",
          "umask",
          "\\u0000",
          "");

  private static final List<String> VALUES =
      List.of(
          "1",
          "0",
          "-1",
          "80",
          "24",
          "10000",
          "1e400",
          "9007199254740993",
          "0.5",
          "true",
          "false",
          "null",
          "\"\"",
          "\"x\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"Enter\"",
          "[\"Enter\",\"C-a\"]",
          "[]",
          "{}",
          "[[[[]]]]",
          "{\"a\":{\"b\":1}}",
          "\"(a+)+b\"",
          "\"[\"",
          "\"text\"",
          "nonsense",
          "\"\\u001b]0;x\\u0007\"");

  private final long seed = Seed.get();
  private final Random random = new Random(seed);

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String body() {
    var body = new StringBuilder("{");
    for (int left = random.nextInt(4); left > 0; left--) {
      body.append('"').append(any(MEMBERS)).append("\":").append(any(VALUES));
      body.append(left > 1 ? "," : "");
    }
    // Nothing that waits may wait for long.
    body.append(body.length() > 1 ? "," : "").append("\"timeoutMs\":1}");
    if (random.nextInt(6) == 0) {
      body.setCharAt(random.nextInt(body.length()), (char) random.nextInt(0x250));
    }
    if (random.nextInt(12) == 0) {
      body.setLength(random.nextInt(body.length()));
    }
    return body.toString();
  }

  private String path(String session) {
    var operation = any(OPERATIONS);
    return switch (random.nextInt(10)) {
      case 0 -> "/v1/sessions";
      case 1 -> "/v1/" + operation;
      case 2 -> "/v1/sessions/%2e%2e/" + operation;
      case 3 -> "/v1/sessions/" + session + "/" + operation + "?after=" + random.nextInt() + "&x=%";
      default -> "/v1/sessions/" + session + (operation.isEmpty() ? "" : "/" + operation);
    };
  }

  @Test
  void everyRequestIsAnsweredAndNoneIsADefect(@TempDir Path directory) throws IOException {
    try (var host = new TestHost(directory)) {
      var session = host.sh("cat");
      for (int i = 0; i < REQUESTS; i++) {
        var method = random.nextInt(8) == 0 ? any(List.of("GET", "PUT", "DELETE")) : "POST";
        var path = path(session);
        var body = body();
        var about = "seed " + seed + ", request " + i + ": " + method + " " + path + " " + body;
        try (var client = host.connect()) {
          var answer = client.exchange(method, path, headers(), body);
          assertAnswer(about, answer);
        } catch (IOException | RuntimeException e) {
          throw new AssertionError(about, e);
        }
      }
      assertLives(host, session);
    }
  }

  private Map<String, String> headers() {
    return switch (random.nextInt(10)) {
      case 0 -> Map.of("Session-Protocol", "1");
      case 1 -> Map.of("Accept", "text/html");
      case 2 -> Map.of("X", "y".repeat(random.nextInt(4_000)));
      default -> Map.of();
    };
  }

  private static void assertAnswer(String about, ApiClient.Answer answer) {
    assertTrue(answer.status() >= 200 && answer.status() < 600, about);
    assertNotEquals(500, answer.status(), () -> about + "\n" + answer.body());
    if (answer.status() >= 400) {
      var code = ErrorCode.valueOf(answer.errorCode());
      assertNotEquals(ErrorCode.INTERNAL_ERROR, code, () -> about + "\n" + answer.body());
    }
  }

  @Test
  void bytesThatAreNoRequestHurtNobody(@TempDir Path directory) throws IOException {
    try (var host = new TestHost(directory)) {
      var session = host.sh("cat");
      var request =
          "POST /v1/sessions/%s/mark HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\n{\"label\":\"m\"}"
              .formatted(session);
      for (int i = 0; i < REQUESTS / 4; i++) {
        var bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try (var client = host.connect()) {
          client.send(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException closedByTheHost) {
          // Which is an answer, too.
        }
      }
      assertLives(host, session);
    }
  }

  private void assertLives(TestHost host, String session) throws IOException {
    try (var client = host.connect()) {
      var typed =
          client.post("/v1/sessions/" + session + "/type", "{\"text\":\"\\u0003 alive\\n\"}");
      // A random key may have ended the program; its host then says so.
      assertTrue(List.of(200, 409).contains(typed.status()), () -> "seed " + seed + typed);
      assertEquals(200, client.get("/v1/host").status());
      assertEquals(
          JsonObject.parse(client.get("/v1/host").body()).fields("").bool("running"), true);
    }
  }
}
