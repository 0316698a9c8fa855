package dev.session.cli;

import java.io.IOException;

/// Stands in for the command until the real one arrives.
public final class Main {
  private Main() {}

  /// Runs the command. `System.exit` would load a logger first, which takes 8 ms.
  public static void main(String[] args) {
    Runtime.getRuntime().halt(run(args));
  }

  static int run(String... args) {
    System.out.println("session " + String.join(" ", args));
    return args.length > 0 && args[0].equals("host") ? host() : 0;
  }

  private static int host() {
    var install = System.getProperty("session.install");
    try {
      return new ProcessBuilder(
              System.getProperty("java.home") + "/bin/java",
              "@" + install + "/lib/host.args",
              "-cp",
              install + "/lib/session-host.jar",
              "dev.session.host.Main")
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
