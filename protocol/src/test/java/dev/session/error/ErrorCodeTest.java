package dev.session.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.json.JsonObject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

  /// The contract's table (section 3) and part B.
  private static final Map<Integer, List<String>> CODES =
      Map.ofEntries(
          Map.entry(1, List.of("INTERNAL_ERROR", "SKILL_NOT_FOUND")),
          Map.entry(
              2,
              List.of(
                  "INVALID_INPUT",
                  "INVALID_SESSION_ID",
                  "INVALID_DIMENSIONS",
                  "INVALID_SIGNAL",
                  "INVALID_KEYS",
                  "INVALID_DURATION",
                  "MOUSE_NOT_ENABLED")),
          Map.entry(3, List.of("SESSION_NOT_FOUND")),
          Map.entry(
              4, List.of("SESSION_NOT_RUNNING", "SESSION_ALREADY_DESTROYED", "SHELL_NOT_READY")),
          Map.entry(5, List.of("HOST_TIMEOUT")),
          Map.entry(6, List.of("HOST_UNREACHABLE")),
          Map.entry(7, List.of("EXPORT_ERROR")),
          Map.entry(
              8, List.of("STORAGE_READ_ERROR", "STORAGE_WRITE_ERROR", "MANIFEST_VALIDATION_ERROR")),
          Map.entry(9, List.of("PROTOCOL_ERROR", "RPC_ERROR")),
          Map.entry(10, List.of("REPLAY_ERROR")),
          Map.entry(11, List.of("WAIT_TIMEOUT")),
          Map.entry(12, List.of("SPAWN_FAILED")),
          Map.entry(13, List.of("EXPECTATION_FAILED")));

  @Test
  void everyCodeOfTheContractHasItsExitCode() {
    CODES.forEach(
        (exitCode, names) -> {
          for (var name : names) {
            assertEquals(exitCode, ErrorCode.valueOf(name).exitCode(), name);
          }
        });
  }

  @Test
  void everyCodeEndsACommandWithAFailure() {
    for (var code : ErrorCode.values()) {
      assertTrue(code.exitCode() > 0 && code.exitCode() < 126, code.name());
    }
  }

  @Test
  void retryableAreOnlyThoseThatMayPass() {
    var retryable = EnumSet.noneOf(ErrorCode.class);
    Arrays.stream(ErrorCode.values()).filter(ErrorCode::retryable).forEach(retryable::add);
    assertEquals(
        EnumSet.of(
            ErrorCode.SESSION_HELD,
            ErrorCode.HOST_TIMEOUT,
            ErrorCode.HOST_UNREACHABLE,
            ErrorCode.SHELL_NOT_READY,
            ErrorCode.RPC_ERROR),
        retryable);
  }

  @Test
  void anExceptionCarriesCodeSentenceDetailsAndCause() {
    var details = JsonObject.builder().put("path", "/x").build();
    var cause = new IllegalStateException("boom");
    var failure =
        new SessionException(ErrorCode.STORAGE_READ_ERROR, "Could not read /x.", details, cause);
    assertEquals(ErrorCode.STORAGE_READ_ERROR, failure.code());
    assertEquals("Could not read /x.", failure.sentence());
    assertEquals(details, failure.details());
    assertSame(cause, failure.getCause());
    assertTrue(new SessionException(ErrorCode.REPLAY_ERROR, "No.").details().isEmpty());
  }
}
