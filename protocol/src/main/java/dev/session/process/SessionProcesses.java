package dev.session.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Which running processes a session has started: one reading of `/proc`, for any number of
/// sessions.
///
/// A process is a session's by any of these:
///
/// - It is in a POSIX session (`credentials(7)`) that a process of the session has founded.
/// - Its environment bears the session's id. So those are found that have called `setsid` and lost
///   their parent. The environment is the one that the program was started with; another user's
///   cannot be read.
/// - Its parent is one of them, and its environment names no other session (an empty id names
///   none): the host that a command inside the session has started is not the session's.
///
/// What none of them finds has lost its parent, called `setsid` and started a program without this
/// environment before anybody looked. This process itself is never among what is found.
public final class SessionProcesses {
  /// The environment variable by which the processes of a session know it, and are known.
  public static final String VARIABLE = "SESSION_ID";

  private static final Path PROC = Path.of("/proc");

  /// A process may start others while it is being looked for; every round finds those of the last.
  private static final int KILL_ROUNDS_MAX = 100;

  /// How much longer than the one before each round waits for the killed to go.
  private static final long KILL_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  /// The kernel shows no environment while it starts a program, which takes a moment.
  private static final int ENVIRONMENT_READINGS_MAX = 3;

  private static final long ENVIRONMENT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /// The parent of the kernel's own threads, which have no environment.
  private static final long KERNEL_THREADS_PARENT = 2;

  /// What the processes of one session are known by.
  ///
  /// @param id what their environment says; null if it says nothing
  /// @param founders those that have founded POSIX sessions, the session's first process among them
  public record Origin(@Nullable String id, Set<ProcessIdentity> founders) {
    public Origin {
      founders = Set.copyOf(founders);
    }

    /// A session of which nothing has been found yet.
    ///
    /// @param first its first process; null if it is not known
    public static Origin of(@Nullable String id, @Nullable ProcessIdentity first) {
      return new Origin(id, first == null ? Set.of() : Set.of(first));
    }

    /// The same session after some of its processes have been found: what they start can be known
    /// when they have ended.
    public Origin knowing(Collection<ProcessStat> found) {
      var all = new LinkedHashSet<>(founders);
      found.stream()
          .filter(stat -> stat.pid() == stat.session())
          .forEach(stat -> all.add(stat.identity()));
      return new Origin(id, all);
    }
  }

  private final String bootId = ProcessIdentity.currentBootId();

  /// Zombies too: they still have their number.
  private final Map<Long, ProcessStat> all = new HashMap<>();

  private final Map<Long, String> ids = new HashMap<>();
  private final Map<Long, List<ProcessStat>> bySession = new HashMap<>();
  private final Map<Long, List<ProcessStat>> byParent = new HashMap<>();
  private final Map<String, List<ProcessStat>> byId = new HashMap<>();

  private SessionProcesses() {}

  /// Reads `/proc`.
  ///
  /// @throws UncheckedIOException if that cannot be done (no descriptor left, say): to take that
  ///   for "gone" would leave orphans
  public static SessionProcesses now() {
    var read = new SessionProcesses();
    long self = ProcessHandle.current().pid();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var entry : entries) {
        long pid = Long.parseLong(entry.getFileName().toString());
        if (pid != self) {
          ProcessStat.read(pid).ifPresent(read::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + PROC + "; is it mounted?", e);
    }
    return read;
  }

  private void add(ProcessStat stat) {
    all.put(stat.pid(), stat);
    if (!stat.isAlive()) {
      return;
    }
    bySession.computeIfAbsent(stat.session(), _ -> new ArrayList<>()).add(stat);
    byParent.computeIfAbsent(stat.parent(), _ -> new ArrayList<>()).add(stat);
    var id = environment(stat).flatMap(SessionProcesses::idIn).orElse(null);
    if (id != null) {
      ids.put(stat.pid(), id);
      byId.computeIfAbsent(id, _ -> new ArrayList<>()).add(stat);
    }
  }

  /// The running processes of a session, those that founded POSIX sessions first: they are mostly
  /// what starts the others.
  public List<ProcessStat> of(Origin origin) {
    var found = new LinkedHashSet<ProcessStat>();
    var unseen = new ArrayDeque<ProcessStat>();
    for (var founder : origin.founders()) {
      unseen.addAll(members(founder));
    }
    if (origin.id() != null) {
      unseen.addAll(byId.getOrDefault(origin.id(), List.of()));
    }
    for (var stat = unseen.poll(); stat != null; stat = unseen.poll()) {
      if (found.add(stat)) {
        for (var child : byParent.getOrDefault(stat.pid(), List.of())) {
          var id = ids.get(child.pid());
          if (id == null || id.equals(origin.id())) {
            unseen.add(child);
          }
        }
        if (stat.pid() == stat.session()) {
          unseen.addAll(bySession.getOrDefault(stat.session(), List.of()));
        }
      }
    }
    var ordered = new ArrayList<ProcessStat>();
    found.stream().filter(stat -> stat.pid() == stat.session()).forEach(ordered::add);
    found.stream().filter(stat -> stat.pid() != stat.session()).forEach(ordered::add);
    return ordered;
  }

  /// The running members of the POSIX session that `founder` founded; none if the number has passed
  /// on.
  ///
  /// The kernel gives a number to no new process while a session bears it, so members found without
  /// their founder are its own, unless all of them ended, the number went once around, and a
  /// stranger that founded a session under it ended before the rest of that session. Strangers to
  /// another user cannot be killed anyway; members older than the founder are strangers for
  /// certain.
  private List<ProcessStat> members(ProcessIdentity founder) {
    var now = all.get(founder.pid());
    if (!founder.bootId().equals(bootId)
        || (now != null && now.startTicks() != founder.startTicks())) {
      return List.of();
    }
    return bySession.getOrDefault(founder.pid(), List.of()).stream()
        .filter(stat -> stat.startTicks() >= founder.startTicks())
        .toList();
  }

  /// Kills (SIGKILL) all processes of these sessions. Returns what could not be ended of which,
  /// normally nothing.
  public static Map<Origin, List<ProcessStat>> kill(Collection<Origin> origins) {
    var known = new LinkedHashMap<Origin, Origin>();
    origins.forEach(origin -> known.put(origin, origin));
    var left = new LinkedHashMap<Origin, List<ProcessStat>>();
    for (int round = 0; round < KILL_ROUNDS_MAX && !known.isEmpty(); round++) {
      LockSupport.parkNanos(round * KILL_PAUSE_NANOS);
      left.clear();
      boolean killed = false;
      var running = now();
      for (var origin : known.entrySet()) {
        var found = running.of(origin.getValue());
        if (!found.isEmpty()) {
          left.put(origin.getKey(), found);
          origin.setValue(origin.getValue().knowing(found));
        }
        for (var stat : found) {
          killed |= stat.identity().kill();
        }
      }
      if (!killed) {
        break; // nobody is left, or those who are may not be killed
      }
      known.keySet().retainAll(left.keySet());
    }
    return left;
  }

  /// Empty where it is another user's, or the process has ended.
  private static Optional<byte[]> environment(ProcessStat stat) {
    var file = PROC.resolve(Long.toString(stat.pid())).resolve("environ");
    boolean ofKernel = stat.parent() == KERNEL_THREADS_PARENT || stat.parent() == 0;
    try {
      var bytes = Files.readAllBytes(file);
      for (int i = 1; bytes.length == 0 && !ofKernel && i < ENVIRONMENT_READINGS_MAX; i++) {
        LockSupport.parkNanos(ENVIRONMENT_PAUSE_NANOS);
        bytes = Files.readAllBytes(file);
      }
      return Optional.of(bytes);
    } catch (IOException notToBeRead) {
      return Optional.empty();
    }
  }

  private static Optional<String> idIn(byte[] environment) {
    // Names and ids are ASCII; Latin-1 maps each byte to one character and cannot fail.
    var text = "\0" + new String(environment, StandardCharsets.ISO_8859_1);
    var prefix = "\0" + VARIABLE + "=";
    int start = text.indexOf(prefix);
    if (start < 0) {
      return Optional.empty();
    }
    int from = start + prefix.length();
    int end = text.indexOf('\0', from);
    return Optional.of(text.substring(from, end < 0 ? text.length() : end));
  }
}
