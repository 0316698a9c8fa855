package dev.session.host.live;

import dev.session.error.SessionException;
import dev.session.home.Ending;
import dev.session.home.HostRecord;
import dev.session.home.Refusals;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.home.Version;
import dev.session.host.live.HostTimer.Appointment;
import dev.session.host.pty.InputRefusedException;
import dev.session.host.pty.PtyCommand;
import dev.session.host.pty.PtyListener;
import dev.session.host.pty.PtyProcess;
import dev.session.host.pty.PtyProcess.SignalTarget;
import dev.session.host.pty.Ptys;
import dev.session.host.pty.SpawnException;
import dev.session.host.pty.TerminalModes;
import dev.session.input.InputModes;
import dev.session.input.Pointer;
import dev.session.log.LogEvent;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogWriteException;
import dev.session.message.InspectResult;
import dev.session.process.ProcessExit;
import dev.session.recovery.Inspection;
import dev.session.screen.ScreenView;
import dev.session.screen.Snapshot;
import dev.session.screen.SnapshotOptions;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionCommand;
import dev.session.status.TerminationReason;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
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
/// The session is over when its process has ended, nothing that was told to end with it is left,
/// and log and record say so. What a survivor prints after that is not the session's.
///
/// Owns the process and the log's writer. Guarded by its lock, which is never held while waiting
/// for a process or a person.
final class LiveSession implements PtyListener {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  /// Whoever keeps the running sessions. Called under the session's lock.
  interface Keeper {
    /// The process runs and the record tells of it.
    void started(LiveSession session);

    /// The session is over; whoever waited for that is told next.
    void over(LiveSession session);
  }

  /// How long a session has to end by itself before what is left of it is killed.
  static final Duration GRACE = Duration.ofSeconds(5);

  /// How long after its grace a session may take to be gone.
  static final Duration ENDING_MARGIN = Duration.ofSeconds(5);

  private static final long STORAGE_RETRY_MILLIS = 250;

  /// A program that asks its terminal more than this without reading the answers gets no more of
  /// them.
  private static final long UNREAD_REPLIES_MAX_BYTES = 64 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final SessionFiles files;
  private final Recorder log;
  private final HostTimer timer;
  private final HostRecord host;
  private final Keeper keeper;
  private final WatchList watches;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final InputHold hold = new InputHold();

  /// Guarded by lock.
  private final Pointer pointer = new Pointer();

  /// Guarded by lock.
  private final OpenLine openLine = new OpenLine();

  /// After how long what was logged is forced to the disk; 0 if not by us.
  private final long forceMillis;

  /// Null where sealed segments stay as they are.
  private final @Nullable Compression compression;

  /// Read by anybody; changed under the lock.
  private volatile SessionRecord record;

  // Guarded by lock, from here on.
  private @Nullable PtyProcess pty;
  private @Nullable TerminationReason endReason;
  private @Nullable ProcessExit exit;

  /// How many requests to end all of its processes are being carried out.
  private int endings;

  /// Whether the log takes no more events.
  private boolean closed;

  /// Why log or record cannot be written; null while they can.
  private @Nullable String blocked;

  private boolean forceIsComing;
  private boolean flushIsComing;
  private @Nullable Appointment idleAlarm;
  private @Nullable Appointment ttlAlarm;
  private long lastActivityNanos = System.nanoTime();
  private long lastOutputNanos = lastActivityNanos;
  private long lastResizeNanos = lastActivityNanos;

  LiveSession(
      SessionFiles files,
      SessionRecord record,
      Recorder log,
      long forceMillis,
      boolean compress,
      HostTimer timer,
      HostRecord host,
      Keeper keeper) {
    this.files = files;
    this.record = record;
    this.log = log;
    this.forceMillis = forceMillis;
    this.timer = timer;
    this.host = host;
    this.keeper = keeper;
    compression = compress ? new Compression(files.log(), lock, timer) : null;
    watches = new WatchList(lock, timer);
  }

  /// Starts the process. What it prints meanwhile waits for the lock. Where this throws, nothing of
  /// the process is left and the log is closed.
  void start(Ptys ptys, PtyCommand command) throws SpawnException {
    lock.lock();
    try {
      pty = ptys.spawn(command, this);
      var child = pty.identity();
      // Whoever cleans up after a host that was killed must know of the process.
      change(before -> before.withProcesses(before.host(), child, Instant.now()));
      keeper.started(this);
      if (record.launch().idleTimeoutMs() > 0) {
        idleAlarm = timer.after(record.launch().idleTimeoutMs(), this::watchIdleTime);
      }
      if (record.launch().ttlMs() > 0) {
        ttlAlarm =
            timer.after(record.launch().ttlMs(), () -> end(TerminationReason.TIME_TO_LIVE, GRACE));
      }
    } catch (SpawnException | RuntimeException e) {
      abandon();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void abandon() {
    closeLog();
    var process = pty;
    if (process != null) {
      var _ = process.end(Duration.ZERO).thenRun(process::hangUp);
    }
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
    return record;
  }

  SessionFiles files() {
    return files;
  }

  /// Complete when the session is over.
  CompletableFuture<Void> over() {
    return over;
  }

  // ---- What the process does: called on its pty-loop thread. ----

  @Override
  public Reading onOutput(byte[] buffer, int length) {
    lock.lock();
    try {
      if (closed) {
        return Reading.CONTINUE;
      }
      try {
        log.output(buffer, length);
      } catch (LogWriteException e) {
        block(e);
        return Reading.PAUSE;
      }
      printed();
      return Reading.CONTINUE;
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock, after output was logged.
  private void printed() {
    followSize();
    reply(terminal().takeReplies());
    lastOutputNanos = System.nanoTime();
    lastActivityNanos = lastOutputNanos;
    if (log.isHolding() && !flushIsComing) {
      flushIsComing = true;
      timer.after(log.patienceMillis(), this::releaseUnfinished);
    }
    logged();
  }

  /// Where the application has asked its terminal for another size and got it: tells the processes
  /// and the record, as a resize by a person does.
  private void followSize() {
    int cols = terminal().cols();
    int rows = terminal().rows();
    var process = pty;
    if (process != null && (cols != record.cols() || rows != record.rows())) {
      process.resize(cols, rows);
      note(before -> before.withSize(cols, rows, Instant.now()));
    }
  }

  /// Answers the application's questions to its terminal. Not logged: a replay asks nobody.
  private void reply(byte[] replies) {
    var process = pty;
    if (replies.length == 0 || process == null) {
      return;
    }
    if (process.pendingInputBytes() > UNREAD_REPLIES_MAX_BYTES) {
      LOG.debug("session {} reads no answers; this one is dropped", files.id());
      return;
    }
    try {
      var _ = process.write(replies);
    } catch (InputRefusedException e) {
      LOG.debug("session {} did not read the answer to its question: {}", files.id(), e.reason());
    }
  }

  private void releaseUnfinished() {
    lock.lock();
    try {
      flushIsComing = false;
      if (closed || blocked != null || !log.isHolding()) {
        return;
      }
      long left = log.patienceMillis() - quietMillis();
      if (left > 0) {
        flushIsComing = true;
        timer.after(left, this::releaseUnfinished);
      } else {
        log.release();
        printed();
      }
    } catch (LogWriteException e) {
      block(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onExit(ProcessExit how) {
    lock.lock();
    try {
      exit = how;
      finish();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onClosed() {
    // Nothing is left to close: the record was finished at the exit.
  }

  /// Under the lock: ends the session if all that must come before has come.
  private void finish() {
    var how = exit;
    if (how == null || endings > 0 || closed || blocked != null) {
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
    log.end(how);
    var now = Instant.now();
    var ending =
        switch (how) {
          case ProcessExit.Exited(int code) -> Ending.exit(now, code, null, endReason);
          case ProcessExit.Signaled signaled ->
              Ending.exit(now, null, signaled.signalName(), endReason);
        };
    change(before -> before.ended(LifecycleEvent.CHILD_EXITED, ending));
    closeLog();
    compressBefore(log.segment() + 1);
    cancel(idleAlarm);
    cancel(ttlAlarm);
    keeper.over(this);
    watches.look();
    attachments().send(this, true);
    over.complete(null);
    var process = pty;
    if (process != null) {
      process.hangUp();
    }
  }

  // Until it rings, an alarm keeps all of the session in memory.
  private static void cancel(@Nullable Appointment alarm) {
    if (alarm != null) {
      alarm.cancel();
    }
  }

  // ---- The disk. ----

  /// Under the lock, after something was logged.
  private void logged() {
    if (forceMillis > 0 && !forceIsComing) {
      forceIsComing = true;
      timer.onDiskAfter(forceMillis, this::force);
    }
    compressBefore(log.segment());
    watches.look();
    attachments().send(this, false);
  }

  private void compressBefore(int segment) {
    if (compression != null) {
      compression.sealedBefore(segment);
    }
  }

  private void force() {
    lock.lock();
    try {
      forceIsComing = false;
      if (!closed && blocked == null) {
        log.force();
      }
    } catch (LogWriteException e) {
      block(e);
    } finally {
      lock.unlock();
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
      var how = exit;
      if (how != null && endings == 0) {
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
      block(e);
      timer.onDiskAfter(STORAGE_RETRY_MILLIS, this::retry);
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

  /// Does something under the session's lock that depends on what its terminal is at that moment.
  <T> T atomically(Function<Terminal, T> action) {
    lock.lock();
    try {
      return action.apply(terminal());
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock.
  Attachments attachments() {
    return log.attachments();
  }

  /// Under the lock.
  Pointer pointer() {
    return pointer;
  }

  /// The modes of the terminal device; empty where it is closed.
  Optional<TerminalModes> deviceModes() {
    lock.lock();
    try {
      return pty == null ? Optional.empty() : pty.modes();
    } finally {
      lock.unlock();
    }
  }

  InputHold hold() {
    return hold;
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
      long waiting = process.pendingInputBytes();
      if (waiting > 0 && waiting + bytes.length > PtyProcess.INPUT_QUEUE_MAX_BYTES) {
        throw Complaint.inputWaits(record, waiting);
      }
      var modes = process.modes();
      if (modes.isPresent()) {
        openLine.add(record, modes.get(), bytes);
      }
      long sequence = record(bytes, before, isInputHidden(modes));
      var accepted = process.write(bytes);
      acted();
      return accepted.handle(
          (_, failure) -> {
            if (failure != null) {
              throw Complaint.notRunning(record, "it ended before it had read this input");
            }
            return sequence;
          });
    } catch (InputRefusedException e) {
      throw Complaint.notRunning(record, String.valueOf(e.getMessage()));
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
      acted();
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
      note(before -> before.withSize(cols, rows, Instant.now()));
      acted();
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
      if (!process.signal(number, target)) {
        throw Complaint.notRunning(record, "its process has just ended");
      }
      long sequence = append(Extension.signal(name));
      acted();
      return sequence;
    } catch (IOException e) {
      throw Complaint.signalRefused(record, name, e);
    } finally {
      lock.unlock();
    }
  }

  /// Keeps the session from the idle reaper for another idle time.
  void touch() {
    lock.lock();
    try {
      require(SessionCommand.TOUCH);
      lastActivityNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  SessionRecord rename(@Nullable String name) {
    lock.lock();
    try {
      if (closed) {
        throw Complaint.notRunning(record, "it has just ended");
      }
      return change(before -> before.withName(name, Instant.now()));
    } finally {
      lock.unlock();
    }
  }

  /// Keeps the session from being collected once it is over, or lets it be.
  SessionRecord keep(boolean kept) {
    lock.lock();
    try {
      if (closed) {
        throw Complaint.notRunning(record, "it has just ended");
      }
      return change(before -> before.withKept(kept, Instant.now()));
    } finally {
      lock.unlock();
    }
  }

  /// Writes what is held back of a character whose other bytes have not come yet, but not what may
  /// become a secret; the number of the last event, −1 where there is none.
  long flush() {
    lock.lock();
    try {
      if (!closed && blocked == null && log.flush()) {
        printed();
      }
      return log.lastSequence();
    } catch (LogWriteException e) {
      throw Complaint.unwritten(record, e);
    } finally {
      lock.unlock();
    }
  }

  // ---- Ending. ----

  /// Ends the session because of `reason`; harmless where it is ending already.
  void end(TerminationReason reason, Duration grace) {
    lock.lock();
    try {
      if (!closed) {
        begin(LifecycleEvent.END_REQUESTED, reason, grace);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Destroys the session: a watch for that.
  Watch destroy(Duration grace) {
    lock.lock();
    try {
      if (closed) {
        throw Complaint.notRunning(record, "it has just ended");
      }
      begin(LifecycleEvent.DESTROY_REQUESTED, TerminationReason.DESTROYED, grace);
    } finally {
      lock.unlock();
    }
    var watch = Watches.destroyed(this);
    watch(watch, grace.plus(ENDING_MARGIN).toMillis());
    return watch;
  }

  private void begin(LifecycleEvent event, TerminationReason reason, Duration grace) {
    if (endReason == null) {
      endReason = reason;
    }
    LOG.info("session {} is ended: {}", files.id(), reason.word());
    note(before -> before.after(event, Instant.now()));
    var process = pty;
    if (process != null) {
      endings++;
      var _ = process.end(grace).thenAccept(this::processesEnded);
    }
  }

  private void processesEnded(PtyProcess.Ended how) {
    if (!how.survivors().isEmpty()) {
      LOG.warn("processes of session {} cannot be ended: {}", files.id(), how.survivors());
    }
    lock.lock();
    try {
      endings--;
      finish();
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock: why the session is not gone although its time is up.
  SessionException notGone() {
    return blocked == null ? Complaint.unkillable(record) : Complaint.logBlocked(record, blocked);
  }

  private void watchIdleTime() {
    lock.lock();
    try {
      long idle = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastActivityNanos);
      long left = record.launch().idleTimeoutMs() - idle;
      if (closed) {
        return;
      }
      if (left > 0) {
        idleAlarm = timer.after(left, this::watchIdleTime);
      } else {
        end(TerminationReason.IDLE_TIMEOUT, GRACE);
      }
    } finally {
      lock.unlock();
    }
  }

  // ---- Waiting. ----

  /// Answers `watch` as soon as it has an answer, or when `timeoutMillis` (0: never) are over.
  void watch(Watch watch, long timeoutMillis) {
    watches.add(watch, timeoutMillis);
  }

  /// Under the lock: looks at the watches again `millis` from now.
  void lookAgainAfter(long millis) {
    watches.lookAgainAfter(millis);
  }

  /// How much input the process has not read yet.
  long unreadInputBytes() {
    lock.lock();
    try {
      return pty == null ? 0 : pty.pendingInputBytes();
    } finally {
      lock.unlock();
    }
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

  /// Under the lock, as watches are looked at: the number of the last event, −1 if there is none.
  long lastSequence() {
    return log.lastSequence();
  }

  /// Under the lock.
  Terminal terminal() {
    return log.terminal();
  }

  /// Under the lock: what there is to see now.
  ScreenView view() {
    return log.view(isOver());
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
    return record.status().terminal();
  }

  // ---- Under the lock, from here on. ----

  /// After somebody did something with the session that was logged.
  private void acted() {
    lastActivityNanos = System.nanoTime();
    logged();
  }

  // A password prompt reads lines without echo; a line editor or a full-screen program that turned
  // the echo off reads characters.
  private static boolean isInputHidden(Optional<TerminalModes> modes) {
    return modes.filter(m -> m.canonical() && !m.echo()).isPresent();
  }

  private long record(byte[] input, List<Extension> before, boolean hidden) {
    try {
      return log.input(input, before, hidden);
    } catch (LogWriteException e) {
      throw Complaint.unwritten(record, e);
    }
  }

  private long append(LogEvent.Payload event) {
    try {
      return log.append(event);
    } catch (LogWriteException e) {
      throw Complaint.unwritten(record, e);
    }
  }

  /// The process, where the session takes `command` and its log can be written.
  private PtyProcess require(SessionCommand command) {
    Refusals.check(command, record);
    var process = pty;
    if (process == null || exit != null) {
      throw Complaint.notRunning(record, "its process has just ended");
    }
    if (blocked != null) {
      throw Complaint.logBlocked(record, blocked);
    }
    return process;
  }

  /// Changes the record. Others change it only where the session is over; the file is written from
  /// what the host knows, so that a record somebody broke is mended rather than followed.
  private SessionRecord change(UnaryOperator<SessionRecord> change) {
    var after = change.apply(record);
    if (!after.equals(record)) {
      SessionStore.write(files, after);
      record = after;
    }
    return after;
  }

  /// Changes the record to what has happened already: a file that cannot be written now is behind
  /// until the next change, or the end.
  private void note(UnaryOperator<SessionRecord> change) {
    var after = change.apply(record);
    if (after.equals(record)) {
      return;
    }
    record = after;
    try {
      SessionStore.write(files, after);
    } catch (SessionException e) {
      LOG.warn("the record of session {} is behind: {}", files.id(), e.sentence());
    }
  }
}
