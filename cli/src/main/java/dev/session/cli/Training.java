package dev.session.cli;

import dev.session.cli.route.RunningHost;
import dev.session.home.Home;
import java.nio.file.Path;
import java.util.List;

/// Runs the common commands in one JVM, so that its AOT cache knows what they load, and so that the
/// host they start learns its part. Used only by the script `lib/train` (module dist).
final class Training {
  private static final int EXIT_USAGE = 2;

  private final String home;

  private Training(String home) {
    this.home = home;
  }

  static void main(String[] args) {
    new Training(args[0]).run();
  }

  private void run() {
    try {
      train();
    } finally {
      stopHost();
    }
  }

  // The host writes its cache as it ends, which takes longer than ending.
  private void stopHost() {
    var host = RunningHost.of(new Home(Path.of(home), true));
    // A loaded machine is slow at writing the cache.
    succeed("host", "stop", "--timeout-ms", "100000");
    if (host != null) {
      ProcessHandle.of(host.pid()).ifPresent(process -> process.onExit().join());
    }
  }

  private void train() {
    succeed("version");
    succeed("version", "--json");
    succeed("help");
    succeed("help", "create");
    expect(EXIT_USAGE, "list", "--no-such-flag");
    expect(EXIT_USAGE, "list", "--no-such-flag", "--json");
    live();
    offline();
  }

  private void live() {
    succeed("create", "--name", "trained", "--", "/bin/sh");
    succeed("list");
    succeed("list", "--json");
    succeed("inspect", "trained");
    succeed("inspect", "last", "--json");
    succeed("rename", "last", "renamed");
    succeed("keep", "last");
    succeed("keep", "last", "--off");
    succeed("touch", "last");
    drive("last");
    read("last");
    succeed("host", "status");
    succeed("destroy", "last", "--force");
  }

  private void drive(String session) {
    succeed("run", session, "true", "--exit-status");
    succeed("run", session, "true", "--json");
    succeed("type", session, "echo trained", "--append-newline");
    succeed("wait", session, "--text", "trained\n");
    succeed("wait", session, "--regex", "train(ed)", "--timeout", "5000");
    succeed("wait", session, "--screen-stable-ms", "10");
    succeed("wait", session, "--idle-ms", "10", "--json");
    succeed("paste", session, "echo pasted");
    succeed("send-keys", session, "Enter", "ctrl+a", "--json");
    succeed("mark", session, "trained");
    succeed("expect", session, "--text", "trained", "--json");
    succeed("modes", session);
    succeed("hold", session, "--for", "1m");
    succeed("release", session, "--force");
    succeed("resize", session, "--cols", "100", "--rows", "30");
    succeed("signal", session, "WINCH");
  }

  private void read(String session) {
    succeed("snapshot", session);
    succeed("snapshot", session, "--json");
    succeed("snapshot", session, "--format", "text");
    succeed("screenshot", session, "--json");
    succeed("screenshot", session, "--format", "svg");
    succeed("poll", session, "--limit", "5");
    succeed("log", session);
    succeed("log", session, "--events");
  }

  private void offline() {
    succeed("list", "--all");
    succeed("inspect", "last");
    succeed("wait", "last", "--exit", "--json");
    succeed("wait", "last", "--text", "trained");
    read("last");
    var recording = home + "/trained.cast";
    succeed("record", "export", "last", "--format", "asciicast", "--out", recording, "--json");
    succeed("render", "--input", "asciicast", recording);
    succeed("search", "last", "trained");
    succeed("search", "last", "trained", "--json");
    succeed("artifact", "list", "last");
    succeed("gc", "--dry-run");
    succeed("gc");
  }

  private void succeed(String... words) {
    expect(0, words);
  }

  /// A training that trains something else than intended must not pass for one.
  private void expect(int exitCode, String... words) {
    var arguments = new String[words.length + 2];
    arguments[0] = "--home";
    arguments[1] = home;
    System.arraycopy(words, 0, arguments, 2, words.length);
    int actual = Main.run(arguments);
    if (actual != exitCode) {
      throw new IllegalStateException(List.of(words) + " ended with exit code " + actual);
    }
  }
}
