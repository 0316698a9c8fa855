package dev.session.host.pty;

import dev.session.host.pty.SpawnException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds a program as a shell in the child's place would, and says in words why one cannot run.
///
/// Like `execvp(3)`, but with the `PATH` and the working directory of the child instead of the
/// host's.
final class ProgramLookup {

  /// Where `execvp` looks if there is no `PATH`.
  private static final String DEFAULT_PATH = "/bin:/usr/bin";

  /// As much of a file as the kernel reads to tell what it is (BINPRM_BUF_SIZE).
  private static final int HEAD_BYTES = 256;

  private ProgramLookup() {}

  /// The path to execute: the program as given if it has a slash, else the first executable file of
  /// its name in `PATH`.
  static String find(PtyCommand command) throws SpawnException {
    checkDirectory(command);
    var program = command.arguments().getFirst();
    if (program.indexOf('/') >= 0) {
      return program;
    }
    var denied = false;
    var path = command.environment().getOrDefault("PATH", DEFAULT_PATH);
    for (var element : path.split(":", -1)) {
      var candidate = (element.isEmpty() ? "." : element) + "/" + program;
      var file = file(command, candidate);
      if (file.isPresent() && Files.isRegularFile(file.get())) {
        if (Files.isExecutable(file.get())) {
          return candidate;
        }
        denied = true;
      }
    }
    throw denied
        ? new SpawnException(
            Reason.PERMISSION_DENIED,
            "'%s' was found in PATH, but it is not executable".formatted(program))
        : new SpawnException(
            Reason.PROGRAM_NOT_FOUND,
            "'%s' was not found in PATH (%s)".formatted(program, path)
                + (program.indexOf(' ') < 0
                    ? ""
                    : "; a whole command line needs a shell: sh -c \"LINE\""));
  }

  private static void checkDirectory(PtyCommand command) throws SpawnException {
    var directory = file(command, command.directory());
    if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
      var what =
          directory.isPresent() && Files.exists(directory.get())
              ? "is not a directory"
              : "does not exist";
      throw new SpawnException(
          Reason.DIRECTORY_NOT_FOUND,
          "the working directory '%s' %s".formatted(command.directory(), what));
    }
    if (!Files.isExecutable(directory.get())) {
      throw new SpawnException(
          Reason.DIRECTORY_DENIED,
          "the working directory '%s' may not be entered".formatted(command.directory()));
    }
  }

  static boolean exists(PtyCommand command, String program) {
    return file(command, program).map(Files::exists).orElse(false);
  }

  /// Whether a file without a known format may be a shell script: no NUL in its beginning, as bash
  /// decides.
  static boolean isText(PtyCommand command, String program) {
    return head(command, program).indexOf('\0') < 0;
  }

  /// The sentence for a failed execution.
  static String explain(PtyCommand command, String program, Reason reason, String systemText) {
    return switch (reason) {
      case PROGRAM_NOT_FOUND -> "'%s' does not exist".formatted(program);
      case PERMISSION_DENIED ->
          file(command, program).map(Files::isDirectory).orElse(false)
              ? "'%s' is a directory".formatted(program)
              : "'%s' may not be executed: %s".formatted(program, systemText);
      case INTERPRETER_NOT_FOUND -> explainInterpreter(program, head(command, program));
      case NOT_A_PROGRAM -> "'%s' is not a program for this machine".formatted(program);
      case TOO_LONG -> "the arguments and the environment of '%s' are too long".formatted(program);
      case NO_RESOURCES ->
          "'%s' could not be started: %s; a limit of processes ('ulimit -u', a container's) or of memory is reached"
              .formatted(program, systemText);
      case DIRECTORY_NOT_FOUND, DIRECTORY_DENIED, OTHER ->
          "'%s' could not be started: %s".formatted(program, systemText);
    };
  }

  private static String explainInterpreter(String program, String head) {
    if (!head.startsWith("#!")) {
      return "'%s' needs a dynamic loader that does not exist".formatted(program);
    }
    var interpreter = head.substring(2).strip().split("\\s", 2)[0];
    return "the interpreter '%s' of the script '%s' does not exist".formatted(interpreter, program);
  }

  private static String head(PtyCommand command, String program) {
    var file = file(command, program);
    if (file.isEmpty()) {
      return "";
    }
    try (var in = Files.newInputStream(file.get())) {
      return new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // executable but not readable: nothing can be said about it
    }
  }

  /// A path as the child will see it; empty if the host's locale cannot express it.
  private static Optional<Path> file(PtyCommand command, String path) {
    try {
      return Optional.of(Path.of(command.directory()).resolve(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
