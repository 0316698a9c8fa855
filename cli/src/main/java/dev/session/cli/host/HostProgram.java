package dev.session.cli.host;

import dev.session.home.Home;
import dev.session.process.SessionProcesses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How the host is started: the JVM and class path of this installation, without arguments.
///
/// The packaged program says where it is by the property `session.install`, and by
/// `session.host.cache` that the host's AOT cache fits this JVM; its training says by
/// `session.host.training` where the host is to write that cache. Without them (in an IDE, in
/// tests) the host is looked for on this process's own class path.
public record HostProgram(List<String> command) {
  private static final String MAIN_CLASS = "dev.session.host.Main";

  public HostProgram {
    command = List.copyOf(command);
  }

  /// The host that belongs to the program now running.
  public static HostProgram ofThisProgram() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    var install = System.getProperty("session.install");
    if (install == null) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
    } else {
      command.add("@" + install + "/lib/host.args");
      var cache = System.getProperty("session.host.cache");
      if (cache != null) {
        command.add("-XX:AOTCache=" + cache);
      }
      var training = System.getProperty("session.host.training");
      if (training != null) {
        command.add("-XX:AOTCacheOutput=" + training);
      }
      command.add("-Dsession.install=" + install);
      command.add("-cp");
      command.add(install + "/lib/session-host.jar");
    }
    command.add(MAIN_CLASS);
    return new HostProgram(command);
  }

  /// The start of a host of `home` that stays in the foreground.
  public ProcessBuilder inForeground(Home home) {
    return start(home, command, false);
  }

  /// The start of a host of `home` that leaves its caller: it founds a POSIX session of its own,
  /// and prints [HostLauncher#READY] as a line when it answers requests.
  ProcessBuilder inBackground(Home home) {
    var detached = new ArrayList<>(command);
    detached.add("--detached");
    return start(home, detached, true);
  }

  private static ProcessBuilder start(Home home, List<String> command, boolean outlivesCaller) {
    var builder = new ProcessBuilder(command);
    builder.environment().put(Home.VARIABLE, home.directory().toString());
    if (outlivesCaller) {
      // It is no session's: one that a command inside a session starts lives on without it.
      builder.environment().put(SessionProcesses.VARIABLE, "");
    }
    return builder;
  }
}
