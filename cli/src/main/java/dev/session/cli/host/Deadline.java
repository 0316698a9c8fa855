package dev.session.cli.host;

import org.jspecify.annotations.Nullable;

/// A bound on blocking work: when the time is up before the work is done, it breaks the work off,
/// by closing what the work blocks on.
///
/// A thread and not a selector: reading a blocking channel needs a quarter of a selector's classes,
/// and most calls are answered before the thread has started.
final class Deadline implements AutoCloseable {
  /// Longer times are no bound.
  private static final long MILLIS_MAX = Long.MAX_VALUE / 1_000_000;

  private final @Nullable Runnable breakOff;
  private boolean done;
  private boolean passed;

  private Deadline(@Nullable Runnable breakOff) {
    this.breakOff = breakOff;
  }

  /// Starts to count.
  ///
  /// @param millis 0 for no bound
  /// @param breakOff called at most once, on another thread
  static Deadline in(long millis, Runnable breakOff) {
    if (millis == 0 || millis > MILLIS_MAX) {
      return new Deadline(null);
    }
    var deadline = new Deadline(breakOff);
    long end = System.nanoTime() + millis * 1_000_000;
    Thread.ofPlatform().daemon().name("deadline").start(() -> deadline.watch(end));
    return deadline;
  }

  /// Whether the time was up before the work was done.
  synchronized boolean passed() {
    return passed;
  }

  /// The work is done.
  @Override
  public synchronized void close() {
    done = true;
    notifyAll();
  }

  private void watch(long end) {
    synchronized (this) {
      try {
        for (long left = end - System.nanoTime();
            left > 0 && !done;
            left = end - System.nanoTime()) {
          wait(left / 1_000_000 + 1);
        }
      } catch (InterruptedException nobodyDoesThis) {
        return;
      }
      if (done) {
        return;
      }
      passed = true;
    }
    if (breakOff != null) {
      breakOff.run();
    }
  }
}
