package dev.session.home;

import dev.session.status.FailureOrigin;
import dev.session.status.TerminationReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a session ended.
///
/// @param exitCode the code its process exited with; null where a signal ended it or nobody knows
/// @param exitSignal the name of the signal that ended its process, as in `SIGTERM`
/// @param reason why the product ended it; null where it ended by itself
public record Ending(
    Instant at,
    @Nullable Integer exitCode,
    @Nullable String exitSignal,
    @Nullable TerminationReason reason,
    @Nullable FailureOrigin failureOrigin,
    @Nullable String failureReason) {

  /// The end of a process that exited or was killed.
  public static Ending exit(
      Instant at,
      @Nullable Integer exitCode,
      @Nullable String exitSignal,
      @Nullable TerminationReason reason) {
    return new Ending(at, exitCode, exitSignal, reason, null, null);
  }

  /// The end of a session whose process's end nobody saw.
  public static Ending failure(Instant at, FailureOrigin origin, String sentence) {
    return new Ending(at, null, null, null, origin, sentence);
  }
}
