package dev.session.message;

import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// What a wait for the end of a command came to.
///
/// @param command the command that ended; absent where none did
/// @param timedOut whether the time was up first
/// @param seq the number of the event that tells of the command's end
/// @param runSeq the number of the first input of the `run` that typed it
public record WaitCommandResult(
    @Nullable CommandResult command,
    boolean timedOut,
    @Nullable Long seq,
    @Nullable Long runSeq,
    @Nullable Long durationMs)
    implements Message {
  /// The time was up.
  public static final WaitCommandResult TIMED_OUT =
      new WaitCommandResult(null, true, null, null, null);

  /// The session ended, and no command before it.
  public static final WaitCommandResult ENDED =
      new WaitCommandResult(null, false, null, null, null);

  @Override
  public JsonObject toJson() {
    var json =
        JsonObject.builder()
            .put("matched", command != null)
            .put("timedOut", timedOut)
            .put("seq", seq)
            .put("runSeq", runSeq)
            .put("durationMs", durationMs);
    if (command == null) {
      json.put("outcome", timedOut ? "timedOut" : "ended")
          .put("code", WaitResult.code(timedOut, true));
    } else {
      command.putInto(json);
    }
    return json.build();
  }
}
