package dev.session.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Reads a log and waits for what comes, as `tail -f` does, from any process. It looks at the file
/// again and again; the host, which knows when something is written, does not need this.
///
/// Owner: one thread, which may be interrupted to end the wait.
public final class LogFollower implements Closeable {

  private static final long POLL_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long POLL_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final LogReader reader;

  private LogFollower(LogReader reader) {
    this.reader = reader;
  }

  /// Follows a log from an event on, which may be yet to come.
  public static LogFollower open(Path log, long fromSequence) throws IOException {
    return new LogFollower(LogReader.open(log, fromSequence));
  }

  /// Moves to the next event and returns true; false when there was none within the time, when the
  /// thread was interrupted (its flag stays set), or where the log is damaged (the reader tells).
  public boolean next(long timeoutMillis) throws IOException {
    long start = System.nanoTime();
    long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    long pollNanos = POLL_MIN_NANOS;
    while (!reader.next()) {
      long leftNanos = timeoutNanos - (System.nanoTime() - start);
      if (leftNanos <= 0 || reader.damage() != null || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(this, Math.min(pollNanos, leftNanos));
      pollNanos = Math.min(pollNanos * 2, POLL_MAX_NANOS);
    }
    return true;
  }

  /// The current event, and what is wrong if nothing comes any more.
  public LogReader reader() {
    return reader;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
