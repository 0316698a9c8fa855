package dev.session.host.pty;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The thread that calls the listeners of one loop's processes: one piece of one backlog, then one
/// of the next, so that a flood delays its neighbours by no more than a piece.
final class BacklogThread {
  /// Whose turn it is; empty where the thread is to end.
  private final BlockingQueue<Optional<Backlog>> line = new LinkedBlockingQueue<>();

  private final Thread thread;

  BacklogThread(int number) {
    thread = Thread.ofPlatform().name("pty-output-" + number).daemon().unstarted(this::run);
    thread.start();
  }

  /// Gives the backlog its turn after those that lined up before.
  void lineUp(Backlog backlog) {
    line.add(Optional.of(backlog));
  }

  /// Ends the thread once everything has been passed on, and waits for that.
  void stop() {
    line.add(Optional.empty());
    PtyLoop.joined(thread);
  }

  private void run() {
    boolean stopping = false;
    while (!stopping || !line.isEmpty()) {
      try {
        var next = line.take();
        stopping |= next.isEmpty();
        next.ifPresent(Backlog::passOn);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this thread", e);
      } catch (Throwable e) {
        // A defect in the care of one process must not end all others.
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }
}
