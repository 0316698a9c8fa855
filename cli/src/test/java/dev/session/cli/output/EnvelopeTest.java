package dev.session.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The envelope byte for byte: scripts read it.
class EnvelopeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T23:44:03.120456Z");

  @Test
  void success() {
    var result = JsonObject.builder().put("sessions", JsonArray.EMPTY).put("n", 1).build();
    assertEquals(
        """
        {
          "ok": true,
          "command": "list",
          "timestamp": "2026-11-20T23:44:03.120Z",
          "result": {
            "sessions": [],
            "n": 1
          }
        }
        """,
        Envelope.success("list", NOW, result));
  }

  @Test
  void failureWithDetails() {
    var details = JsonObject.builder().put("sessionId", "x").build();
    var failure = new SessionException(ErrorCode.SESSION_NOT_FOUND, "No session 'x'.", details);
    assertEquals(
        """
        {
          "ok": false,
          "command": "record export",
          "timestamp": "2026-11-20T23:44:03.120Z",
          "error": {
            "code": "SESSION_NOT_FOUND",
            "message": "No session 'x'.",
            "retryable": false,
            "details": {
              "sessionId": "x"
            }
          }
        }
        """,
        Envelope.failure("record export", NOW, failure));
  }

  @Test
  void failureThatMayPassWithoutDetails() {
    var failure = new SessionException(ErrorCode.HOST_UNREACHABLE, "No host.");
    var error = JsonObject.parse(Envelope.failure("type", NOW, failure)).fields("").fields("error");
    assertEquals(true, error.bool("retryable"));
    assertEquals(JsonObject.EMPTY, error.object("details"));
  }
}
