package dev.session.host.pty;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The thread that tells the owners of one loop's processes what happens to them: one piece of one
/// backlog, then one of the next, so that a flood delays its neighbours by no more than a piece.
final class BacklogThread {
  private final BlockingQueue<Runnable> line = new LinkedBlockingQueue<>();
  private final Thread thread;

  // Confined to the thread.
  private boolean stopping;

  BacklogThread(int number) {
    thread = Thread.ofPlatform().name("pty-output-" + number).daemon().unstarted(this::run);
    thread.start();
  }

  /// Does this after all that lined up before.
  void lineUp(Runnable telling) {
    line.add(telling);
  }

  /// Ends the thread once everything has been told, and waits for that until `deadlineNanos`;
  /// whether it has ended.
  boolean stop(long deadlineNanos) {
    line.add(() -> stopping = true);
    return PtyLoop.isJoined(thread, deadlineNanos);
  }

  private void run() {
    while (!stopping || !line.isEmpty()) {
      try {
        line.take().run();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this thread", e);
      } catch (Throwable e) {
        // A defect in the care of one process must not end all others.
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }
}
