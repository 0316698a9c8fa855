package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Ending;
import dev.session.home.HostRecord;
import dev.session.home.Refusals;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.home.Version;
import dev.session.host.pty.InputRefusedException;
import dev.session.host.pty.PtyCommand;
import dev.session.host.pty.PtyListener;
import dev.session.host.pty.PtyProcess;
import dev.session.host.pty.PtyProcess.SignalTarget;
import dev.session.host.pty.Ptys;
import dev.session.host.pty.SpawnException;
import dev.session.input.InputModes;
import dev.session.json.JsonObject;
import dev.session.log.LogEvent;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogWriteException;
import dev.session.message.InspectResult;
import dev.session.process.ProcessExit;
import dev.session.recovery.Inspection;
import dev.session.screen.Snapshot;
import dev.session.screen.SnapshotOptions;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionCommand;
import dev.session.status.TerminationReason;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running session: its process, its log, and whoever waits for it.
///
/// Everything that happens is in the log before anybody is told of it: output is logged before a
/// wait sees it, input before the process can answer it. Where the log cannot be written, nothing
/// more is read from the process, input is refused, and writing is tried again until it works.
///
/// Owns the process and the log's writer. Guarded by its lock, which is never held while waiting.
final class LiveSession implements PtyListener {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  /// How long a session has to end by itself before what is left of it is killed.
  static final Duration GRACE = Duration.ofSeconds(5);

  private static final long STORAGE_RETRY_MILLIS = 250;

  /// How long the bytes that begin a character wait for its others before they are logged without.
  private static final long UNFINISHED_CHARACTER_MILLIS = 50;

  private final ReentrantLock lock = new ReentrantLock();
  private final SessionFiles files;
  private final Recorder log;
  private final HostTimer timer;
  private final HostRecord host;

  /// The record once the session is over; for those who wait for just that.
  private final CompletableFuture<SessionRecord> over = new CompletableFuture<>();

  /// Read by anybody; changed under the lock.
  private volatile SessionRecord record;

  // Guarded by lock, from here on.
  private @Nullable PtyProcess pty;
  private final List<Watch> watches = new ArrayList<>();
  private @Nullable TerminationReason endReason;
  private @Nullable ProcessExit exit;

  /// Why the log cannot be written; null while it can.
  private @Nullable String blocked;

  private long lastActivityNanos = System.nanoTime();
  private long lastOutputNanos = lastActivityNanos;
  private long lastResizeNanos = lastActivityNanos;

  LiveSession(
      SessionFiles files, SessionRecord record, Recorder log, HostTimer timer, HostRecord host) {
    this.files = files;
    this.record = record;
    this.log = log;
    this.timer = timer;
    this.host = host;
  }

  /// Starts the process. What it prints meanwhile waits for the lock.
  void start(Ptys ptys, PtyCommand command) throws SpawnException {
    lock.lock();
    try {
      pty = ptys.spawn(command, this);
      var child = pty.identity();
      change(before -> before.withProcesses(before.host(), child, Instant.now()));
    } finally {
      lock.unlock();
    }
    if (record.launch().idleTimeoutMs() > 0) {
      watchIdleTime();
    }
    if (record.launch().ttlMs() > 0) {
      timer.after(record.launch().ttlMs(), () -> end(TerminationReason.TIME_TO_LIVE, GRACE));
    }
  }

  SessionRecord record() {
    return record;
  }

  SessionFiles files() {
    return files;
  }

  CompletableFuture<SessionRecord> over() {
    return over;
  }

  // ---- What the process does: called on its pty-loop thread. ----

  @Override
  public Reading onOutput(byte[] buffer, int length) {
    lock.lock();
    try {
      if (over.isDone()) {
        return Reading.CONTINUE; // said by a survivor after the session's end
      }
      try {
        log.output(buffer, length);
      } catch (LogWriteException e) {
        block(e);
        return Reading.PAUSE;
      }
      printed();
      if (log.isHolding()) {
        timer.after(UNFINISHED_CHARACTER_MILLIS, this::flush);
      }
      return Reading.CONTINUE;
    } finally {
      lock.unlock();
    }
  }


  @Override
  public void onExit(ProcessExit how) {
    lock.lock();
    try {
      exit = how;
      if (blocked == null) {
        finish();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onClosed() {
    // Nothing is left to close: the record was finished at the exit.
  }

  /// Under the lock: notes the exit, first in the log, then in the record, then for those waiting.
  private void finish() {
    var how = exit;
    if (how == null || over.isDone()) {
      return;
    }
    try {
      log.finish(how);
    } catch (IOException e) {
      block(e);
      return;
    }
    var now = Instant.now();
    var ending =
        switch (how) {
          case ProcessExit.Exited(int code) -> Ending.exit(now, code, null, endReason);
          case ProcessExit.Signaled signaled ->
              Ending.exit(now, null, signaled.signalName(), endReason);
        };
    try {
      change(before -> before.ended(LifecycleEvent.CHILD_EXITED, ending));
    } catch (SessionException e) {
      // The log has the exit and wins: whoever reads the record next repairs it.
      LOG.error("the end of session {} could not be written to its record", files.id(), e);
      record = record.ended(LifecycleEvent.CHILD_EXITED, ending);
    }
    over.complete(record);
    lookAtWatches();
    var process = pty;
    if (process != null) {
      process.hangUp();
    }
  }

  // ---- A log that cannot be written. ----

  private void block(IOException cause) {
    if (blocked == null) {
      LOG.warn("session {} stands still: {}", files.id(), cause.getMessage());
      timer.after(STORAGE_RETRY_MILLIS, this::retryLog);
    }
    blocked = cause.getMessage();
  }

  private void retryLog() {
    lock.lock();
    try {
      blocked = null;
      log.retry();
      printed();
      finish();
      var process = pty;
      if (blocked == null && process != null) {
        LOG.info("session {} goes on", files.id());
        process.resume();
      }
    } catch (LogWriteException e) {
      block(e);
    } finally {
      lock.unlock();
    }
  }

  // ---- Reading. ----

  Snapshot snapshot(SnapshotOptions options) {
    lock.lock();
    try {
      return Snapshot.of(terminal(), files.id().value(), Math.max(0, log.lastSequence()), options);
    } finally {
      lock.unlock();
    }
  }

  InspectResult inspect(boolean showEnv) {
    long count;
    InspectResult.Live live;
    lock.lock();
    try {
      count = log.lastSequence() + 1;
      live = new InspectResult.Live(Version.text(), host.socket().toString(), blocked);
    } finally {
      lock.unlock();
    }
    return Inspection.live(files, record, count, showEnv, live);
  }

  // ---- Input. ----

  /// Gives the process `bytes`, as `command`; `before` are events that belong to it and precede it.
  ///
  /// The result is the sequence number of the input's event; it comes when the terminal has taken
  /// the last byte, which is at the pace the process reads.
  CompletableFuture<Long> input(SessionCommand command, byte[] bytes, List<Extension> before) {
    lock.lock();
    try {
      var process = require(command);
      requireQueueRoom(process, bytes.length);
      long sequence;
      // A password prompt reads lines without echo; a line editor or a full-screen program that
      // turned the echo off reads characters.
      if (process.modes().filter(m -> m.canonical() && !m.echo()).isPresent()) {
        sequence = append(Extension.hiddenInput(bytes.length));
      } else {
        for (var event : before) {
          append(event);
        }
        sequence = append(new LogEvent.Input(bytes));
      }
      var accepted = process.write(bytes);
      active();
      lookAtWatches();
      return accepted.handle(
          (_, failure) -> {
            if (failure != null) {
              throw notRunning("it ended before it had read this input");
            }
            return sequence;
          });
    } catch (InputRefusedException e) {
      throw notRunning(e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  /// Does something on the host's clock thread, `millis` from now.
  void after(long millis, Runnable task) {
    timer.after(millis, task);
  }

  /// What the application has set for keys, pastes and the mouse.
  InputModes inputModes() {
    lock.lock();
    try {
      return InputModes.of(terminal());
    } finally {
      lock.unlock();
    }
  }

  /// Sets a mark; its sequence number.
  long mark(String label) {
    lock.lock();
    try {
      require(SessionCommand.MARK);
      long sequence = append(new LogEvent.Mark(label));
      active();
      lookAtWatches();
      return sequence;
    } finally {
      lock.unlock();
    }
  }

  /// Changes the terminal's size; the event's sequence number.
  long resize(int cols, int rows) {
    lock.lock();
    try {
      var process = require(SessionCommand.RESIZE);
      // Logged first: what the process redraws comes after it.
      long sequence = append(new LogEvent.Resize(cols, rows));
      process.resize(cols, rows);
      lastResizeNanos = System.nanoTime();
      change(before -> before.withSize(cols, rows, Instant.now()));
      active();
      lookAtWatches();
      return sequence;
    } finally {
      lock.unlock();
    }
  }

  /// Sends a signal; the event's sequence number.
  long signal(int number, String name, SignalTarget target) {
    lock.lock();
    try {
      var process = require(SessionCommand.SIGNAL);
      try {
        if (!process.signal(number, target)) {
          throw notRunning("its process has just ended");
        }
      } catch (IOException e) {
        throw new SessionException(
            ErrorCode.INVALID_SIGNAL,
            "Session " + files.id() + " could not be sent the signal: " + e.getMessage() + ".",
            JsonObject.builder().put("signal", name).build(),
            e);
      }
      long sequence = append(Extension.signal(name));
      lookAtWatches();
      return sequence;
    } finally {
      lock.unlock();
    }
  }

  /// Keeps the session from the idle reaper for another idle time.
  void touch() {
    lock.lock();
    try {
      require(SessionCommand.TOUCH);
      active();
    } finally {
      lock.unlock();
    }
  }

  SessionRecord rename(@Nullable String name) {
    lock.lock();
    try {
      return change(before -> before.withName(name, Instant.now()));
    } finally {
      lock.unlock();
    }
  }

  /// Lets go of a session that never started.
  void abandon() {
    lock.lock();
    try {
      log.abandon();
    } catch (IOException e) {
      LOG.warn("the log of session {}, which did not start, could not be closed", files.id(), e);
    } finally {
      lock.unlock();
    }
  }

  /// Writes what is held back of a character whose other bytes have not come yet, if the log can be
  /// written; the number of the last event, −1 where there is none.
  long flush() {
    lock.lock();
    try {
      if (!over.isDone() && blocked == null && log.isHolding()) {
        log.flush();
        printed();
      }
      return log.lastSequence();
    } catch (LogWriteException e) {
      block(e);
      return log.lastSequence();
    } finally {
      lock.unlock();
    }
  }

  // ---- Ending. ----

  /// Ends the session because of `reason`; harmless where it is ending already.
  void end(TerminationReason reason, Duration grace) {
    begin(LifecycleEvent.END_REQUESTED, reason, grace);
  }

  /// Destroys the session. The result is its record afterwards.
  CompletableFuture<SessionRecord> destroy(Duration grace) {
    begin(LifecycleEvent.DESTROY_REQUESTED, TerminationReason.DESTROYED, grace);
    return over;
  }

  private void begin(LifecycleEvent event, TerminationReason reason, Duration grace) {
    lock.lock();
    try {
      if (over.isDone()) {
        return;
      }
      if (endReason == null) {
        endReason = reason;
      }
      change(before -> before.after(event, Instant.now()));
      var process = pty;
      if (process != null) {
        var _ = process.end(grace);
      }
    } finally {
      lock.unlock();
    }
  }

  // ---- Waiting. ----

  /// Answers `watch` as soon as it has an answer, or when `timeoutMillis` (0: never) are over.
  void watch(Watch watch, long timeoutMillis) {
    lock.lock();
    try {
      lookAt(watch);
      if (watch.answer.isDone()) {
        return;
      }
      watches.add(watch);
    } finally {
      lock.unlock();
    }
    var timeout = timeoutMillis > 0 ? timer.after(timeoutMillis, () -> timeOut(watch)) : null;
    // Also where the client went away, which cancels the answer.
    var _ =
        watch.answer.whenComplete(
            (_, _) -> {
              if (timeout != null) {
                timeout.cancel();
              }
              forget(watch);
            });
  }

  private void forget(Watch watch) {
    lock.lock();
    try {
      watches.remove(watch);
    } finally {
      lock.unlock();
    }
  }

  private void timeOut(Watch watch) {
    lock.lock();
    try {
      watch.answer.complete(watch.timedOut());
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock: looks at a watch again `millis` from now, or earlier if that is planned.
  void lookAgainAfter(long millis, Watch watch) {
    if (!watch.lookIsPlanned) {
      watch.lookIsPlanned = true;
      timer.after(millis, () -> lookAsPlanned(watch));
    }
  }

  private void lookAsPlanned(Watch watch) {
    lock.lock();
    try {
      watch.lookIsPlanned = false;
      lookAt(watch);
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock.
  private void lookAtWatches() {
    if (!watches.isEmpty()) {
      // An answer removes its watch, on this thread.
      List.copyOf(watches).forEach(LiveSession::lookAt);
    }
  }

  private static void lookAt(Watch watch) {
    if (watch.answer.isDone()) {
      return;
    }
    try {
      var answer = watch.look();
      if (answer != null) {
        watch.answer.complete(answer);
      }
    } catch (SessionException e) {
      watch.answer.completeExceptionally(e); // its own fault, and no matter of the session's
    }
  }

  /// Under the lock, as watches are looked at: the number of the last event, −1 if there is none.
  long lastSequence() {
    return log.lastSequence();
  }

  /// Under the lock.
  Terminal terminal() {
    return log.terminal();
  }

  /// Under the lock: when the screen may have changed last.
  long lastScreenChangeNanos() {
    return lastResizeNanos - lastOutputNanos > 0 ? lastResizeNanos : lastOutputNanos;
  }

  /// Under the lock: milliseconds since the last output.
  long quietMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastOutputNanos);
  }

  /// Under the lock.
  boolean isOver() {
    return over.isDone();
  }

  // ---- Idle time. ----

  private void watchIdleTime() {
    long left;
    lock.lock();
    try {
      if (over.isDone()) {
        return;
      }
      long idle = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastActivityNanos);
      left = record.launch().idleTimeoutMs() - idle;
    } finally {
      lock.unlock();
    }
    if (left > 0) {
      timer.after(left, this::watchIdleTime);
    } else {
      end(TerminationReason.IDLE_TIMEOUT, GRACE);
    }
  }

  // ---- Under the lock, from here on. ----

  private void printed() {
    var replies = terminal().takeReplies();
    var process = pty;
    if (replies.length > 0 && process != null) {
      reply(process, replies);
    }
    lastOutputNanos = System.nanoTime();
    lastActivityNanos = lastOutputNanos;
    lookAtWatches();
  }

  /// Answers the application's questions to its terminal. Not logged: a replay asks nobody.
  private void reply(PtyProcess process, byte[] replies) {
    try {
      var _ = process.write(replies);
    } catch (InputRefusedException e) {
      LOG.debug("session {} did not read the answer to its question: {}", files.id(), e.reason());
    }
  }

  private void active() {
    lastActivityNanos = System.nanoTime();
  }

  private long append(LogEvent.Payload event) {
    try {
      return log.append(event);
    } catch (LogWriteException e) {
      throw storage(e);
    }
  }

  /// The process, where the session takes `command` and its log can be written.
  private PtyProcess require(SessionCommand command) {
    Refusals.check(command, record);
    var process = pty;
    if (process == null || exit != null) {
      throw notRunning("its process has just ended");
    }
    if (blocked != null) {
      throw new SessionException(
          ErrorCode.STORAGE_WRITE_ERROR,
          "Session " + files.id() + " stands still because its log cannot be written: " + blocked,
          JsonObject.builder().put("sessionId", files.id().value()).put("reason", blocked).build());
    }
    return process;
  }

  private void requireQueueRoom(PtyProcess process, int bytes) {
    long waiting = process.pendingInputBytes();
    if (waiting > 0 && waiting + bytes > PtyProcess.INPUT_QUEUE_MAX_BYTES) {
      throw new SessionException(
          ErrorCode.HOST_TIMEOUT,
          "Session "
              + files.id()
              + " has not read "
              + waiting
              + " bytes of earlier input yet; try again later.",
          JsonObject.builder()
              .put("sessionId", files.id().value())
              .put("waitingBytes", waiting)
              .build());
    }
  }

  private SessionException notRunning(@Nullable String why) {
    return new SessionException(
        ErrorCode.SESSION_NOT_RUNNING,
        "Session " + files.id() + " did not take the input: " + why + ".",
        JsonObject.builder()
            .put("sessionId", files.id().value())
            .put("status", record.status().word())
            .build());
  }

  private SessionException storage(LogWriteException cause) {
    return new SessionException(
        ErrorCode.STORAGE_WRITE_ERROR,
        String.valueOf(cause.getMessage()),
        JsonObject.builder()
            .put("sessionId", files.id().value())
            .put("reason", cause.reason().name())
            .build(),
        cause);
  }

  private SessionRecord change(UnaryOperator<SessionRecord> change) {
    // Others change the record only of sessions that are over; the file is written from what the
    // host knows, so that a record somebody broke is mended rather than followed.
    var after = change.apply(record);
    if (!after.equals(record)) {
      SessionStore.write(files, after);
      record = after;
    }
    return after;
  }
}
