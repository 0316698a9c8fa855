package dev.session.cli.host;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// The end of a process that leaves a child running, by `_exit(2)`.
///
/// The JVM's own end waits up to 300 ms for threads that are in native code, and the one by which a
/// `Process` waits for its child is there for as long as the child runs: every first `create` would
/// take that much longer. Nothing is lost by it: output is not buffered, and nothing in a command
/// that started a host is left to a shutdown hook.
public final class ParentExit {
  private static final MethodHandle EXIT = handle();

  private ParentExit() {}

  // Calling native code is this class's purpose; the command runs with --enable-native-access.
  @SuppressWarnings("restricted")
  private static MethodHandle handle() {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("_exit"), FunctionDescriptor.ofVoid(JAVA_INT));
  }

  /// Does now, where there is time, what would hold up the exit: it takes some 20 ms.
  static void prepare() {
    // The class is initialised, which is all.
  }

  /// Ends this process at once, as `Runtime.halt` would.
  public static void exit(int code) {
    try {
      EXIT.invokeExact(code);
    } catch (Throwable e) {
      throw new AssertionError("_exit(2) cannot fail", e);
    }
  }
}
