package dev.session.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One reading of `/proc/PID/stat` (`proc_pid_stat(5)`), reduced to what tells processes apart.
///
/// @param name the program's name as the kernel keeps it, at most 15 bytes
/// @param state one letter: `R`, `S`, `D`, `T`, `Z` (zombie), `X` (dead), …
/// @param group the process group
/// @param session the POSIX session: the pid of the process that called `setsid`
/// @param startTicks when it started, in clock ticks since boot
public record ProcessStat(
    long pid, String name, char state, long parent, long group, long session, long startTicks) {

  // Positions among the fields that follow the command name, whose closing parenthesis is the last
  // in the line: a program may have blanks and parentheses in its name.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int START_TICKS = 19;

  /// The process as it is now, zombies included; empty if there is none of that number.
  ///
  /// @throws UncheckedIOException if it exists but cannot be read (no descriptor left, say): to
  ///   take that for "gone" would leave orphans
  public static Optional<ProcessStat> read(long pid) {
    var directory = Path.of("/proc", Long.toString(pid));
    try {
      return Optional.of(parse(pid, Files.readAllBytes(directory.resolve("stat"))));
    } catch (IOException e) {
      if (Files.exists(directory)) {
        throw new UncheckedIOException("cannot read " + directory + "/stat", e);
      }
      return Optional.empty(); // gone before it was opened (ENOENT) or read (ESRCH)
    }
  }

  static ProcessStat parse(long pid, byte[] line) {
    // The name may hold any bytes; Latin-1 maps each to one character and cannot fail.
    var text = new String(line, StandardCharsets.ISO_8859_1);
    int nameEnd = text.lastIndexOf(')');
    var fields = text.substring(nameEnd + 2).split(" ", START_TICKS + 2);
    return new ProcessStat(
        pid,
        text.substring(text.indexOf('(') + 1, nameEnd),
        fields[STATE].charAt(0),
        Long.parseLong(fields[PARENT]),
        Long.parseLong(fields[GROUP]),
        Long.parseLong(fields[SESSION]),
        Long.parseLong(fields[START_TICKS]));
  }

  /// Which process it is.
  public ProcessIdentity identity() {
    return new ProcessIdentity(pid, startTicks, ProcessIdentity.currentBootId());
  }

  /// Whether it still runs; a zombie has ended and only waits for its parent to ask how.
  public boolean isAlive() {
    return state != 'Z' && state != 'X';
  }
}
