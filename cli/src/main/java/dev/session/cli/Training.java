package dev.session.cli;

import java.util.List;

/// Runs the common commands in one JVM, so that its AOT cache knows what they load, and so that the
/// host they start learns its part. Used only while the program is packaged (module dist).
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
    succeed("version");
    succeed("version", "--json");
    succeed("help");
    succeed("help", "create");
    expect(EXIT_USAGE, "list", "--no-such-flag");
    expect(EXIT_USAGE, "list", "--no-such-flag", "--json");
    live();
    offline();
    succeed("host", "stop");
  }

  // Two rounds, so that the host's cache knows what is compiled early.
  private void live() {
    for (int round = 0; round < 2; round++) {
      succeed("create", "--name", "trained" + round, "--", "/bin/sh");
      succeed("list");
      succeed("list", "--json");
      succeed("inspect", "trained" + round);
      succeed("inspect", "last", "--json");
      succeed("rename", "last", "renamed" + round);
      succeed("keep", "last");
      succeed("keep", "last", "--off");
      succeed("touch", "last");
      succeed("host", "status");
      succeed("destroy", "last", "--force");
    }
  }

  private void offline() {
    succeed("list", "--all");
    succeed("inspect", "last");
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
