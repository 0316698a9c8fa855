package dev.session.host.pty;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The functions of glibc that a PTY needs, each named by its manual page. The only class of the
/// host that calls native code.
///
/// Every function answers with its result, or with the negated `errno` if it failed, as system
/// calls do themselves; no failure can be overlooked by forgetting to ask for `errno`.
///
/// Design note: all functions go through one downcall shape of six 64-bit integers and a 64-bit
/// result. Each further shape costs 3 to 4 ms of the first `create` even with an AOT cache (ADR 4).
/// Passing integers wide is what the ABIs of Linux on x86_64 and aarch64 define: a callee looks
/// only at the low bits of a register, and variadic integers travel as others do. A 32-bit result
/// has undefined upper bits, hence [#narrow]. `critical` is not used: reads and writes of a tty can
/// wait for a lock in the kernel, and a critical call would hold up every safepoint meanwhile.
///
/// An instance belongs to one thread at a time (it holds the place `errno` is captured in); memory
/// comes from the caller's arena and must outlive the call, which plain addresses cannot check.
final class Libc {
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  static final int O_RDWR = 2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  static final int EPOLLIN = 0x001;
  static final int EPOLLOUT = 0x004;
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_DEL = 2;
  static final int EPOLL_CTL_MOD = 3;

  /// `struct epoll_event` is packed on x86_64 only: {u32 events, u64 data}.
  static final int EPOLL_DATA_OFFSET = isX86() ? 4 : 8;

  static final int EPOLL_EVENT_BYTES = EPOLL_DATA_OFFSET + Long.BYTES;

  private static final int EPOLL_CLOEXEC = O_CLOEXEC;
  private static final int EFD_CLOEXEC_NONBLOCK = O_CLOEXEC | O_NONBLOCK;

  // ioctl_tty(2), asm-generic; the terminal's modes are the kernel's struct termios, not glibc's.
  static final long TCGETS = 0x5401;
  static final long TCSETS = 0x5402;
  static final long FIONREAD = 0x541B;
  static final long TIOCGPGRP = 0x540F;
  static final long TIOCSWINSZ = 0x5414;

  // The numbers of system calls younger than 2019 are the same on all machines. glibc wraps these
  // two only since 2.36.
  private static final long SYS_PIDFD_SEND_SIGNAL = 424;
  private static final long SYS_PIDFD_OPEN = 434;

  // siginfo_t for a child, on 64-bit machines: {si_signo, si_errno, si_code, pad, si_pid, si_uid,
  // si_status}.
  static final int SIGINFO_BYTES = 128;
  static final int SIGINFO_SIGNO_OFFSET = 0;
  static final int SIGINFO_CODE_OFFSET = 8;
  static final int SIGINFO_STATUS_OFFSET = 24;
  static final int CLD_EXITED = 1;
  static final int CLD_KILLED = 2;
  static final int CLD_DUMPED = 3;

  private static final int P_PID = 1;
  private static final int P_PIDFD = 3;
  private static final int WNOHANG = 1;
  private static final int WEXITED = 4;

  private static final int SPAWN_FAMILY_ARGUMENTS_MAX = 4;

  private static final Linker LINKER = Linker.nativeLinker();

  // Calling native code is this class's purpose; the host runs with --enable-native-access.
  @SuppressWarnings("restricted")
  private static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MemorySegment CLOSE = function("close");
  private static final MemorySegment EPOLL_CREATE1 = function("epoll_create1");
  private static final MemorySegment EPOLL_CTL = function("epoll_ctl");
  private static final MemorySegment EPOLL_WAIT = function("epoll_wait");
  private static final MemorySegment EVENTFD = function("eventfd");
  private static final MemorySegment GRANTPT = function("grantpt");
  private static final MemorySegment IOCTL = function("ioctl");
  private static final MemorySegment KILL = function("kill");
  private static final MemorySegment OPEN = function("open");
  private static final MemorySegment POSIX_OPENPT = function("posix_openpt");
  private static final MemorySegment POSIX_SPAWN = function("posix_spawn");
  private static final MemorySegment PTSNAME_R = function("ptsname_r");
  private static final MemorySegment READ = function("read");
  private static final MemorySegment SETSID = function("setsid");
  private static final MemorySegment SIGNAL = function("signal");
  private static final MemorySegment STRERRORDESC = function("strerrordesc_np");
  private static final MemorySegment SYSCALL = function("syscall");
  private static final MemorySegment UMASK = function("umask");
  private static final MemorySegment UNLOCKPT = function("unlockpt");
  private static final MemorySegment WAITID = function("waitid");
  private static final MemorySegment WRITE = function("write");

  private final MemorySegment callState;

  Libc(Arena arena) {
    callState = arena.allocate(Linker.Option.captureStateLayout());
  }

  static boolean isX86() {
    return System.getProperty("os.arch").equals("amd64");
  }

  static MemorySegment function(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  /// `setsid(2)`: this process leads a session of its own, without a terminal.
  int setSession() {
    return orErrno(narrow(call(SETSID, 0)));
  }

  /// `posix_openpt(3)`: a new master, non-blocking and not inherited.
  int openMaster() {
    return orErrno(narrow(call(POSIX_OPENPT, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)));
  }

  /// `grantpt(3)`, `unlockpt(3)`: the slave of this master may be opened.
  int unlockSlave(int master) {
    var granted = orErrno(narrow(call(GRANTPT, master)));
    return granted < 0 ? granted : orErrno(narrow(call(UNLOCKPT, master)));
  }

  /// `ptsname_r(3)`: writes the path of the slave.
  int slaveName(int master, MemorySegment name) {
    return -narrow(call(PTSNAME_R, master, name.address(), name.byteSize()));
  }

  /// `open(2)`.
  int open(MemorySegment path, int flags) {
    return orErrno(narrow(call(OPEN, path.address(), flags)));
  }

  /// `close(2)`. The descriptor is gone even if it fails, so there is nothing to do about a
  /// failure.
  void close(int fd) {
    call(CLOSE, fd);
  }

  /// `read(2)`.
  int read(int fd, MemorySegment buffer, int offset, int length) {
    return orErrno((int) call(READ, fd, buffer.address() + offset, length));
  }

  /// `write(2)`.
  int write(int fd, MemorySegment buffer, int length) {
    return orErrno((int) call(WRITE, fd, buffer.address(), length));
  }

  /// `ioctl(2)`; see `ioctl_tty(2)`.
  int ioctl(int fd, long request, MemorySegment argument) {
    return orErrno(narrow(call(IOCTL, fd, request, argument.address())));
  }

  /// `epoll_create1(2)`.
  int epollCreate() {
    return orErrno(narrow(call(EPOLL_CREATE1, EPOLL_CLOEXEC)));
  }

  /// `epoll_ctl(2)`.
  int epollControl(int epoll, int operation, int fd, MemorySegment event) {
    return orErrno(narrow(call(EPOLL_CTL, epoll, operation, fd, event.address())));
  }

  /// `epoll_wait(2)`; a time-out of -1 waits for ever.
  int epollWait(int epoll, MemorySegment events, int maxEvents, int timeoutMillis) {
    return orErrno(narrow(call(EPOLL_WAIT, epoll, events.address(), maxEvents, timeoutMillis)));
  }

  /// `eventfd(2)`, non-blocking.
  int eventFd() {
    return orErrno(narrow(call(EVENTFD, 0, EFD_CLOEXEC_NONBLOCK)));
  }

  /// `posix_spawn(3)`.
  int posixSpawn(
      MemorySegment pid,
      MemorySegment path,
      MemorySegment actions,
      MemorySegment attributes,
      MemorySegment arguments,
      MemorySegment environment) {
    return -narrow(
        call(
            POSIX_SPAWN,
            pid.address(),
            path.address(),
            actions.address(),
            attributes.address(),
            arguments.address(),
            environment.address()));
  }

  /// `umask(2)`: of the whole process; the former one.
  int umask(int mask) {
    return narrow(call(UMASK, mask));
  }

  /// A function of the `posix_spawn` family, which answers with an error number instead of `errno`.
  int spawnFamily(MemorySegment function, MemorySegment object, long... arguments) {
    var a = Arrays.copyOf(arguments, SPAWN_FAMILY_ARGUMENTS_MAX);
    return -narrow(call(function, object.address(), a[0], a[1], a[2], a[3], 0));
  }

  /// `pidfd_open(2)`: a descriptor for a process; not inherited.
  int pidfdOpen(long pid) {
    return orErrno(narrow(call(SYSCALL, SYS_PIDFD_OPEN, pid, 0)));
  }

  /// `pidfd_send_signal(2)`: reaches that very process or none.
  int pidfdSendSignal(int pidfd, int signal) {
    return orErrno(narrow(call(SYSCALL, SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0, 0)));
  }

  /// `kill(2)`; a negative pid is a process group.
  int kill(long pid, int signal) {
    return orErrno(narrow(call(KILL, pid, signal)));
  }

  /// `waitid(2)` without waiting: fills `info` (a `siginfo_t`) and reaps if the process has ended.
  int reap(int pidfd, MemorySegment info) {
    return orErrno(narrow(call(WAITID, P_PIDFD, pidfd, info.address(), WEXITED | WNOHANG)));
  }

  /// `waitid(2)`: waits for a child that is certain to end, and reaps it.
  int awaitAndReap(int pid, MemorySegment info) {
    return orErrno(narrow(call(WAITID, P_PID, pid, info.address(), WEXITED)));
  }

  /// `signal(2)`: back to the default disposition.
  void defaultDisposition(int signal) {
    call(SIGNAL, signal, 0);
  }

  /// `strerrordesc_np(3)`: what an error number means, in English whatever the locale.
  // The address is a constant string of glibc.
  @SuppressWarnings("restricted")
  String errorText(int errno) {
    var address = call(STRERRORDESC, errno);
    return address == 0
        ? "error " + errno
        : MemorySegment.ofAddress(address)
            .reinterpret(Long.MAX_VALUE)
            .getString(0, StandardCharsets.US_ASCII);
  }

  private static int narrow(long result) {
    return (int) result;
  }

  private int orErrno(int result) {
    return result == -1 ? -callState.get(JAVA_INT, ERRNO_OFFSET) : result;
  }

  private long call(MemorySegment function, long a) {
    return call(function, a, 0, 0, 0, 0, 0);
  }

  private long call(MemorySegment function, long a, long b) {
    return call(function, a, b, 0, 0, 0, 0);
  }

  private long call(MemorySegment function, long a, long b, long c) {
    return call(function, a, b, c, 0, 0, 0);
  }

  private long call(MemorySegment function, long a, long b, long c, long d) {
    return call(function, a, b, c, d, 0, 0);
  }

  private long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) CALL.invokeExact(function, callState, a, b, c, d, e, f);
    } catch (Throwable thrown) {
      throw new AssertionError("a downcall throws nothing", thrown);
    }
  }
}
