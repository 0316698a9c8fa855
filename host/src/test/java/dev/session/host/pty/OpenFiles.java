package dev.session.host.pty;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What this process holds of the system: descriptors and children.
public final class OpenFiles {
  private OpenFiles() {}

  public static int count() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }

  /// Which descriptors are open, and what for.
  ///
  /// Other tests in this JVM may close some of theirs late, so what a test has left is what is
  /// there now and was not before, never a difference of two counts.
  public static Set<String> all() {
    var open = new HashSet<String>();
    for (var number : Objects.requireNonNull(new File("/proc/self/fd").list())) {
      try {
        open.add(number + " " + Files.readSymbolicLink(Path.of("/proc/self/fd", number)));
      } catch (IOException _) {
        // The one that listed the directory, or one that was closed meanwhile.
      }
    }
    return open;
  }

  /// What has been opened since `before` and is open still.
  public static Set<String> since(Set<String> before) {
    var open = all();
    open.removeAll(before);
    return open;
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
