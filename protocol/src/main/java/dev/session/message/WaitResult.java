package dev.session.message;

import dev.session.error.ErrorCode;
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

  /// The error code that the exit code of a wait without success stands for; null for success.
  ///
  /// @param ended whether the session ended before what was waited for
  static @Nullable String code(boolean timedOut, boolean ended) {
    if (timedOut) {
      return ErrorCode.WAIT_TIMEOUT.name();
    }
    return ended ? ErrorCode.SESSION_NOT_RUNNING.name() : null;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("timedOut", timedOut)
        .put("code", code(timedOut, false))
        .put("exitCode", exitCode)
        .put("exitSignal", exitSignal)
        .build();
  }
}
