package dev.session.cli.tty;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Config;
import dev.session.process.SignalHook;
import dev.session.process.Signals;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The caller's terminal in raw mode: every key arrives as the bytes it sends, at once, Ctrl-C
/// included, and nothing is echoed (`cfmakeraw` of `termios(3)`).
///
/// Standard output must be a terminal. Keys come from standard input, or from `/dev/tty` where
/// standard input is something else, so that a recording can be piped in.
///
/// One thread reads; any may write, [#wake] and close.
///
/// It is restored by [#close], and by a shutdown hook when a signal ends the process (SIGINT,
/// SIGTERM, SIGHUP), which they do also where the process inherited them as ignored: a program that
/// has lost its terminal must not live on. After SIGCONT, before which a shell will have set the
/// modes it likes, raw mode is set again and the size counts as changed, so that the owner draws
/// anew.
public final class RawTerminal implements AutoCloseable {
  /// The most bytes that one read returns.
  public static final int READ_BYTES_MAX = 4096;

  /// How many cells the terminal shows.
  public record Size(int cols, int rows) {}

  /// The exit code of a process that a signal ends is this and its number.
  private static final int SIGNALED = 128;

  private static final int IN_FD = 0;
  private static final int OUT_FD = 1;

  /// The kernel's `struct termios`, asm-generic: four words of flags, `c_line`, `c_cc[19]`.
  private static final int TERMIOS_BYTES = 36;

  private static final int IFLAG_OFFSET = 0;
  private static final int OFLAG_OFFSET = 4;
  private static final int CFLAG_OFFSET = 8;
  private static final int LFLAG_OFFSET = 12;
  private static final int VTIME_OFFSET = 17 + 5;
  private static final int VMIN_OFFSET = 17 + 6;

  /// IGNBRK, BRKINT, PARMRK, ISTRIP, INLCR, IGNCR, ICRNL, IXON.
  private static final int COOKED_IFLAGS = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x100 | 0x400;

  /// OPOST.
  private static final int COOKED_OFLAGS = 0x1;

  /// ISIG, ICANON, ECHO, ECHONL, IEXTEN.
  private static final int COOKED_LFLAGS = 0x1 | 0x2 | 0x8 | 0x40 | 0x8000;

  /// CSIZE, PARENB; CS8.
  private static final int COOKED_CFLAGS = 0x30 | 0x100;

  private static final int CS8 = 0x30;

  private final Arena arena = Arena.ofShared();
  private final Libc libc = new Libc(arena);

  /// For [#close] and [#wake], which may run beside a read.
  private final Libc otherLibc = new Libc(arena);

  private final MemorySegment formerModes = arena.allocate(TERMIOS_BYTES, 8);
  private final MemorySegment rawModes = arena.allocate(TERMIOS_BYTES, 8);
  private final MemorySegment polled = arena.allocate(2L * Libc.POLLFD_BYTES, 8);
  private final MemorySegment buffer = arena.allocate(READ_BYTES_MAX);
  private final MemorySegment one = arena.allocate(8, 8);
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final byte[] farewell;
  private final int keys;
  private final int waker;
  private final Thread restorer = new Thread(this::restore, "terminal-restorer");
  private final List<SignalHook> hooks = new ArrayList<>();
  private volatile boolean resized;

  /// Held during a read, so that nothing which it uses goes meanwhile.
  private final ReentrantLock reading = new ReentrantLock();

  /// Guarded by `this`, as is all writing.
  private boolean restored;

  /// Whether the descriptors are closed. Guarded by [#reading].
  private boolean released;

  private RawTerminal(String greeting, String farewell) {
    this.farewell = farewell.getBytes(StandardCharsets.UTF_8);
    keys = keysDescriptor();
    if (libc.ioctl(keys, Libc.TCGETS, formerModes) < 0) {
      closeKeys();
      arena.close();
      throw noTerminal();
    }
    makeRaw();
    one.set(ValueLayout.JAVA_LONG, 0, 1);
    waker = libc.eventFd();
    pollFor(0, keys);
    pollFor(Libc.POLLFD_BYTES, waker);
    hooks.add(new SignalHook("WINCH", this::sizeMayHaveChanged));
    hooks.add(new SignalHook("CONT", this::continued));
    for (var name : SignalHook.ENDING) {
      if (SignalHook.isIgnored(name)) {
        int status = SIGNALED + Signals.number(name).orElseThrow();
        hooks.add(new SignalHook(name, () -> System.exit(status)));
      }
    }
    Runtime.getRuntime().addShutdownHook(restorer);
    setRaw();
    write(greeting);
  }

  /// Takes over the terminal.
  ///
  /// @param greeting what is written first, such as the switch to the alternate screen
  /// @param farewell what is written last, on every way out; it should undo the greeting
  /// @throws SessionException INVALID_INPUT if there is no terminal
  public static RawTerminal open(String greeting, String farewell) {
    if (!isAvailable()) {
      throw noTerminal();
    }
    return new RawTerminal(greeting, farewell);
  }

  /// Whether standard output is a terminal and keys can be had from one.
  public static boolean isAvailable() {
    try (var arena = Arena.ofConfined()) {
      var libc = new Libc(arena);
      var modes = arena.allocate(TERMIOS_BYTES, 8);
      if (libc.ioctl(OUT_FD, Libc.TCGETS, modes) < 0) {
        return false;
      }
      if (libc.ioctl(IN_FD, Libc.TCGETS, modes) >= 0) {
        return true;
      }
      int tty = openTty(libc, arena);
      if (tty >= 0) {
        libc.close(tty);
      }
      return tty >= 0;
    }
  }

  /// The size of the terminal on standard output, as [#size], without taking it over.
  public static Size currentSize() {
    try (var arena = Arena.ofConfined()) {
      return size(new Libc(arena), arena.allocate(8, 8));
    }
  }

  /// Reads what was typed. Waits until there is something, the time is up, [#wake] is called or the
  /// size has changed.
  ///
  /// @param timeoutMillis -1 waits for ever
  /// @return how many bytes, 0 if there were none, -1 if the terminal is gone or was given back
  public int read(byte[] into, int timeoutMillis) {
    reading.lock();
    try {
      return isRestored() ? -1 : readKeys(into, timeoutMillis);
    } finally {
      reading.unlock();
    }
  }

  private synchronized boolean isRestored() {
    return restored;
  }

  private int readKeys(byte[] into, int timeoutMillis) {
    if (libc.poll(polled, 2, timeoutMillis) <= 0) {
      return 0;
    }
    if (polled.get(ValueLayout.JAVA_SHORT, Libc.POLLFD_BYTES + Libc.POLLFD_REVENTS_OFFSET) != 0) {
      libc.read(waker, buffer, 8);
    }
    if (polled.get(ValueLayout.JAVA_SHORT, Libc.POLLFD_REVENTS_OFFSET) == 0) {
      return 0;
    }
    int count = libc.read(keys, buffer, Math.min(into.length, READ_BYTES_MAX));
    if (count == -Libc.EAGAIN || count == -Libc.EINTR) {
      return 0;
    }
    if (count <= 0) {
      return -1;
    }
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, count);
    return count;
  }

  /// Makes a waiting [#read] return, or the next one if none waits.
  public synchronized void wake() {
    if (!restored) {
      otherLibc.write(waker, one, 8);
    }
  }

  /// Whether the size may have changed since this was last asked.
  public boolean takeResized() {
    boolean was = resized;
    resized = false;
    return was;
  }

  /// The terminal's size, or the usual one where it does not know (`ioctl_tty(2)`, TIOCGWINSZ).
  public Size size() {
    return currentSize();
  }

  private static Size size(Libc libc, MemorySegment windowSize) {
    int result = libc.ioctl(OUT_FD, Libc.TIOCGWINSZ, windowSize);
    int rows = Short.toUnsignedInt(windowSize.get(ValueLayout.JAVA_SHORT, 0));
    int cols = Short.toUnsignedInt(windowSize.get(ValueLayout.JAVA_SHORT, 2));
    return result < 0 || rows == 0 || cols == 0
        ? new Size(Config.DEFAULT_COLS, Config.DEFAULT_ROWS)
        : new Size(cols, rows);
  }

  public void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes all of `bytes`. Once the terminal is restored they are dropped: it is another's by
  /// then. So they are when it is gone, which the next read tells.
  public synchronized void write(byte[] bytes) {
    if (!restored) {
      try {
        out.write(bytes);
      } catch (IOException gone) {
        wake();
      }
    }
  }

  /// Gives the terminal back as it was. Doing it again does nothing.
  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException alreadyGoing) {
      // The hook found, or will find, nothing left to do.
    }
    hooks.forEach(SignalHook::close);
    release();
  }

  /// Waits for a read to end, which [#restore] has woken, and for those who were about to write.
  private void release() {
    reading.lock();
    try {
      if (!released) {
        released = true;
        libc.close(waker);
        closeKeys();
        arena.close();
      }
    } finally {
      reading.unlock();
    }
  }

  private synchronized void restore() {
    if (restored) {
      return;
    }
    write(farewell);
    wake(); // whom this wakes reads no more, or waits for this lock first
    restored = true;
    // Flushing: what the terminal still answers to someone's query must not be typed to the shell.
    otherLibc.ioctl(keys, Libc.TCSETSF, formerModes);
  }

  private void sizeMayHaveChanged() {
    resized = true;
    wake();
  }

  private void continued() {
    setRaw();
    sizeMayHaveChanged();
  }

  private synchronized void setRaw() {
    if (!restored) {
      otherLibc.ioctl(keys, Libc.TCSETS, rawModes);
    }
  }

  private void makeRaw() {
    MemorySegment.copy(formerModes, 0, rawModes, 0, TERMIOS_BYTES);
    change(IFLAG_OFFSET, COOKED_IFLAGS, 0);
    change(OFLAG_OFFSET, COOKED_OFLAGS, 0);
    change(CFLAG_OFFSET, COOKED_CFLAGS, CS8);
    change(LFLAG_OFFSET, COOKED_LFLAGS, 0);
    rawModes.set(ValueLayout.JAVA_BYTE, VMIN_OFFSET, (byte) 1);
    rawModes.set(ValueLayout.JAVA_BYTE, VTIME_OFFSET, (byte) 0);
  }

  private void change(int offset, int cleared, int set) {
    int flags = rawModes.get(ValueLayout.JAVA_INT, offset);
    rawModes.set(ValueLayout.JAVA_INT, offset, flags & ~cleared | set);
  }

  private void pollFor(int offset, int descriptor) {
    polled.set(ValueLayout.JAVA_INT, offset, descriptor);
    polled.set(ValueLayout.JAVA_SHORT, offset + Libc.POLLFD_EVENTS_OFFSET, Libc.POLLIN);
  }

  private int keysDescriptor() {
    return libc.ioctl(IN_FD, Libc.TCGETS, formerModes) >= 0 ? IN_FD : openTty(libc, arena);
  }

  private void closeKeys() {
    if (keys > IN_FD) {
      libc.close(keys);
    }
  }

  private static int openTty(Libc libc, Arena arena) {
    return libc.open(arena.allocateFrom("/dev/tty"), Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC);
  }

  private static SessionException noTerminal() {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "This needs a terminal: standard output is none, or there is none to read keys from.");
  }
}
