package dev.session.cli.batch;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionRecord;
import dev.session.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of a step.
///
/// @param observed what it told, as members of its JSON
/// @param error why it failed; null where it did not
public record StepRecord(
    int index,
    Step step,
    Status status,
    long durationMillis,
    JsonObject observed,
    @Nullable SessionException error) {
  /// Where a step is.
  public enum Status {
    NOT_RUN,
    COMPLETED,
    FAILED,
    INTERRUPTED;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static StepRecord notRun(int index, Step step) {
    return new StepRecord(index, step, Status.NOT_RUN, 0, JsonObject.EMPTY, null);
  }

  /// What the step is about. Of what was typed a report shows no more than the session's log does:
  /// a password stays a secret, and so does what was never typed, since it might have been one.
  String about() {
    var known = observed.fields("");
    if (!step.isInput()) {
      return step.about();
    }
    if (known.flag("hidden")) {
      return SessionRecord.HIDDEN_VALUE;
    }
    return known.optionalLong("seq") == null ? "" : step.about();
  }

  JsonObject toJson() {
    var json =
        JsonObject.builder()
            .put("index", index)
            .put("kind", step.kind())
            .put("status", status.word())
            .put("durationMs", durationMillis);
    observed.members().forEach(json::put);
    if (error != null) {
      json.put(
          "error",
          JsonObject.builder()
              .put("code", error.code().name())
              .put("message", error.sentence())
              .build());
    }
    return json.build();
  }

  /// For example `[3] wait completed (12ms): text "done"`.
  String line() {
    return "["
        + index
        + "] "
        + step.kind()
        + " "
        + status.word()
        + " ("
        + durationMillis
        + "ms): "
        + (error == null
            ? about().replace("\r", "\\r").replace("\n", "\\n")
            : error.code() + ": " + error.sentence());
  }

  /// Whether it did not do what it should, in contrast to could not.
  boolean isDisappointed() {
    return error != null
        && (error.code() == ErrorCode.EXPECTATION_FAILED || error.code() == ErrorCode.WAIT_TIMEOUT);
  }
}
