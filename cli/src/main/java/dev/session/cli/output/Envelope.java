package dev.session.cli.output;

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
    return text(begin(true, command, now).put("result", result));
  }

  public static String failure(String command, Instant now, SessionException failure) {
    var error =
        JsonObject.builder()
            .put("code", failure.code().name())
            .put("message", failure.sentence())
            .put("retryable", failure.code().retryable())
            .put("details", failure.details());
    return text(begin(false, command, now).put("error", error.build()));
  }

  private static JsonObject.Builder begin(boolean ok, String command, Instant now) {
    return JsonObject.builder()
        .put("ok", ok)
        .put("command", command)
        .put("timestamp", Timestamps.iso(now));
  }

  private static String text(JsonObject.Builder envelope) {
    return envelope.build().indented() + "\n";
  }
}
