package dev.session.cli.doctor;

import dev.session.json.JsonObject;
import java.util.Locale;

/// What one check came to.
///
/// @param message what was found; of a failure also what to do about it
public record Check(String name, Status status, String message, long durationMs) {
  /// How a check ended.
  public enum Status {
    PASS,
    FAIL,
    /// It needs something that has failed already.
    SKIP;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("name", name)
        .put("status", status.word())
        .put("message", message)
        .put("durationMs", durationMs)
        .build();
  }
}
