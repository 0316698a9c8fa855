package dev.session.message;

import dev.session.json.JsonObject;
import dev.session.shell.CommandOutcome;
import org.jspecify.annotations.Nullable;

/// How a command in the session's shell came out.
///
/// @param exitCode absent where it has none (yet), or nobody knows
/// @param exitSignal the signal that ended the session, where one did
/// @param output what the command printed, as text, without prompt and echo
/// @param outputTruncated whether only the end of it is here
/// @param cwd the shell's directory afterwards; absent where nobody knows
public record CommandResult(
    CommandOutcome outcome,
    @Nullable Integer exitCode,
    @Nullable String exitSignal,
    @Nullable String output,
    boolean outputTruncated,
    @Nullable String cwd) {
  /// Whether the shell executed it to its end.
  boolean isCompleted() {
    return outcome == CommandOutcome.COMPLETED;
  }

  boolean isTimedOut() {
    return outcome == CommandOutcome.TIMED_OUT;
  }

  void putInto(JsonObject.Builder json) {
    json.put("outcome", outcome.word())
        .put("exitCode", exitCode)
        .put("exitSignal", exitSignal)
        .put("output", output)
        .put("outputTruncated", output == null ? null : (Boolean) outputTruncated)
        .put("cwd", cwd);
  }
}
