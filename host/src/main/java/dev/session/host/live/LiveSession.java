package dev.session.host.live;

import dev.session.error.SessionException;
import dev.session.home.Ending;
import dev.session.home.HostRecord;
import dev.session.home.Refusals;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.host.pty.PtyCommand;
import dev.session.host.pty.PtyListener;
import dev.session.host.pty.PtyProcess;
import dev.session.host.pty.Ptys;
import dev.session.host.pty.SpawnException;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogWriteException;
import dev.session.process.ProcessExit;
import dev.session.process.ProcessIdentity;
import dev.session.screen.ScreenView;
import dev.session.shell.ShellIntegration;
import dev.session.status.FailureOrigin;
import dev.session.status.SessionCommand;
import dev.session.status.SessionStatus;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running session: its process, its log, and whoever waits for it.
///
/// Everything that happens is in the log before anybody is told of it: output is logged before a
/// wait sees it, input before the process can answer it. Where the log cannot be written, nothing
/// more is read from the process, input is refused, and writing is tried again until it works.
///
/// The session is over when its process has ended, nothing that was told to end with it is left,
/// and log and record say so. What a survivor prints after that is not the session's.
///
/// Owns the process and the log's writer. Guarded by its lock, which its parts share
/// ([SessionInput], [SessionEnd], [SessionShell], [WatchList] and others), and which is never held
/// while waiting for a process or a person.
final class LiveSession implements PtyListener {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  /// Whoever keeps the running sessions. Called under the session's lock.
  interface Keeper {
    /// The process runs and the record tells of it.
    void started(LiveSession session);

    /// The session is over; whoever waited for that is told next.
    void over(LiveSession session);
  }

  private static final long STORAGE_RETRY_MILLIS = 250;

  private final ReentrantLock lock = new ReentrantLock();
  private final SessionFiles files;
  private final Recorder log;
  private final HostTimer timer;
  private final Keeper keeper;
  private final WatchList watches;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final DelayedWrites delayed;

  /// Null where sealed segments stay as they are.
  private final @Nullable Compression compression;

  private final CurrentRecord record;
  private final Lifespan lifespan;
  private final SessionShell shell;
  private final SessionInput input;
  private final SessionEnd end;
  private final SessionReading reading;
  private final SessionLabels labels;

  // Guarded by lock, from here on.
  private @Nullable PtyProcess pty;

  /// Whether the log takes no more events.
  private boolean closed;

  /// Why log or record cannot be written; null while they can.
  private @Nullable String blocked;

  private long lastOutputNanos = System.nanoTime();

  LiveSession(
      SessionFiles files,
      SessionRecord record,
      Recorder log,
      long forceMillis,
      boolean compress,
      boolean joinsShells,
      HostTimer timer,
      HostRecord host,
      Keeper keeper) {
    this.files = files;
    this.record = new CurrentRecord(files, record, log::mark);
    this.log = log;
    delayed = new DelayedWrites(this, log, forceMillis, timer);
    this.timer = timer;
    this.keeper = keeper;
    compression = compress ? new Compression(files.log(), lock, timer) : null;
    var launch = record.launch();
    lifespan =
        new Lifespan(
            launch.idleTimeoutMs(),
            launch.ttlMs(),
            lock,
            timer,
            () -> shell().isRunning(),
            reason -> end().begin(reason, SessionEnd.GRACE));
    watches = new WatchList(lock, timer);
    shell =
        new SessionShell(new ShellSurroundings(this, log, timer), files.id().value(), joinsShells);
    log.follow(shell::printed);
    input = new SessionInput(this, log, shell, this.record, lock);
    end = new SessionEnd(this, this.record, lock);
    reading = new SessionReading(this, this.record, host, lock);
    labels = new SessionLabels(this, this.record, log, lock);
  }

  /// Starts the process. What it prints meanwhile waits for the lock. If this throws, one of
  /// [#neverStarted] and [#abandon] must follow.
  void start(Ptys ptys, PtyCommand command) throws SpawnException {
    lock.lock();
    try {
      pty = ptys.spawn(command, this);
      var child = pty.identity();
      // Whoever cleans up after a host that was killed must know of the process.
      record.change(before -> before.withProcesses(before.host(), child, Instant.now()));
      keeper.started(this);
      lifespan.begin();
    } finally {
      lock.unlock();
    }
  }

  /// Notes that the program could not be started, which is the end of the session. False if that
  /// cannot be written down.
  boolean neverStarted(String reason) {
    lock.lock();
    try {
      log.fail(FailureOrigin.SPAWN_FAILURE, reason);
      record.change(this::followingLog);
      closeLog();
      ShellIntegration.remove(files.shell());
      return true;
    } catch (LogWriteException | SessionException e) {
      LOG.warn("session {} cannot note that it did not start: {}", files.id(), e.getMessage());
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Leaves a session that is to leave nothing: its process is ended and its log is closed.
  void abandon() {
    lock.lock();
    try {
      closeLog();
      var process = pty;
      if (process != null) {
        var _ = process.end(Duration.ZERO).thenRun(process::hangUp);
      }
    } finally {
      lock.unlock();
    }
  }

  /// A text about the session without what must not be written down.
  String redacted(String text) {
    return log.redacted(text);
  }

  private void closeLog() {
    closed = true;
    try {
      log.close();
    } catch (IOException e) {
      LOG.error("the log of session {} could not be closed properly", files.id(), e);
    }
  }

  SessionRecord record() {
    return record.get();
  }

  SessionFiles files() {
    return files;
  }

  /// What clients give to it.
  SessionInput input() {
    return input;
  }

  /// What it is called, and whether it is kept.
  SessionLabels labels() {
    return labels;
  }

  /// What can be read of it.
  SessionReading reading() {
    return reading;
  }

  /// How it comes to its end.
  SessionEnd end() {
    return end;
  }

  /// Its shell. Under the lock, but before [#start].
  SessionShell shell() {
    return shell;
  }

  /// Complete when the session is over.
  CompletableFuture<Void> over() {
    return over;
  }

  // ---- What the process does: called on its pty-output thread. ----

  @Override
  public Reading onOutput(byte[] buffer, int length) {
    lock.lock();
    try {
      if (closed) {
        return Reading.CONTINUE;
      }
      if (shell.isWithholding()) {
        var filtered = shell.filtered(buffer, length);
        log.output(filtered, filtered.length);
      } else {
        log.output(buffer, length);
      }
      printed();
      return Reading.CONTINUE;
    } catch (LogWriteException e) {
      block(e);
      return Reading.PAUSE;
    } catch (RuntimeException e) {
      fail(e);
      return Reading.CONTINUE;
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock, after output was logged.
  void printed() throws LogWriteException {
    followSize();
    input.reply(terminal().takeReplies());
    lastOutputNanos = System.nanoTime();
    lifespan.active();
    delayed.printed();
    shell.react();
    logged();
  }

  /// Where the application has asked its terminal for another size and got it: tells the processes
  /// and the record, as a resize by a person does.
  private void followSize() {
    int cols = terminal().cols();
    int rows = terminal().rows();
    var process = pty;
    if (process != null && (cols != record.get().cols() || rows != record.get().rows())) {
      process.resize(cols, rows);
      record.note(before -> before.withSize(cols, rows, Instant.now()));
    }
  }

  @Override
  public void onExit(ProcessExit how) {
    end.processEnded(how);
  }

  @Override
  public void onSurvivors(List<ProcessIdentity> survivors) {
    end.survived(survivors);
  }

  @Override
  public void onClosed() {
    // Nothing is left to close: the record was finished at the exit.
  }

  // ---- The end. ----

  /// Under the lock: ends the session if all that must come before has come.
  void finish() {
    var how = end.due();
    if (how == null || !isWritable()) {
      return;
    }
    try {
      writeEnd(how);
    } catch (IOException | SessionException e) {
      block(e);
    }
  }

  /// Notes the end, first in the log, then in the record, then for those waiting.
  private void writeEnd(ProcessExit how) throws IOException {
    var withheld = shell.withheld();
    log.output(withheld, withheld.length);
    log.release();
    shell.over(how);
    log.end(how);
    record.change(this::followingLog);
    closeLog();
    compressBefore(log.segment() + 1);
    tellOver();
    var process = pty;
    if (process != null) {
      process.hangUp();
    }
  }

  private void tellOver() {
    lifespan.over();
    ShellIntegration.remove(files.shell());
    keeper.over(this);
    watches.look();
    attachments().send(this, true);
    over.complete(null);
  }

  /// Under the lock: something of ours went wrong with what the process printed, so what its
  /// terminal shows is not certain any more. That is the end of the session: one that neither goes
  /// on nor ends would keep its program, its clients and the host waiting.
  private void fail(RuntimeException defect) {
    LOG.error("the terminal of session {} has failed; its process is ended", files.id(), defect);
    var reason = "its output could not be processed: " + defect;
    try {
      log.fail(FailureOrigin.RENDERER_FAILURE, reason);
    } catch (LogWriteException e) {
      LOG.error("the log of session {} does not say how it ended", files.id(), e);
    }
    var now = Instant.now();
    var failure = Ending.failure(now, FailureOrigin.RENDERER_FAILURE, reason);
    record.note(before -> before.inStatus(SessionStatus.FAILED, failure, now));
    abandon();
    tellOver();
  }

  /// The record of a session whose log tells its end.
  private SessionRecord followingLog(SessionRecord before) {
    var ending = log.story().ending();
    return ending == null ? before : before.inStatus(log.story().status(), ending, ending.at());
  }

  // ---- The disk. ----

  /// Under the lock, after something was logged.
  void logged() {
    delayed.logged();
    compressBefore(log.segment());
    watches.look();
    attachments().send(this, false);
  }

  private void compressBefore(int segment) {
    if (compression != null) {
      compression.sealedBefore(segment);
    }
  }

  /// Under the lock: stands still until [#retry] succeeds.
  private void block(Exception cause) {
    if (blocked == null) {
      LOG.warn("session {} stands still: {}", files.id(), cause.getMessage());
      timer.onDiskAfter(STORAGE_RETRY_MILLIS, this::retry);
    }
    blocked = String.valueOf(cause.getMessage());
  }

  private void retry() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      log.retry();
      var how = end.due();
      if (how != null) {
        writeEnd(how);
      }
      blocked = null;
      LOG.info("session {} goes on", files.id());
      if (!closed) {
        printed();
      }
      var process = pty;
      if (process != null) {
        process.resume();
      }
    } catch (IOException | SessionException e) {
      if (blocked != null) { // else it stands still anew, which sees to the next try
        timer.onDiskAfter(STORAGE_RETRY_MILLIS, this::retry);
      }
      block(e);
    } catch (RuntimeException e) {
      fail(e);
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock: why log or record cannot be written; null while they can.
  @Nullable String blocked() {
    return blocked;
  }

  /// Under the lock: logs what has happened already, if need be when the log can be written again.
  void note(Extension event) {
    try {
      log.note(event);
      logged();
    } catch (LogWriteException e) {
      block(e);
    }
  }

  /// Writes what is held back of a character whose other bytes have not come yet, but not what may
  /// become a secret; the number of the last event, −1 where there is none.
  long flush() {
    lock.lock();
    try {
      if (isWritable() && log.flush()) {
        printed();
      }
      return log.lastSequence();
    } catch (LogWriteException e) {
      throw Complaint.unwritten(record.get(), e);
    } finally {
      lock.unlock();
    }
  }

  // ---- Waiting. ----

  /// Answers `watch` as soon as it has an answer, or when `timeoutMillis` (0: never) are over.
  void watch(Watch watch, long timeoutMillis) {
    watches.add(watch, timeoutMillis);
  }

  /// How many wait.
  int watchCount() {
    lock.lock();
    try {
      return watches.size();
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock: looks at the watches again `millis` from now.
  void lookAgainAfter(long millis) {
    watches.lookAgainAfter(millis);
  }

  /// Under the lock, as watches are looked at: the number of the last event, −1 if there is none.
  long lastSequence() {
    return log.lastSequence();
  }

  /// Under the lock.
  Terminal terminal() {
    return log.terminal();
  }

  /// Under the lock.
  Attachments attachments() {
    return log.attachments();
  }

  /// Under the lock: what there is to see now.
  ScreenView view() {
    return log.view(isOver());
  }

  /// Under the lock: when the screen may have changed last.
  long lastScreenChangeNanos() {
    long resizeNanos = input.lastResizeNanos();
    return resizeNanos - lastOutputNanos > 0 ? resizeNanos : lastOutputNanos;
  }

  /// Under the lock: milliseconds since the last output.
  long quietMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastOutputNanos);
  }

  /// Under the lock.
  boolean isOver() {
    return record.get().status().terminal();
  }

  // ---- For its parts. ----

  /// Does something on the host's clock thread, `millis` from now.
  void after(long millis, Runnable task) {
    timer.after(millis, task);
  }

  /// Does something under the session's lock that depends on what its terminal is at that moment.
  <T> T atomically(Function<Terminal, T> action) {
    lock.lock();
    try {
      return action.apply(terminal());
    } finally {
      lock.unlock();
    }
  }

  /// Something to do under the lock.
  interface Task {
    void run() throws LogWriteException;
  }

  /// Does `task` under the lock. Where it cannot write, the session stands still.
  void locked(Task task) {
    lock.lock();
    try {
      task.run();
    } catch (LogWriteException e) {
      block(e);
    } catch (SessionException e) {
      throw e;
    } catch (RuntimeException e) {
      fail(e);
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock: whether the log takes no more events.
  boolean isClosed() {
    return closed;
  }

  /// Under the lock: whether the log takes events now.
  boolean isWritable() {
    return !closed && blocked == null;
  }

  /// Under the lock: the process, if it was started.
  @Nullable PtyProcess process() {
    return pty;
  }

  /// Under the lock: records this as printed by the process.
  void print(byte[] output) throws LogWriteException {
    log.output(output, output.length);
    printed();
  }

  /// Under the lock: starts the idle time anew.
  void active() {
    lifespan.active();
  }

  /// Under the lock, after somebody did something with the session that was logged.
  void acted() {
    active();
    logged();
  }

  /// Under the lock: refuses what makes no sense once the log takes no more events.
  void requireOpen() {
    if (closed) {
      throw Complaint.notRunning(record.get(), "it has just ended");
    }
  }

  /// Under the lock: the process, where the session takes `command` and its log can be written.
  PtyProcess require(SessionCommand command) {
    Refusals.check(command, record.get());
    var process = pty;
    if (process == null || end.processHasEnded()) {
      throw Complaint.notRunning(record.get(), "its process has just ended");
    }
    if (blocked != null) {
      throw Complaint.logBlocked(record.get(), blocked);
    }
    return process;
  }
}
