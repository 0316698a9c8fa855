package dev.session.cli.doctor;

import dev.session.cli.route.RunningHost;
import dev.session.home.Home;
import dev.session.home.PrivateFiles;
import dev.session.home.Storage;
import dev.session.home.Trash;
import dev.session.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where a checkup makes its files: a directory of the home that bears its process's number and
/// start. So what a checkup that was killed left behind is known for that by the next one, and by
/// `gc`.
public final class Workspace {
  private static final String PREFIX = ".doctor-";

  /// The host of a checkup has one short session to run.
  private static final long HOST_GRACE_MILLIS = 0;

  private Workspace() {}

  static Path make(Home home) {
    leftovers(home).forEach(Workspace::remove);
    var self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
    var workspace = home.directory().resolve(PREFIX + self.pid() + "-" + self.startTicks());
    PrivateFiles.createDirectories(workspace);
    return workspace;
  }

  /// The directories of checkups that are not at work any more.
  public static List<Path> leftovers(Home home) {
    var leftovers = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(home.directory(), PREFIX + "*")) {
      for (var entry : entries) {
        if (Files.isDirectory(entry) && !isAtWork(entry)) {
          leftovers.add(entry);
        }
      }
    } catch (IOException e) {
      throw Storage.unreadable(home.directory(), e);
    }
    return leftovers;
  }

  private static boolean isAtWork(Path workspace) {
    var name = workspace.getFileName().toString().substring(PREFIX.length()).split("-", 2);
    try {
      return ProcessIdentity.of(Long.parseLong(name[0]))
          .map(process -> name[1].equals(Long.toString(process.startTicks())))
          .orElse(false);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException notOurs) {
      return false;
    }
  }

  /// The home of the host that a checkup starts.
  static Home home(Path workspace) {
    return new Home(workspace.resolve("home"), true);
  }

  /// Removes a workspace, and ends the host in it if there is one; the bytes that are free now.
  public static long remove(Path workspace) {
    var host = RunningHost.of(home(workspace));
    if (host != null) {
      host.stop(HOST_GRACE_MILLIS, RunningHost.stopMillis(HOST_GRACE_MILLIS));
    }
    return Trash.finish(workspace);
  }
}
