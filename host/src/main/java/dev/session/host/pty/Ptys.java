package dev.session.host.pty;

import dev.session.host.pty.SpawnException.Reason;
import dev.session.process.Signals;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All programs in terminals of this host. Spawns them and owns the threads that serve them.
///
/// Nothing native is loaded and no thread started before the first spawn.
public final class Ptys implements AutoCloseable {

  /// More threads do not help: the kernel's terminals and the programs need the processors as well.
  private static final int LOOPS_MAX = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Ptys.class);

  private static final Set<String> SYSTEMS = Set.of("Linux amd64", "Linux aarch64");

  /// The function that the C library was the last to get of those used here.
  private static final String YOUNGEST_FUNCTION = "posix_spawn_file_actions_addclosefrom_np";

  /// How long closing may take: a disk that stands still, or a loop that has died, must not keep
  /// the host from ending.
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final int loopsMax;
  private final Runnable loopDied;
  private final Duration closeLimit;
  private final SessionEnding.Signalling signalling;
  private final SessionCensus census = new SessionCensus();
  private final Set<PtyProcess> processes = ConcurrentHashMap.newKeySet();

  /// Spawning shares it, closing owns it: no program can slip in while the terminals are closed.
  private final ReadWriteLock openness = new ReentrantReadWriteLock();

  // Guarded by openness.
  private boolean closed;

  // Guarded by this.
  private final List<PtyLoop> loops = new ArrayList<>();

  /// @param loopDied called if a thread that serves terminals cannot go on; nobody serves its
  ///   programs then
  public Ptys(Runnable loopDied) {
    this(Math.min(LOOPS_MAX, Runtime.getRuntime().availableProcessors()), loopDied, CLOSE_LIMIT);
  }

  Ptys(int loopsMax, Runnable loopDied, Duration closeLimit) {
    this(loopsMax, loopDied, closeLimit, Libc::pidfdSendSignal);
  }

  Ptys(int loopsMax, Runnable loopDied, Duration closeLimit, SessionEnding.Signalling signalling) {
    this.signalling = signalling;
    this.loopsMax = loopsMax;
    this.loopDied = loopDied;
    this.closeLimit = closeLimit;
  }

  /// Moves this process out of the session of the terminal it was started from, so that it hears of
  /// neither its keys nor its end. Harmless where the process leads a session already.
  public static void leaveTerminal() {
    try (var arena = Arena.ofConfined()) {
      // The one error (EPERM) means that this process leads its group; started by a shell as a job
      // of
      // its own, it gets no signals that are meant for others anyway.
      var _ = new Libc(arena).setSession();
    }
  }

  /// Starts a program. When this returns, it has been executed; the listener hears from now on,
  /// perhaps before the caller has the result.
  ///
  /// @throws SpawnException if it could not be started; nothing is left behind then
  public PtyProcess spawn(PtyCommand command, PtyListener listener) throws SpawnException {
    openness.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("no program can be started: the terminals are closed");
      }
      var loop = reserveLoop();
      try {
        return spawn(command, listener, loop);
      } catch (SpawnException | RuntimeException e) {
        loop.processes().decrementAndGet();
        throw e;
      }
    } finally {
      openness.readLock().unlock();
    }
  }

  private PtyProcess spawn(PtyCommand command, PtyListener listener, PtyLoop loop)
      throws SpawnException {
    var spawned = PtySpawner.spawn(command);
    var process = new PtyProcess(spawned, loop, census, signalling, listener);
    processes.add(process);
    var _ = process.released().thenRun(() -> forget(process));
    loop.post(process::adopt);
    return process;
  }

  private void forget(PtyProcess process) {
    processes.remove(process);
    process.loop().processes().decrementAndGet();
  }

  /// The loop with the fewest processes, with one more counted in; a new one while there may be
  /// more.
  private synchronized PtyLoop reserveLoop() throws SpawnException {
    if (loops.isEmpty()) {
      prepareProcess();
    }
    var loop = leastBusy();
    if (loop == null || (loop.processes().get() > 0 && loops.size() < loopsMax)) {
      try {
        loop = new PtyLoop(loops.size() + 1, loopDied);
      } catch (IOException e) {
        throw new SpawnException(Reason.NO_RESOURCES, String.valueOf(e.getMessage()));
      }
      loops.add(loop);
    }
    loop.processes().incrementAndGet();
    return loop;
  }

  private @Nullable PtyLoop leastBusy() {
    PtyLoop least = null;
    for (var loop : loops) {
      if (least == null || loop.processes().get() < least.processes().get()) {
        least = loop;
      }
    }
    return least;
  }

  /// Before anything else native: says in words where this cannot work. And a host whose parent
  /// ignored SIGCHLD has inherited that; then the kernel would keep no exit status.
  private static void prepareProcess() throws SpawnException {
    var system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!SYSTEMS.contains(system)
        || Linker.nativeLinker().defaultLookup().find(YOUNGEST_FUNCTION).isEmpty()) {
      throw new SpawnException(
          Reason.OTHER,
          "terminals need Linux on x86_64 or aarch64 with the GNU C library 2.34 or later");
    }
    try (var arena = Arena.ofConfined()) {
      new Libc(arena).defaultDisposition(Signals.CHLD);
    }
  }

  /// Kills what still runs, and ends the threads, if that can be done in time.
  @Override
  public void close() {
    openness.writeLock().lock();
    try {
      closed = true;
    } finally {
      openness.writeLock().unlock();
    }
    var ended =
        processes.stream()
            .map(process -> process.end(Duration.ZERO).thenRun(process::hangUp))
            .toArray(CompletableFuture<?>[]::new);
    long deadline = System.nanoTime() + closeLimit.toNanos();
    try {
      CompletableFuture.allOf(ended).get(closeLimit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.error("{} programs could not be ended in time", processes.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      for (var loop : loops) {
        if (!loop.stop(deadline)) {
          LOG.error("a thread that serves terminals does not end");
        }
      }
      loops.clear();
    }
  }
}
