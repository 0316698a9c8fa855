package dev.session.host.pty;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to run in a new terminal.
///
/// The environment is the child's whole environment: nothing is added or taken away. A program
/// without a slash is looked for in the `PATH` of that environment; relative paths count from
/// `directory`.
///
/// @param arguments the program and its arguments, as `argv`
/// @param directory the working directory, an absolute path
/// @param umask the permissions that group and others do not get on what the program makes
///   (`umask(2)`); null for those of the host
public record PtyCommand(
    List<String> arguments,
    String directory,
    Map<String, String> environment,
    int cols,
    int rows,
    @Nullable Integer umask) {

  /// The kernel keeps a terminal's size in 16 bits.
  public static final int SIZE_MAX = 0xFFFF;

  private static final int UMASK_MAX = 0777;

  public PtyCommand {
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a command needs the name of a program");
    }
    if (!directory.startsWith("/")) {
      throw new IllegalArgumentException("the working directory must be an absolute path");
    }
    checkSize(cols, rows);
    if (umask != null && (umask < 0 || umask > UMASK_MAX)) {
      throw new IllegalArgumentException("a umask is 0 to 0777, not " + umask);
    }
    arguments.forEach(argument -> checkNoNul(argument, "an argument"));
    checkNoNul(directory, "the working directory");
    environment.forEach(
        (name, value) -> {
          if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                "'" + name + "' cannot name an environment variable");
          }
          checkNoNul(name, "the name of an environment variable");
          checkNoNul(value, "the environment variable " + name);
        });
  }

  /// The same in all but what is run and its environment.
  public PtyCommand with(List<String> newArguments, Map<String, String> newEnvironment) {
    return new PtyCommand(newArguments, directory, newEnvironment, cols, rows, umask);
  }

  static void checkSize(int cols, int rows) {
    if (cols < 1 || rows < 1 || cols > SIZE_MAX || rows > SIZE_MAX) {
      throw new IllegalArgumentException(
          "a terminal has 1 to %d columns and rows, not %dx%d".formatted(SIZE_MAX, cols, rows));
    }
  }

  private static void checkNoNul(String text, String what) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " contains a NUL character");
    }
  }
}
