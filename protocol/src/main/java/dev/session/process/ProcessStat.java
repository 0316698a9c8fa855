package dev.session.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `/proc/PID/stat` tells of a process (proc_pid_stat(5)).
///
/// @param session the id of its POSIX session
public record ProcessStat(
    long pid, char state, long parent, long group, long session, long startTicks) {
  // Counted from the state, the first field behind the program's name.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int START_TIME = 19;

  /// The process that has `pid` now, or null where there is none.
  public static @Nullable ProcessStat read(long pid) {
    String text;
    try {
      text =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return null;
    }
    // The name may hold blanks and parentheses; the last one closes it.
    int nameEnd = text.lastIndexOf(')');
    if (nameEnd < 0) {
      return null;
    }
    var fields = text.substring(nameEnd + 2).trim().split(" ", -1);
    return new ProcessStat(
        pid,
        fields[STATE].charAt(0),
        Long.parseLong(fields[PARENT]),
        Long.parseLong(fields[GROUP]),
        Long.parseLong(fields[SESSION]),
        Long.parseLong(fields[START_TIME]));
  }

  /// It has ended and waits for its parent to notice.
  public boolean zombie() {
    return state == 'Z' || state == 'X';
  }

  /// All processes of the POSIX session `session`, zombies left out.
  public static List<ProcessIdentity> ofSession(long session) {
    var members = new ArrayList<ProcessIdentity>();
    try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var entry : entries) {
        var stat = read(Long.parseLong(entry.getFileName().toString()));
        if (stat != null && stat.session() == session && !stat.zombie()) {
          var identity = ProcessIdentity.of(stat.pid());
          if (identity != null) {
            members.add(identity);
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be listed; is it mounted?", e);
    }
    return members;
  }
}
