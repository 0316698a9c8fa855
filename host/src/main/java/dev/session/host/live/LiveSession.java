package dev.session.host.live;

import dev.session.error.SessionException;
import dev.session.home.Ending;
import dev.session.home.HostRecord;
import dev.session.home.Refusals;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.Version;
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
import dev.session.shell.ShellIntegration;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionCommand;
import dev.session.status.TerminationReason;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  private final DelayedWrites delayed;

  /// Null where sealed segments stay as they are.
  private final @Nullable Compression compression;

  private final CurrentRecord record;
  private final Lifespan lifespan;
  private final SessionShell shell;

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

  private long lastOutputNanos = System.nanoTime();
  private long lastResizeNanos = lastOutputNanos;

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
    this.record = new CurrentRecord(files, record);
    this.log = log;
    delayed = new DelayedWrites(this, log, forceMillis, timer);
    this.timer = timer;
    this.host = host;
    this.keeper = keeper;
    compression = compress ? new Compression(files.log(), lock, timer) : null;
    var launch = record.launch();
    lifespan =
        new Lifespan(
            launch.idleTimeoutMs(), launch.ttlMs(), lock, timer, reason -> end(reason, GRACE));
    watches = new WatchList(lock, timer);
    shell =
        new SessionShell(new ShellSurroundings(this, log, timer), files.id().value(), joinsShells);
    log.follow(shell::printed);
  }

  /// Starts the process. What it prints meanwhile waits for the lock. Where this throws, nothing of
  /// the process is left and the log is closed.
  void start(Ptys ptys, PtyCommand command) throws SpawnException {
    lock.lock();
    try {
      pty = ptys.spawn(command, this);
      var child = pty.identity();
      // Whoever cleans up after a host that was killed must know of the process.
      record.change(before -> before.withProcesses(before.host(), child, Instant.now()));
      keeper.started(this);
      lifespan.begin();
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
    return record.get();
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
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock, after output was logged.
  void printed() throws LogWriteException {
    followSize();
    reply(terminal().takeReplies());
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
    var withheld = shell.withheld();
    log.output(withheld, withheld.length);
    log.release();
    shell.over(how);
    log.end(how);
    var now = Instant.now();
    var ending =
        switch (how) {
          case ProcessExit.Exited(int code) -> Ending.exit(now, code, null, endReason);
          case ProcessExit.Signaled signaled ->
              Ending.exit(now, null, signaled.signalName(), endReason);
        };
    record.change(before -> before.ended(LifecycleEvent.CHILD_EXITED, ending));
    closeLog();
    compressBefore(log.segment() + 1);
    lifespan.over();
    ShellIntegration.remove(files.shell());
    keeper.over(this);
    watches.look();
    attachments().send(this, true);
    over.complete(null);
    var process = pty;
    if (process != null) {
      process.hangUp();
    }
  }

  // ---- The disk. ----

  /// Under the lock, after something was logged.
  private void logged() {
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
    return Inspection.live(files, record.get(), count, showEnv, live);
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
        throw Complaint.inputWaits(record.get(), waiting);
      }
      var modes = process.modes();
      if (modes.isPresent()) {
        openLine.add(record.get(), modes.get(), bytes);
      }
      shell.typed(bytes);
      long sequence = record(bytes, before, isInputHidden(modes));
      var accepted = process.write(bytes);
      acted();
      return accepted.handle(
          (_, failure) -> {
            if (failure != null) {
              throw Complaint.notRunning(record.get(), "it ended before it had read this input");
            }
            return sequence;
          });
    } catch (InputRefusedException e) {
      throw Complaint.notRunning(record.get(), String.valueOf(e.getMessage()));
    } finally {
      lock.unlock();
    }
  }

  /// Gives the shell a command: a watch for its end. `timeoutMillis` 0 is never.
  Watch run(String text, long timeoutMillis) {
    var run = new Run(text);
    lock.lock();
    try {
      var process = require(SessionCommand.RUN);
      var refusal = shell.admit(run);
      if (refusal != null) {
        throw Complaint.shellNotReady(record.get(), refusal, process.foregroundProgram());
      }
      acted();
    } catch (LogWriteException e) {
      throw Complaint.unwritten(record.get(), e);
    } finally {
      lock.unlock();
    }
    var watch = CommandWatches.run(this, run);
    watch(watch, timeoutMillis);
    var _ = watch.answer.whenComplete((_, _) -> forget(run));
    return watch;
  }

  // A command that nobody waits for any more need not be typed; one that was, goes on.
  private void forget(Run run) {
    locked(() -> shell.forget(run));
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
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock: whether the log takes events now.
  boolean isWritable() {
    return !closed && blocked == null;
  }

  /// Under the lock: the process, if it was started.
  @Nullable PtyProcess process() {
    return pty;
  }

  /// Under the lock: logs input and gives it to the process; its number.
  long give(byte[] bytes) throws LogWriteException {
    var process = Objects.requireNonNull(pty, "a shell that shows prompts runs");
    long sequence = log.input(bytes, List.of(), isInputHidden(process.modes()));
    whisper(bytes);
    return sequence;
  }

  /// Under the lock: gives input to the process that the log does not tell of.
  void whisper(byte[] bytes) {
    var process = Objects.requireNonNull(pty, "a shell that shows prompts runs");
    try {
      var _ = process.write(bytes);
    } catch (InputRefusedException e) {
      LOG.debug("the shell of session {} ended before its command: {}", files.id(), e.reason());
    }
  }

  /// Under the lock: records this as printed by the process.
  void print(byte[] output) throws LogWriteException {
    log.output(output, output.length);
    printed();
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
      record.note(before -> before.withSize(cols, rows, Instant.now()));
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
        throw Complaint.notRunning(record.get(), "its process has just ended");
      }
      long sequence = append(Extension.signal(name));
      acted();
      return sequence;
    } catch (IOException e) {
      throw Complaint.signalRefused(record.get(), name, e);
    } finally {
      lock.unlock();
    }
  }

  /// Keeps the session from the idle reaper for another idle time.
  void touch() {
    lock.lock();
    try {
      require(SessionCommand.TOUCH);
      lifespan.active();
    } finally {
      lock.unlock();
    }
  }

  SessionRecord rename(@Nullable String name) {
    lock.lock();
    try {
      if (closed) {
        throw Complaint.notRunning(record.get(), "it has just ended");
      }
      return record.change(before -> before.withName(name, Instant.now()));
    } finally {
      lock.unlock();
    }
  }

  /// Keeps the session from being collected once it is over, or lets it be.
  SessionRecord keep(boolean kept) {
    lock.lock();
    try {
      if (closed) {
        throw Complaint.notRunning(record.get(), "it has just ended");
      }
      return record.change(before -> before.withKept(kept, Instant.now()));
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
      throw Complaint.unwritten(record.get(), e);
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
        throw Complaint.notRunning(record.get(), "it has just ended");
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
    record.note(before -> before.after(event, Instant.now()));
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
    return blocked == null
        ? Complaint.unkillable(record.get())
        : Complaint.logBlocked(record.get(), blocked);
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

  /// The session's shell. Under the lock, but before [#start].
  SessionShell shell() {
    return shell;
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

  /// The program that has the terminal; null where that is not known.
  @Nullable String foregroundProgram() {
    lock.lock();
    try {
      return pty == null ? null : pty.foregroundProgram();
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
    return record.get().status().terminal();
  }

  // ---- Under the lock, from here on. ----

  /// After somebody did something with the session that was logged.
  private void acted() {
    lifespan.active();
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
      throw Complaint.unwritten(record.get(), e);
    }
  }

  private long append(LogEvent.Payload event) {
    try {
      return log.append(event);
    } catch (LogWriteException e) {
      throw Complaint.unwritten(record.get(), e);
    }
  }

  /// The process, where the session takes `command` and its log can be written.
  private PtyProcess require(SessionCommand command) {
    Refusals.check(command, record.get());
    var process = pty;
    if (process == null || exit != null) {
      throw Complaint.notRunning(record.get(), "its process has just ended");
    }
    if (blocked != null) {
      throw Complaint.logBlocked(record.get(), blocked);
    }
    return process;
  }
}
