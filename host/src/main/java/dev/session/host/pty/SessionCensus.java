package dev.session.host.pty;

import dev.session.process.ProcessStat;
import dev.session.process.SessionProcesses;
import dev.session.process.SessionProcesses.Origin;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Finds the processes of sessions for endings. `/proc` is read in full for that, so all that is
/// asked for while one reading goes on is answered by the next one together: ending a thousand
/// sessions takes a few readings, not a thousand.
///
/// Owns the thread `pty-census`, which lives while there are questions.
final class SessionCensus {

  private record Question(
      Origin origin, PtyLoop loop, Consumer<List<ProcessStat>> found, Runnable failed) {}

  // Guarded by this.
  private List<Question> waiting = new ArrayList<>();
  private boolean running;

  /// Calls, on the thread of `loop`, `found` with the running processes or `failed`.
  synchronized void ask(
      Origin origin, PtyLoop loop, Consumer<List<ProcessStat>> found, Runnable failed) {
    waiting.add(new Question(origin, loop, found, failed));
    if (!running) {
      running = true;
      Thread.ofPlatform().name("pty-census").daemon().start(this::run);
    }
  }

  private void run() {
    for (var questions = next(); !questions.isEmpty(); questions = next()) {
      try {
        var running = SessionProcesses.now();
        for (var question : questions) {
          var members = running.of(question.origin);
          question.loop.post(() -> question.found.accept(members));
        }
      } catch (UncheckedIOException _) { // no descriptor left, most likely
        questions.forEach(question -> question.loop.post(question.failed));
      }
    }
  }

  private synchronized List<Question> next() {
    var next = waiting;
    waiting = new ArrayList<>();
    running = !next.isEmpty();
    return next;
  }
}
