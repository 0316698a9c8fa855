package dev.session.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Starts processes as a person's shell does, whoever has started the tests.
///
/// A process inherits which signals are ignored: under `nohup` that is SIGHUP, in the background of
/// a script SIGINT and SIGQUIT. Java passes this on, and a program that must react to such a signal
/// would not. Nothing but a system call takes it back.
public final class DefaultSignals {
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGQUIT = 3;
  private static final List<Integer> INHERITED = List.of(SIGHUP, SIGINT, SIGQUIT);

  private static final MemorySegment DEFAULT = MemorySegment.NULL;
  private static final MemorySegment IGNORE = MemorySegment.ofAddress(1);

  /// [signal(2)](https://man7.org/linux/man-pages/man2/signal.2.html)
  @SuppressWarnings("restricted") // The tests' JVMs may: --enable-native-access.
  private static final MethodHandle SIGNAL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("signal"),
              FunctionDescriptor.of(
                  ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  private DefaultSignals() {}

  /// Starts a process that ignores no signal of a terminal because this one does.
  public static synchronized Process start(ProcessBuilder builder) throws IOException {
    var ignored = INHERITED.stream().filter(DefaultSignals::isIgnored).toList();
    ignored.forEach(signal -> set(signal, DEFAULT));
    try {
      return builder.start();
    } finally {
      ignored.forEach(signal -> set(signal, IGNORE));
    }
  }

  private static boolean isIgnored(int signal) {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16))
          .anyMatch(mask -> (mask >>> (signal - 1) & 1) == 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void set(int signal, MemorySegment action) {
    try {
      var before = (MemorySegment) SIGNAL.invokeExact(signal, action);
      if (before.address() == -1) {
        throw new IllegalStateException("signal " + signal + " cannot be set");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
