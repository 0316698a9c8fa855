package dev.session.message;

import dev.session.home.SessionRecord;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// What a wait for the end of a session, or for its silence, came to.
///
/// @param exitCode absent where a signal ended the process, or nobody knows, or it runs
/// @param exitSignal the signal that ended the process
public record WaitResult(@Nullable Integer exitCode, @Nullable String exitSignal, boolean timedOut)
    implements Message {

  public static final WaitResult TIMED_OUT = new WaitResult(null, null, true);

  /// Nothing was printed for long enough.
  public static final WaitResult IDLE = new WaitResult(null, null, false);

  /// The session is over.
  public static WaitResult ended(SessionRecord record) {
    var ending = record.ending();
    return ending == null ? IDLE : new WaitResult(ending.exitCode(), ending.exitSignal(), false);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("timedOut", timedOut)
        .put("exitCode", exitCode)
        .put("exitSignal", exitSignal)
        .build();
  }
}
