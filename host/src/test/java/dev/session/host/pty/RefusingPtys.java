package dev.session.host.pty;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Stands in for processes that no signal of ours ends, which nothing is for root: another user's,
/// or those stuck in the kernel.
public final class RefusingPtys {
  private static final int EPERM = 1;

  private RefusingPtys() {}

  /// Terminals whose endings may be unable to signal anybody.
  ///
  /// @param refusing whether they are
  public static Ptys make(AtomicBoolean refusing) {
    return new Ptys(
        1,
        () -> {},
        Duration.ofSeconds(10),
        (libc, pidfd, signal) -> refusing.get() ? -EPERM : libc.pidfdSendSignal(pidfd, signal));
  }
}
