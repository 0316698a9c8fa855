package dev.session.host.live;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The host's one clock thread: time-outs, idle times, times to live, retries. What it runs is
/// short.
public final class HostTimer implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  public HostTimer() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("host-timer").factory());
    // A wait that ended long before its time-out must not be remembered until then.
    executor.setRemoveOnCancelPolicy(true);
  }

  /// Runs `task` once, `millis` from now.
  Future<?> after(long millis, Runnable task) {
    return executor.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
