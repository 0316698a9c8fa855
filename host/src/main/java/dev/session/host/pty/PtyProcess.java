package dev.session.host.pty;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.session.process.ProcessExit;
import dev.session.process.ProcessIdentity;
import dev.session.process.ProcessStat;
import dev.session.process.SessionProcesses.Origin;
import dev.session.process.Signals;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A program in a terminal of its own. It leads a POSIX session and the terminal's first process
/// group.
///
/// May be used from any thread. What concerns the descriptors' life is guarded by [#lock]; all else
/// is confined to the loop thread. The life is: running, then `reaped` (its end is known and its
/// number free again), then `exitReported` once its output has been passed on; apart from that the
/// terminal is open until nobody holds its other side any more, or [#hangUp].
public final class PtyProcess {

  /// Whom a signal is for.
  public enum SignalTarget {
    /// The program alone.
    LEADER,
    /// The program's own process group, without the jobs that a shell has put into groups of their
    /// own.
    GROUP,
    /// The group that the terminal's keys act upon: a shell's current job.
    FOREGROUND
  }

  /// The most input that waits for the program to read it. One write of any size is taken when none
  /// waits.
  public static final long INPUT_QUEUE_MAX_BYTES = 64L * 1024 * 1024;

  /// The most that one process takes of its input in one turn of the loop.
  private static final int WRITE_TURN_BYTES = 64 * 1024;

  /// A terminal holds less than 16 KiB; what is read beyond this after the exit is from survivors.
  private static final int EXIT_DRAIN_MAX_BYTES = 64 * 1024;

  private static final int NOT_WATCHED = -1;

  /// One unit of input on its way.
  private static final class Write {
    final byte[] bytes;
    final CompletableFuture<Void> accepted = new CompletableFuture<>();
    int written;

    Write(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private final PtyLoop loop;
  private final SessionCensus census;
  private final PtyListener listener;
  private final SessionEnding.Signalling signalling;
  private final ProcessIdentity identity;
  private final Origin origin;
  private final String terminal;
  private final int master;
  private final int slave;
  private final int pidfd;
  private final Backlog backlog;

  /// Complete when the program is reaped and the terminal closed.
  private final CompletableFuture<Void> released = new CompletableFuture<>();

  private final Object lock = new Object();
  // Guarded by lock.
  private boolean open = true;
  private boolean reaped;
  private @Nullable ProcessExit exit; // written by the loop thread only, which reads it freely
  private long pendingInputBytes;

  // Confined to the loop thread.
  private final ArrayDeque<Write> input = new ArrayDeque<>();
  private int masterSlot = NOT_WATCHED;
  private int masterInterest;
  private int pidSlot = NOT_WATCHED;
  private boolean backlogFull;
  private boolean hungUp;
  private boolean exitReported;
  private int drainedBytes;
  private @Nullable SessionEnding ending;

  PtyProcess(
      PtySpawner.Spawned spawned,
      PtyLoop loop,
      SessionCensus census,
      SessionEnding.Signalling signalling,
      PtyListener listener) {
    this.loop = loop;
    this.census = census;
    this.listener = listener;
    this.signalling = signalling;
    this.identity = spawned.identity();
    this.origin = Origin.of(spawned.sessionId(), identity);
    this.terminal = spawned.terminal();
    this.master = spawned.master();
    this.slave = spawned.slave();
    this.pidfd = spawned.pidfd();
    backlog = new Backlog(listener, loop.output(), () -> loop.post(this::readOn));
  }

  /// The program's process, to be remembered where others must find (or end) it after this host
  /// died.
  public ProcessIdentity identity() {
    return identity;
  }

  /// The path of the terminal, such as `/dev/pts/7`.
  public String terminal() {
    return terminal;
  }

  /// Has the terminal take `bytes` as if they were typed, after all that was written before and
  /// without anything in between. The bytes are not copied: they must not change any more.
  ///
  /// The result completes, on the loop thread, when the terminal has accepted the last byte, which
  /// is at the pace the program reads; it fails with [InputRefusedException] if the program ends
  /// before.
  public CompletableFuture<Void> write(byte[] bytes) throws InputRefusedException {
    var write = new Write(bytes);
    synchronized (lock) {
      if (reaped || !open) {
        throw ended();
      }
      if (pendingInputBytes > 0 && pendingInputBytes + bytes.length > INPUT_QUEUE_MAX_BYTES) {
        throw new InputRefusedException(
            InputRefusedException.Reason.QUEUE_FULL,
            "the program has not read %d bytes of earlier input yet; try again later"
                .formatted(pendingInputBytes));
      }
      pendingInputBytes += bytes.length;
      loop.post(() -> accept(write)); // under the lock: the order of posting is the order of writes
    }
    return write.accepted;
  }

  /// How many bytes of input wait for the program to read.
  public long pendingInputBytes() {
    synchronized (lock) {
      return pendingInputBytes;
    }
  }

  /// Goes on passing on output after [PtyListener.Reading#PAUSE].
  public void resume() {
    backlog.resume();
  }

  /// Changes the size; the foreground group hears of it (SIGWINCH). False if the terminal is
  /// closed.
  public boolean resize(int cols, int rows) {
    PtyCommand.checkSize(cols, rows);
    try (var arena = Arena.ofConfined()) {
      return ioctl(arena, Libc.TIOCSWINSZ, PtySpawner.windowSize(arena, cols, rows));
    }
  }

  /// The input modes that the program has set; empty if the terminal is closed.
  public Optional<TerminalModes> modes() {
    try (var arena = Arena.ofConfined()) {
      var modes = arena.allocate(TerminalModes.STRUCT_BYTES, Integer.BYTES);
      return ioctl(arena, Libc.TCGETS, modes)
          ? Optional.of(TerminalModes.ofLocalFlags(modes.get(JAVA_INT, TerminalModes.LFLAG_OFFSET)))
          : Optional.empty();
    }
  }

  /// The process group that the terminal's keys act upon; empty if there is none.
  public OptionalLong foregroundProcessGroup() {
    try (var arena = Arena.ofConfined()) {
      var group = arena.allocate(JAVA_INT);
      return ioctl(arena, Libc.TIOCGPGRP, group) && group.get(JAVA_INT, 0) > 0
          ? OptionalLong.of(group.get(JAVA_INT, 0))
          : OptionalLong.empty();
    }
  }

  /// The name of the program that the terminal's keys act upon; null where that is not known.
  public @Nullable String foregroundProgram() {
    var group = foregroundProcessGroup();
    if (group.isEmpty()) {
      return null;
    }
    try {
      return Files.readString(Path.of("/proc", Long.toString(group.getAsLong()), "comm")).strip();
    } catch (IOException goneMeanwhile) {
      return null;
    }
  }

  /// Whether nothing will happen in this terminal until something is typed: what was typed has been
  /// read, what was printed has been passed on, and the process that has the terminal waits for
  /// input.
  ///
  /// The kernel moves bytes between the two sides with a delay of its own, so one look is a hint;
  /// two with some time and no output between them are the truth.
  public boolean isAtRest() {
    synchronized (lock) {
      if (!open || reaped || pendingInputBytes > 0 || waitingBytes(slave) > 0) {
        return false;
      }
      if (waitingBytes(master) > 0 || !backlog.isEmpty()) {
        return false;
      }
    }
    var group = foregroundProcessGroup();
    return group.isPresent() && ReadingProcess.waitsForInput(group.getAsLong());
  }

  /// With the lock: how many bytes can be read from this side now.
  private static int waitingBytes(int descriptor) {
    try (var arena = Arena.ofConfined()) {
      var count = arena.allocate(JAVA_INT);
      return new Libc(arena).ioctl(descriptor, Libc.FIONREAD, count) < 0
          ? 0
          : count.get(JAVA_INT, 0);
    }
  }

  /// Sends a signal. False if there is nobody (any more) to receive it.
  ///
  /// @throws IOException if the system does not allow it, with the reason
  public boolean signal(int signal, SignalTarget target) throws IOException {
    var name = Signals.name(signal); // also refuses what is no signal
    try (var arena = Arena.ofConfined()) {
      var libc = new Libc(arena);
      synchronized (lock) {
        // While the program is not reaped, its number cannot be another's.
        var result =
            switch (target) {
              case LEADER -> reaped ? -Libc.ESRCH : libc.pidfdSendSignal(pidfd, signal);
              case GROUP -> reaped ? -Libc.ESRCH : libc.kill(-identity.pid(), signal);
              case FOREGROUND -> signalForeground(libc, signal);
            };
        if (result < 0 && result != -Libc.ESRCH) {
          throw new IOException(
              "%s could not be sent: %s".formatted(name, libc.errorText(-result)));
        }
        return result >= 0;
      }
    }
  }

  /// Ends the program and every process that it has started: SIGHUP, after half of the grace (but
  /// at most a second) SIGTERM, after all of it SIGKILL; at once SIGKILL if the grace is zero.
  /// Another call can only hasten it. The result, how the program ended, completes on the output
  /// thread as soon as all are gone and not before; [PtyListener#onSurvivors] tells what keeps it.
  public CompletableFuture<ProcessExit> end(Duration grace) {
    var result = new CompletableFuture<ProcessExit>();
    loop.post(() -> beginEnding(grace, result));
    return result;
  }

  /// Closes the terminal, whoever still holds its other side; the kernel sends them SIGHUP.
  public void hangUp() {
    synchronized (lock) {
      if (open) {
        loop.post(this::closeTerminal);
      }
    }
  }

  CompletableFuture<Void> released() {
    return released;
  }

  PtyLoop loop() {
    return loop;
  }

  // ---- Loop thread only, from here on. ----

  void adopt() {
    pidSlot = loop.watch(pidfd, Libc.EPOLLIN, _ -> reap());
    updateInterest();
  }

  /// By what the processes that the program has started are found.
  Origin origin() {
    return origin;
  }

  /// How the program ended; null before it is reaped.
  @Nullable ProcessExit exit() {
    return exit;
  }

  private void masterReady(int events) {
    if ((events & Libc.EPOLLOUT) != 0) {
      writeInput();
    }
    if ((events & ~Libc.EPOLLOUT) != 0 && !backlogFull) {
      read();
    }
    updateInterest();
  }

  private void updateInterest() {
    // A closed far side is reported whatever is asked for: then only not watching keeps the peace.
    var interest = 0;
    if (open && !hungUp) {
      interest = (backlogFull ? 0 : Libc.EPOLLIN) | (input.isEmpty() ? 0 : Libc.EPOLLOUT);
    }
    if (interest == masterInterest) {
      return;
    }
    if (masterInterest == 0) {
      masterSlot = loop.watch(master, interest, this::masterReady);
    } else if (interest == 0) {
      loop.unwatch(master, masterSlot);
    } else {
      loop.rewatch(master, masterSlot, interest);
    }
    masterInterest = interest;
  }

  private void readOn() {
    if (backlogFull) {
      backlogFull = false;
      read();
      updateInterest();
    }
  }

  /// Reads once as much as there is, up to one turn's share, into the backlog.
  private void read() {
    if (!open) {
      return;
    }
    var filled = 0;
    var drained = false;
    while (filled < PtyLoop.READ_BYTES && !drained && !hungUp) {
      var count = loop.libc().read(master, loop.incoming(), filled, PtyLoop.READ_BYTES - filled);
      if (count > 0) {
        filled += count;
      } else if (count == -Libc.EAGAIN) {
        drained = true;
      } else if (count != -Libc.EINTR) {
        hungUp = true; // EIO: nobody holds the slave any more
      }
    }
    if (filled > 0) {
      backlogFull = !backlog.add(loop.incoming(), filled);
    }
    if (exit != null && !backlogFull) {
      drainedBytes += filled;
      if (drained || hungUp || drainedBytes >= EXIT_DRAIN_MAX_BYTES) {
        reportExit();
      }
      if (hungUp) {
        closeTerminal();
      }
    }
  }

  private void accept(Write write) {
    if (!open || exit != null) {
      fail(write);
      return;
    }
    input.add(write);
    writeInput();
    updateInterest();
  }

  private void writeInput() {
    var taken = 0;
    while (!input.isEmpty() && taken < WRITE_TURN_BYTES) {
      var write = input.peek();
      var length = Math.min(PtyLoop.WRITE_BYTES, write.bytes.length - write.written);
      MemorySegment.copy(write.bytes, write.written, loop.outgoing(), JAVA_BYTE, 0, length);
      var count = length == 0 ? 0 : loop.libc().write(master, loop.outgoing(), length);
      if (count == -Libc.EINTR) {
        continue;
      }
      if (count < 0) {
        if (count != -Libc.EAGAIN) {
          failInput(); // EIO: hung up
        }
        return;
      }
      taken += count;
      write.written += count;
      synchronized (lock) {
        pendingInputBytes -= count;
      }
      if (write.written == write.bytes.length) {
        input.remove();
        write.accepted.complete(null);
      }
    }
  }

  private void failInput() {
    while (!input.isEmpty()) {
      fail(input.remove());
    }
  }

  private void fail(Write write) {
    synchronized (lock) {
      pendingInputBytes -= write.bytes.length - write.written;
    }
    write.accepted.completeExceptionally(ended());
  }

  private static InputRefusedException ended() {
    return new InputRefusedException(
        InputRefusedException.Reason.ENDED, "the program has ended and reads no more input");
  }

  /// The program ended: takes note of how, frees its number, and looks for its last output.
  private void reap() {
    var info = loop.scratch();
    info.fill((byte) 0);
    var result = loop.libc().reap(pidfd, info);
    if (result >= 0 && info.get(JAVA_INT, Libc.SIGINFO_SIGNO_OFFSET) == 0) {
      return; // not ended after all
    }
    if (result < 0) {
      // ECHILD: somebody else reaped our child or SIGCHLD is ignored; a defect, kept from spinning.
      loop.unwatch(pidfd, pidSlot);
      throw new IllegalStateException("waitid: " + loop.libc().errorText(-result));
    }
    loop.unwatch(pidfd, pidSlot);
    synchronized (lock) {
      reaped = true;
      exit = exitOf(info);
      loop.libc().close(pidfd);
      if (open) {
        loop.libc().close(slave); // from now on EIO tells when the last survivor lets go
      }
    }
    failInput();
    if (ending != null) {
      ending.leaderReaped();
    }
    if (!open) {
      released.complete(null);
      reportExit();
    } else if (!backlogFull) {
      read();
    }
    updateInterest();
  }

  private static ProcessExit exitOf(MemorySegment info) {
    var status = info.get(JAVA_INT, Libc.SIGINFO_STATUS_OFFSET);
    var code = info.get(JAVA_INT, Libc.SIGINFO_CODE_OFFSET);
    return code == Libc.CLD_EXITED
        ? new ProcessExit.Exited(status)
        : new ProcessExit.Signaled(status, code == Libc.CLD_DUMPED);
  }

  private void reportExit() {
    var how = exit;
    if (!exitReported && how != null) {
      exitReported = true;
      backlog.then(() -> listener.onExit(how));
    }
  }

  private void closeTerminal() {
    if (!open) {
      return;
    }
    hungUp = true;
    updateInterest();
    synchronized (lock) {
      open = false;
      loop.libc().close(master);
      if (!reaped) {
        loop.libc().close(slave);
      }
    }
    failInput();
    if (exit != null) {
      released.complete(null);
    }
    reportExit();
    backlog.then(listener::onClosed);
  }

  private void beginEnding(Duration grace, CompletableFuture<ProcessExit> result) {
    if (ending == null && exit != null && !open) {
      complete(List.of(result), exit);
      return;
    }
    if (ending == null) {
      ending = new SessionEnding(this, loop, census, signalling);
    }
    ending.within(grace, result);
  }

  /// The ending goes on with these. That the terminal closes may end some whom no signal of ours
  /// reaches.
  void survived(List<ProcessIdentity> survivors) {
    if (exit != null && !backlogFull) {
      closeTerminal();
    }
    loop.output().lineUp(() -> listener.onSurvivors(survivors));
  }

  /// The ending found nobody left.
  void ended(ProcessExit how, List<CompletableFuture<ProcessExit>> results) {
    ending = null;
    if (!backlogFull) {
      closeTerminal(); // held at most by processes that are not the session's
    }
    complete(results, how);
  }

  private void complete(List<CompletableFuture<ProcessExit>> results, ProcessExit how) {
    // Not in the backlog, which may be paused for long.
    loop.output().lineUp(() -> results.forEach(result -> result.complete(how)));
  }

  // ---- Any thread, with the lock or about to take it. ----

  private boolean ioctl(Arena arena, long request, MemorySegment argument) {
    var libc = new Libc(arena);
    synchronized (lock) {
      return open && libc.ioctl(master, request, argument) >= 0;
    }
  }

  /// With the lock: the group's number is taken from the terminal right before; a stranger that got
  /// the number in between shows by its session.
  private int signalForeground(Libc libc, int signal) {
    var group = foregroundProcessGroup();
    if (group.isEmpty()) {
      return -Libc.ESRCH;
    }
    var first = ProcessStat.read(group.getAsLong());
    if (first.isPresent() && first.get().session() != identity.pid()) {
      return -Libc.ESRCH;
    }
    return libc.kill(-group.getAsLong(), signal);
  }
}
