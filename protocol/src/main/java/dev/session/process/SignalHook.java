package dev.session.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs something whenever a signal arrives, until it is closed.
///
/// A signal that this process inherited as ignored (from `nohup`, or in the background of a script)
/// is heard as well: the JVM itself never installs a handler for such a SIGHUP, SIGINT or SIGTERM,
/// so the default disposition is restored first.
///
/// By reflection on `sun.misc.Signal`, the one way the JDK has: naming that class in source is a
/// warning that cannot be suppressed.
public final class SignalHook implements AutoCloseable {
  /// By which a process is asked to end.
  public static final List<String> ENDING = List.of("HUP", "INT", "TERM");

  /// The same for a program that somebody has started for good: under `nohup` it is to outlive its
  /// terminal, so SIGHUP stays ignored.
  public static List<String> endingInForeground() {
    return ENDING.stream().filter(name -> !name.equals("HUP") || !isIgnored(name)).toList();
  }

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String IGNORED = "SigIgn:";

  private final Object signal;
  private final Object former;

  /// @param name without `SIG`
  public SignalHook(String name, Runnable action) {
    if (isIgnored(name)) {
      restoreDefault(number(name));
    }
    try {
      var handlerType = Class.forName("sun.misc.SignalHandler");
      signal = Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
      var handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (_, _, _) -> {
                action.run();
                return null;
              });
      former = handle(handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java cannot handle signals", e);
    }
  }

  /// Whether this process does nothing about the signal `name`.
  public static boolean isIgnored(String name) {
    try {
      for (var line : Files.readAllLines(STATUS)) {
        if (line.startsWith(IGNORED)) {
          var mask = Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16);
          return (mask >>> (number(name) - 1) & 1) == 1;
        }
      }
      return false;
    } catch (IOException noProc) {
      return false; // then the JVM decides, as it does by itself
    }
  }

  private static int number(String name) {
    return Signals.number(name).orElseThrow();
  }

  // Calling native code is rare enough not to be prepared; both programs are started with
  // --enable-native-access.
  @SuppressWarnings("restricted")
  private static void restoreDefault(int number) {
    var linker = Linker.nativeLinker();
    var restore =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("signal"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG));
    try {
      var _ = (long) restore.invokeExact(number, 0L);
    } catch (Throwable e) {
      throw new AssertionError("signal(2) throws nothing", e);
    }
  }

  private Object handle(Object handler) throws ReflectiveOperationException {
    var handlerType = Class.forName("sun.misc.SignalHandler");
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), handlerType)
        .invoke(null, signal, handler);
  }

  /// Back to what was done about the signal before.
  @Override
  public void close() {
    try {
      handle(former);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java cannot handle signals", e);
    }
  }
}
