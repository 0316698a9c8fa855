package dev.session.host.pty;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.session.host.pty.SpawnException.Reason;
import dev.session.process.ProcessIdentity;
import dev.session.process.SessionProcesses;
import dev.session.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Opens a pseudo-terminal and starts a program in it with `posix_spawn(3)`.
///
/// The child leads a POSIX session and process group of its own, the terminal controls it and is
/// its standard input, output and error; it has default signals, an empty signal mask, no other
/// descriptor and, before its first instruction, the right size. What it inherits from the host
/// beyond that (no attribute exists for it): the nice value and the resource limits.
///
/// No attribute exists for the umask either, so the whole process takes that of the command for the
/// moment of the spawn. That is harmless, because all that the host makes has modes that no umask
/// for group and others takes anything from; one that takes from the owner is not followed in that.
///
/// One spawner serves one spawn on one thread; its memory is a confined arena that ends with it.
final class PtySpawner {

  /// A started program with the descriptors that the host holds for it.
  ///
  /// @param slave held open so that the terminal does not hang up while the leader lives, even if
  ///   no process has it open for a moment
  /// @param pidfd stands for the process itself, never for another one of the same number
  /// @param sessionId what the program's environment says of its session; null for nothing
  record Spawned(
      ProcessIdentity identity,
      int master,
      int slave,
      int pidfd,
      String terminal,
      @Nullable String sessionId) {}

  private static final int SLAVE_NAME_BYTES = 64;

  // Sizes on x86_64 and aarch64: posix_spawnattr_t 336, posix_spawn_file_actions_t 80, sigset_t
  // 128.
  private static final int ATTRIBUTES_BYTES = 512;
  private static final int ACTIONS_BYTES = 128;
  private static final int SIGSET_BYTES = 128;
  private static final int ALIGNMENT = 16;

  private static final Object UMASK_LOCK = new Object();
  private static final int UMASK_OTHERS = 077;

  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;
  private static final int SETSID = 0x80;

  private static final int ENOENT = 2;
  private static final int E2BIG = 7;
  private static final int ENOEXEC = 8;
  private static final int ENOMEM = 12;
  private static final int EACCES = 13;
  private static final int ENFILE = 23;
  private static final int EMFILE = 24;
  private static final int ENOSPC = 28;

  private static final MemorySegment ATTR_INIT = Libc.function("posix_spawnattr_init");
  private static final MemorySegment ATTR_SETFLAGS = Libc.function("posix_spawnattr_setflags");
  private static final MemorySegment ATTR_SETSIGDEFAULT =
      Libc.function("posix_spawnattr_setsigdefault");
  private static final MemorySegment ATTR_SETSIGMASK = Libc.function("posix_spawnattr_setsigmask");
  private static final MemorySegment ATTR_DESTROY = Libc.function("posix_spawnattr_destroy");
  private static final MemorySegment ACTIONS_INIT = Libc.function("posix_spawn_file_actions_init");
  private static final MemorySegment ADD_OPEN = Libc.function("posix_spawn_file_actions_addopen");
  private static final MemorySegment ADD_DUP2 = Libc.function("posix_spawn_file_actions_adddup2");
  private static final MemorySegment ADD_CHDIR =
      Libc.function("posix_spawn_file_actions_addchdir_np");
  private static final MemorySegment ADD_CLOSEFROM =
      Libc.function("posix_spawn_file_actions_addclosefrom_np");
  private static final MemorySegment ACTIONS_DESTROY =
      Libc.function("posix_spawn_file_actions_destroy");

  private final PtyCommand command;
  private final Arena arena;
  private final Libc libc;

  private PtySpawner(PtyCommand command, Arena arena) {
    this.command = command;
    this.arena = arena;
    this.libc = new Libc(arena);
  }

  static Spawned spawn(PtyCommand command) throws SpawnException {
    var program = ProgramLookup.find(command);
    try (var arena = Arena.ofConfined()) {
      return new PtySpawner(command, arena).spawn(program);
    }
  }

  private Spawned spawn(String program) throws SpawnException {
    var master = libc.openMaster();
    if (master < 0) {
      throw noTerminal(-master);
    }
    var slave = -1;
    try {
      var name = prepareTerminal(master);
      slave = libc.open(name, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC);
      if (slave < 0) {
        throw noTerminal(-slave);
      }
      var pid = start(program, name);
      var spawned = follow(pid, master, slave, name.getString(0));
      master = -1;
      slave = -1;
      return spawned;
    } finally {
      close(master);
      close(slave);
    }
  }

  /// Unlocks the slave, gives the terminal its size and tells it that characters are UTF-8 (so that
  /// erasing in canonical mode removes whole characters). Answers with the slave's path.
  private MemorySegment prepareTerminal(int master) throws SpawnException {
    var name = arena.allocate(SLAVE_NAME_BYTES);
    checkTerminal(libc.unlockSlave(master));
    checkTerminal(libc.slaveName(master, name));
    checkTerminal(
        libc.ioctl(master, Libc.TIOCSWINSZ, windowSize(arena, command.cols(), command.rows())));
    var modes = arena.allocate(TerminalModes.STRUCT_BYTES, Integer.BYTES);
    checkTerminal(libc.ioctl(master, Libc.TCGETS, modes));
    var iflag = modes.get(JAVA_INT, TerminalModes.IFLAG_OFFSET);
    modes.set(JAVA_INT, TerminalModes.IFLAG_OFFSET, iflag | TerminalModes.IUTF8);
    checkTerminal(libc.ioctl(master, Libc.TCSETS, modes));
    return name;
  }

  /// A `struct winsize`: rows, columns, and a size in pixels that is not known.
  static MemorySegment windowSize(Arena arena, int cols, int rows) {
    return arena.allocateFrom(JAVA_SHORT, (short) rows, (short) cols, (short) 0, (short) 0);
  }

  private int start(String program, MemorySegment terminal) throws SpawnException {
    var pid = execute(program, command.arguments(), terminal);
    if (pid == -ENOEXEC && ProgramLookup.isText(command, program)) {
      // A script without `#!`: execvp(3) and every shell give it to /bin/sh.
      var arguments = new ArrayList<>(List.of("sh", program));
      arguments.addAll(command.arguments().subList(1, command.arguments().size()));
      pid = execute("/bin/sh", arguments, terminal);
    }
    if (pid < 0) {
      throw new SpawnException(reason(-pid, program), explain(-pid, program));
    }
    return pid;
  }

  /// One `posix_spawn(3)`: the pid or the negated error.
  private int execute(String program, List<String> arguments, MemorySegment terminal)
      throws SpawnException {
    var attributes = arena.allocate(ATTRIBUTES_BYTES, ALIGNMENT);
    var actions = arena.allocate(ACTIONS_BYTES, ALIGNMENT);
    var everySignal = arena.allocate(SIGSET_BYTES, ALIGNMENT).fill((byte) 0xFF);
    var noSignal = arena.allocate(SIGSET_BYTES, ALIGNMENT);
    checkTerminal(libc.spawnFamily(ATTR_INIT, attributes));
    checkTerminal(libc.spawnFamily(ACTIONS_INIT, actions));
    try {
      checkTerminal(libc.spawnFamily(ATTR_SETFLAGS, attributes, SETSID | SETSIGDEF | SETSIGMASK));
      checkTerminal(libc.spawnFamily(ATTR_SETSIGDEFAULT, attributes, everySignal.address()));
      checkTerminal(libc.spawnFamily(ATTR_SETSIGMASK, attributes, noSignal.address()));
      // The first terminal that a session leader opens without O_NOCTTY controls the session.
      checkTerminal(libc.spawnFamily(ADD_OPEN, actions, 0, terminal.address(), Libc.O_RDWR, 0));
      checkTerminal(libc.spawnFamily(ADD_DUP2, actions, 0, 1));
      checkTerminal(libc.spawnFamily(ADD_DUP2, actions, 0, 2));
      checkTerminal(libc.spawnFamily(ADD_CHDIR, actions, string(command.directory()).address()));
      checkTerminal(libc.spawnFamily(ADD_CLOSEFROM, actions, 3));
      var pid = arena.allocate(JAVA_INT);
      var variables =
          command.environment().entrySet().stream()
              .map(variable -> variable.getKey() + "=" + variable.getValue())
              .toList();
      var argv = strings(arguments);
      var environment = strings(variables);
      var result =
          withUmask(
              () -> libc.posixSpawn(pid, string(program), actions, attributes, argv, environment));
      return result < 0 ? result : pid.get(JAVA_INT, 0);
    } finally {
      libc.spawnFamily(ACTIONS_DESTROY, actions);
      libc.spawnFamily(ATTR_DESTROY, attributes);
    }
  }

  private int withUmask(IntSupplier spawn) {
    var umask = command.umask();
    synchronized (UMASK_LOCK) { // also without one of our own: not with that of another command
      if (umask == null) {
        return spawn.getAsInt();
      }
      int former = libc.umask(umask & UMASK_OTHERS);
      try {
        return spawn.getAsInt();
      } finally {
        libc.umask(former);
      }
    }
  }

  /// Takes hold of the child. One that ended already is still there as a zombie: it is ours to
  /// reap.
  private Spawned follow(int pid, int master, int slave, String terminal) throws SpawnException {
    var pidfd = libc.pidfdOpen(pid);
    try {
      if (pidfd < 0) {
        throw new UncheckedIOException(new IOException(libc.errorText(-pidfd)));
      }
      var sessionId = command.environment().get(SessionProcesses.VARIABLE);
      return new Spawned(
          ProcessIdentity.of(pid).orElseThrow(), master, slave, pidfd, terminal, sessionId);
    } catch (UncheckedIOException e) {
      // What cannot be followed must not live on. It is not reaped yet: its number is safe.
      libc.kill(pid, Signals.KILL);
      libc.awaitAndReap(pid, arena.allocate(Libc.SIGINFO_BYTES, Long.BYTES));
      close(pidfd);
      throw new SpawnException(
          Reason.NO_RESOURCES, "the started program cannot be followed: " + e.getMessage());
    }
  }

  private Reason reason(int errno, String program) {
    return switch (errno) {
      case ENOENT ->
          ProgramLookup.exists(command, program)
              ? Reason.INTERPRETER_NOT_FOUND
              : Reason.PROGRAM_NOT_FOUND;
      case EACCES -> Reason.PERMISSION_DENIED;
      case ENOEXEC -> Reason.NOT_A_PROGRAM;
      case E2BIG -> Reason.TOO_LONG;
      case Libc.EAGAIN, ENOMEM, EMFILE, ENFILE -> Reason.NO_RESOURCES;
      default -> Reason.OTHER;
    };
  }

  private String explain(int errno, String program) {
    return ProgramLookup.explain(command, program, reason(errno, program), libc.errorText(errno));
  }

  private void checkTerminal(int result) throws SpawnException {
    if (result < 0) {
      throw noTerminal(-result);
    }
  }

  private SpawnException noTerminal(int errno) {
    return switch (errno) {
      case EMFILE, ENFILE ->
          new SpawnException(
              Reason.NO_RESOURCES,
              "no terminal could be opened: the limit of open files is reached (ulimit -n)");
      case ENOSPC ->
          new SpawnException(
              Reason.NO_RESOURCES,
              "no terminal could be opened: all pseudo-terminals are in use"
                  + " (/proc/sys/kernel/pty/max)");
      default ->
          new SpawnException(Reason.OTHER, "no terminal could be opened: " + libc.errorText(errno));
    };
  }

  private MemorySegment string(String text) {
    return arena.allocateFrom(text, StandardCharsets.UTF_8);
  }

  private MemorySegment strings(List<String> texts) {
    var pointers = arena.allocate(ADDRESS, texts.size() + 1L);
    for (var i = 0; i < texts.size(); i++) {
      pointers.setAtIndex(ADDRESS, i, string(texts.get(i)));
    }
    return pointers;
  }

  private void close(int fd) {
    if (fd >= 0) {
      libc.close(fd);
    }
  }
}
