package dev.session.host.pty;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What this process holds of the system: descriptors and children.
public final class OpenFiles {
  private OpenFiles() {}

  public static int count() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }

  /// The children of this process that have ended and were not reaped.
  public static List<String> zombies() throws IOException {
    var self = Long.toString(ProcessHandle.current().pid());
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      var zombies = new ArrayList<String>();
      for (var process : processes) {
        var stat = statOf(process);
        var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 3);
        if (fields.length > 1 && fields[0].equals("Z") && fields[1].equals(self)) {
          zombies.add(stat);
        }
      }
      return zombies;
    }
  }

  private static String statOf(Path process) {
    try {
      return Files.readString(process.resolve("stat"));
    } catch (IOException e) {
      return ")"; // gone meanwhile
    }
  }
}
