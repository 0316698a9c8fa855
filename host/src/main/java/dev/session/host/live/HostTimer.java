package dev.session.host.live;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The host's clock: time-outs, idle times, times to live, retries. One thread runs what is short,
/// another what waits for the disk, a third what takes long.
public final class HostTimer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostTimer.class);

  /// Something that will happen unless it is cancelled.
  public interface Appointment {
    void cancel();
  }

  private final ScheduledThreadPoolExecutor alarms = thread("host-timer");
  private final ScheduledThreadPoolExecutor disk = thread("host-disk");
  private final ScheduledThreadPoolExecutor background = thread("host-background");

  // The thread itself is started with the first task.
  private static ScheduledThreadPoolExecutor thread(String name) {
    var executor =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory());
    // A wait that ended long before its time-out must not be remembered until then.
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  /// Runs `task` once, `millis` from now.
  public Appointment after(long millis, Runnable task) {
    return on(alarms, millis, task);
  }

  /// The same for a task that waits for the disk.
  Appointment onDiskAfter(long millis, Runnable task) {
    return on(disk, millis, task);
  }

  /// Runs a task that takes long, one after the other, when there is time.
  void inBackground(Runnable task) {
    var _ = on(background, 0, task);
  }

  private static Appointment on(ScheduledThreadPoolExecutor executor, long millis, Runnable task) {
    var future = executor.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  /// How many tasks wait for their time, those for the disk left out.
  int waiting() {
    return alarms.getQueue().size();
  }

  // The executor would keep a failure to itself.
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a timed task failed", e);
      throw e;
    }
  }

  @Override
  public void close() {
    alarms.shutdownNow();
    disk.shutdownNow();
    background.shutdownNow();
  }
}
