package dev.session.shell;

import dev.session.json.JsonObject;
import dev.session.log.LogEvent.Extension;
import org.jspecify.annotations.Nullable;

/// What the log says of a command's end: the event `command-finished`.
///
/// @param runSeq the number of the first input event of the `run` that typed it; absent where it
///   was typed otherwise
/// @param exitCode absent where a signal ended the session, or nobody knows
/// @param exitSignal the signal that ended the session
/// @param cwd the shell's directory afterwards; absent where nobody knows
public record FinishedCommand(
    CommandOutcome outcome,
    @Nullable Long runSeq,
    @Nullable Integer exitCode,
    @Nullable String exitSignal,
    @Nullable String cwd,
    long durationMs) {
  public static final String TYPE = "command-finished";

  public Extension toEvent() {
    return new Extension(
        JsonObject.builder()
            .put("type", TYPE)
            .put("outcome", outcome.word())
            .put("runSeq", runSeq)
            .put("exitCode", exitCode)
            .put("exitSignal", exitSignal)
            .put("cwd", cwd)
            .put("durationMs", durationMs)
            .build());
  }

  /// What an event of the type [#TYPE] says.
  public static FinishedCommand of(Extension event) {
    var fields = event.object().fields("");
    return new FinishedCommand(
        CommandOutcome.of(fields.string("outcome")),
        fields.optionalLong("runSeq"),
        fields.optionalInteger("exitCode"),
        fields.optionalString("exitSignal"),
        fields.optionalString("cwd"),
        fields.longInteger("durationMs"));
  }
}
