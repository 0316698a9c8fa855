package dev.session.host.live;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The host's one clock thread: time-outs, idle times, times to live, retries. What it runs is
/// short.
public final class HostTimer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostTimer.class);

  /// Something that will happen unless it is cancelled.
  interface Appointment {
    void cancel();
  }

  private final ScheduledThreadPoolExecutor executor;

  public HostTimer() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("host-timer").factory());
    // A wait that ended long before its time-out must not be remembered until then.
    executor.setRemoveOnCancelPolicy(true);
  }

  /// Runs `task` once, `millis` from now.
  Appointment after(long millis, Runnable task) {
    var future = executor.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  // An executor would keep the failure to itself.
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a task of the timer failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
