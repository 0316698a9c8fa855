package dev.session.cli.tty;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The functions of glibc that a terminal needs, each named by its manual page. Every one answers
/// with its result or with the negated `errno`.
///
/// All go through one downcall shape of 64-bit integers, as in the host: each further shape costs
/// milliseconds of a start (docs/decisions/0004). An instance belongs to one thread at a time.
final class Libc {
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  static final int O_RDWR = 2;
  static final int O_NOCTTY = 0x100;
  static final int O_CLOEXEC = 0x80000;

  // ioctl_tty(2), asm-generic; the modes are the kernel's struct termios, not glibc's.
  static final long TCGETS = 0x5401;
  static final long TCSETS = 0x5402;
  static final long TCSETSF = 0x5404;
  static final long TIOCGWINSZ = 0x5413;

  /// `struct pollfd`: {int fd; short events; short revents}.
  static final int POLLFD_BYTES = 8;

  static final int POLLFD_EVENTS_OFFSET = 4;
  static final int POLLFD_REVENTS_OFFSET = 6;
  static final short POLLIN = 1;

  private static final int EFD_CLOEXEC_NONBLOCK = O_CLOEXEC | 0x800;

  private static final Linker LINKER = Linker.nativeLinker();

  // Calling native code is this class's purpose; the command runs with --enable-native-access.
  @SuppressWarnings("restricted")
  private static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MemorySegment CLOSE = function("close");
  private static final MemorySegment EVENTFD = function("eventfd");
  private static final MemorySegment IOCTL = function("ioctl");
  private static final MemorySegment OPEN = function("open");
  private static final MemorySegment POLL = function("poll");
  private static final MemorySegment READ = function("read");
  private static final MemorySegment WRITE = function("write");

  private final MemorySegment callState;

  Libc(Arena arena) {
    callState = arena.allocate(Linker.Option.captureStateLayout());
  }

  private static MemorySegment function(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  /// `open(2)`.
  int open(MemorySegment path, int flags) {
    return (int) call(OPEN, path.address(), flags, 0);
  }

  /// `close(2)`. The descriptor is gone even if it fails.
  void close(int fd) {
    call(CLOSE, fd, 0, 0);
  }

  /// `read(2)`.
  int read(int fd, MemorySegment buffer, long length) {
    return (int) call(READ, fd, buffer.address(), length);
  }

  /// `write(2)`.
  int write(int fd, MemorySegment buffer, long length) {
    return (int) call(WRITE, fd, buffer.address(), length);
  }

  /// `ioctl(2)`; see `ioctl_tty(2)`.
  int ioctl(int fd, long request, MemorySegment argument) {
    return (int) call(IOCTL, fd, request, argument.address());
  }

  /// `eventfd(2)`, non-blocking.
  int eventFd() {
    return (int) call(EVENTFD, 0, EFD_CLOEXEC_NONBLOCK, 0);
  }

  /// `poll(2)`; a time-out of -1 waits for ever.
  int poll(MemorySegment descriptors, int count, int timeoutMillis) {
    return (int) call(POLL, descriptors.address(), count, timeoutMillis);
  }

  // An int result has undefined upper bits; so its low half is what counts.
  private long call(MemorySegment function, long a, long b, long c) {
    try {
      long result = (long) CALL.invokeExact(function, callState, a, b, c);
      return (int) result == -1 ? -callState.get(JAVA_INT, ERRNO_OFFSET) : result;
    } catch (Throwable thrown) {
      throw new AssertionError("a downcall throws nothing", thrown);
    }
  }
}
