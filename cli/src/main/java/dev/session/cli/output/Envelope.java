package dev.session.cli.output;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Timestamps;
import dev.session.json.JsonObject;
import java.time.Instant;

/// The one JSON document that a command with `--json` prints, whether it worked or not.
public final class Envelope {
  /// The command's name where a failure belongs to no command.
  public static final String PROGRAM = "session";

  private Envelope() {}

  public static String success(String command, Instant now, JsonObject result) {
    return text(succeeded(command, now, result));
  }

  public static String failure(String command, Instant now, SessionException failure) {
    return text(failed(command, now, failure));
  }

  /// The document on one line, with the exit code that the command would have had.
  public static String successLine(String command, Instant now, JsonObject result, int exitCode) {
    return line(succeeded(command, now, result), exitCode);
  }

  /// The document on one line, with the exit code that the command would have had.
  public static String failureLine(String command, Instant now, SessionException failure) {
    return line(failed(command, now, failure), failure.code().exitCode());
  }

  private static JsonObject.Builder succeeded(String command, Instant now, JsonObject result) {
    return begin(true, command, now).put("result", result);
  }

  private static JsonObject.Builder failed(String command, Instant now, SessionException failure) {
    var error =
        JsonObject.builder()
            .put("code", failure.code().name())
            .put("message", failure.sentence())
            .put("retryable", failure.code().retryable())
            .put("details", failure.details());
    return begin(false, command, now).put("error", error.build());
  }

  /// The failure that is not the user's: `cause` should not have come to pass.
  public static SessionException defect(Throwable cause) {
    return new SessionException(
        ErrorCode.INTERNAL_ERROR,
        "This is a defect of session: " + cause + ". With --log-level debug it tells where.",
        JsonObject.EMPTY,
        cause);
  }

  private static JsonObject.Builder begin(boolean ok, String command, Instant now) {
    return JsonObject.builder()
        .put("ok", ok)
        .put("command", command)
        .put("timestamp", Timestamps.iso(now));
  }

  private static String line(JsonObject.Builder envelope, int exitCode) {
    return envelope.put("exitCode", exitCode).build().compact() + "\n";
  }

  private static String text(JsonObject.Builder envelope) {
    return envelope.build().indented() + "\n";
  }
}
