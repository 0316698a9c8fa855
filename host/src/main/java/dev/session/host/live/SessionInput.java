package dev.session.host.live;

import dev.session.host.pty.InputRefusedException;
import dev.session.host.pty.PtyProcess;
import dev.session.host.pty.PtyProcess.SignalTarget;
import dev.session.host.pty.TerminalModes;
import dev.session.input.Pointer;
import dev.session.log.LogEvent;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogWriteException;
import dev.session.status.SessionCommand;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a session is given: input, commands for its shell, sizes, signals, marks. All of it is in
/// the log before the process can answer it, but for [#reply] and [#whisper].
///
/// Guarded by the session's lock, which the methods called by clients take themselves.
final class SessionInput {
  private static final Logger LOG = LoggerFactory.getLogger(SessionInput.class);

  /// A program that asks its terminal more than this without reading the answers gets no more of
  /// them.
  private static final long UNREAD_REPLIES_MAX_BYTES = 64 << 10;

  private final LiveSession session;
  private final Recorder log;
  private final SessionShell shell;
  private final CurrentRecord record;
  private final ReentrantLock lock;
  private final InputHold hold = new InputHold();
  private final Pointer pointer = new Pointer();
  private final OpenLine openLine = new OpenLine();
  private long lastResizeNanos = System.nanoTime();

  SessionInput(
      LiveSession session,
      Recorder log,
      SessionShell shell,
      CurrentRecord record,
      ReentrantLock lock) {
    this.session = session;
    this.log = log;
    this.shell = shell;
    this.record = record;
    this.lock = lock;
  }

  /// Who alone may give input, if anybody. Guarded by itself.
  InputHold hold() {
    return hold;
  }

  /// Under the lock: where the mouse is.
  Pointer pointer() {
    return pointer;
  }

  /// Under the lock: when the size was changed last by a client.
  long lastResizeNanos() {
    return lastResizeNanos;
  }

  // ---- What clients do. ----

  /// Keeps the session from the idle reaper for another idle time, as if something were typed.
  void touch() {
    lock.lock();
    try {
      session.require(SessionCommand.TOUCH);
      session.active();
    } finally {
      lock.unlock();
    }
  }

  /// Gives the process `bytes`, as `command`; `before` are events that belong to it and precede it.
  ///
  /// The result comes when the terminal has taken the last byte, which is at the pace the process
  /// reads.
  ///
  /// @param holdKey the client's key of the hold; null if it has none
  CompletableFuture<TakenInput> type(
      SessionCommand command, byte[] bytes, List<Extension> before, @Nullable String holdKey) {
    lock.lock();
    try {
      var process = admit(command, holdKey);
      long waiting = process.pendingInputBytes();
      if (waiting > 0 && waiting + bytes.length > PtyProcess.INPUT_QUEUE_MAX_BYTES) {
        throw Complaint.inputWaits(record.get(), waiting);
      }
      var modes = process.modes();
      int openBytes = openLine.after(record.get(), modes, bytes);
      var taken = log.input(bytes, before, isInputHidden(modes));
      // Only what is logged was given.
      openLine.become(openBytes);
      shell.typed(bytes);
      var accepted = process.write(bytes);
      session.acted();
      return accepted.handle(
          (_, failure) -> {
            if (failure != null) {
              throw Complaint.notRunning(record.get(), "it ended before it had read this input");
            }
            return taken;
          });
    } catch (LogWriteException e) {
      throw Complaint.unwritten(record.get(), e);
    } catch (InputRefusedException e) {
      throw switch (e.reason()) {
        case QUEUE_FULL -> Complaint.inputWaits(record.get(), session.reading().unreadInputBytes());
        case ENDED -> Complaint.notRunning(record.get(), String.valueOf(e.getMessage()));
      };
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock: the process, if the session takes `command` and no other client holds it.
  private PtyProcess admit(SessionCommand command, @Nullable String holdKey) {
    var process = session.require(command);
    hold.check(record.get(), holdKey);
    return process;
  }

  /// Gives the shell a command: a watch for its end. `timeoutMillis` 0 is never.
  Watch run(String text, long timeoutMillis, @Nullable String holdKey) {
    var run = new Run(text);
    given(
        () -> admit(SessionCommand.RUN, holdKey),
        process -> {
          var refusal = shell.admit(run);
          if (refusal != null) {
            throw Complaint.shellNotReady(record.get(), refusal, process.foregroundProgram());
          }
          return run;
        });
    var watch = CommandWatches.run(session, run);
    session.watch(watch, timeoutMillis);
    // A command that nobody waits for any more need not be typed; one that was, goes on.
    var _ = watch.answer.whenComplete((_, _) -> session.locked(() -> shell.forget(run)));
    return watch;
  }

  /// Sets a mark; its sequence number.
  long mark(String label) {
    // A mark is not input; the process does not see it.
    return given(
        () -> session.require(SessionCommand.MARK), _ -> log.append(new LogEvent.Mark(label)));
  }

  /// Changes the terminal's size; the event's sequence number.
  long resize(int cols, int rows, @Nullable String holdKey) {
    return given(
        () -> admit(SessionCommand.RESIZE, holdKey),
        process -> {
          // Logged first: what the process redraws comes after it.
          long sequence = log.append(new LogEvent.Resize(cols, rows));
          process.resize(cols, rows);
          lastResizeNanos = System.nanoTime();
          record.note(before -> before.withSize(cols, rows, Instant.now()));
          return sequence;
        });
  }

  /// Sends a signal; the event's sequence number.
  long signal(int number, String name, SignalTarget target, @Nullable String holdKey) {
    return given(
        () -> admit(SessionCommand.SIGNAL, holdKey),
        process -> {
          if (!isSent(process, number, name, target)) {
            throw Complaint.notRunning(record.get(), "its process has just ended");
          }
          return log.append(Extension.signal(name));
        });
  }

  private boolean isSent(PtyProcess process, int number, String name, SignalTarget target) {
    try {
      return process.signal(number, target);
    } catch (IOException e) {
      throw Complaint.signalRefused(record.get(), name, e);
    }
  }

  /// What is done to the process and written to the log.
  private interface Giving<T> {
    T to(PtyProcess process) throws LogWriteException;
  }

  /// Does it under the lock, to the process that `admitted` gives.
  private <T> T given(Supplier<PtyProcess> admitted, Giving<T> giving) {
    lock.lock();
    try {
      var result = giving.to(admitted.get());
      session.acted();
      return result;
    } catch (LogWriteException e) {
      throw Complaint.unwritten(record.get(), e);
    } finally {
      lock.unlock();
    }
  }

  // ---- What the session itself does, under the lock. ----

  /// Logs input and gives it to the process.
  TakenInput give(byte[] bytes) throws LogWriteException {
    var taken = log.input(bytes, List.of(), isInputHidden(process().modes()));
    whisper(bytes);
    return taken;
  }

  /// Gives input to the process that the log does not tell of.
  void whisper(byte[] bytes) {
    try {
      var _ = process().write(bytes);
    } catch (InputRefusedException e) {
      LOG.debug(
          "the shell of session {} ended before its command: {}", session.files().id(), e.reason());
    }
  }

  private PtyProcess process() {
    return Objects.requireNonNull(session.process(), "a shell that shows prompts runs");
  }

  /// Answers the application's questions to its terminal. Not logged: a replay asks nobody.
  void reply(byte[] replies) {
    var process = session.process();
    if (replies.length == 0 || process == null) {
      return;
    }
    var id = session.files().id();
    if (process.pendingInputBytes() > UNREAD_REPLIES_MAX_BYTES) {
      LOG.debug("session {} reads no answers; this one is dropped", id);
      return;
    }
    try {
      var _ = process.write(replies);
    } catch (InputRefusedException e) {
      LOG.debug("session {} did not read the answer to its question: {}", id, e.reason());
    }
  }

  // A password prompt reads lines without echo; a line editor or a full-screen program that turned
  // the echo off reads characters.
  private static boolean isInputHidden(Optional<TerminalModes> modes) {
    return modes.filter(m -> m.canonical() && !m.echo()).isPresent();
  }
}
