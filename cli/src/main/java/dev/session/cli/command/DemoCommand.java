package dev.session.cli.command;

import dev.session.cli.grammar.Parsed;
import dev.session.cli.grammar.Parser;
import dev.session.cli.output.Console;
import dev.session.cli.output.Style;
import dev.session.cli.route.RunningHost;
import dev.session.home.FileLocks;
import dev.session.home.Home;
import dev.session.home.Storage;
import dev.session.home.Trash;
import dev.session.process.BrokenOff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// `session demo`: the main job, done by the very commands that it shows, in a home of its own that
/// is gone afterwards, also where somebody breaks it off.
final class DemoCommand {
  private static final long GRACE_MILLIS = 1_000;

  private final Console console;
  private final Map<String, String> environment;

  private DemoCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  static Outcome run(Call call) {
    var directory = temporaryDirectory(call.temporaryFiles());
    var home = new Home(directory.resolve("home"), true);
    var environment = new HashMap<>(call.environment());
    environment.put(Home.VARIABLE, home.directory().toString());
    environment.put("XDG_STATE_HOME", directory.toString()); // not in the user's list of homes
    var brokenOff = new BrokenOff("demo-broken-off", () -> cleanUp(home, directory));
    try {
      new DemoCommand(call.console(), environment).show();
    } finally {
      cleanUp(home, directory);
      brokenOff.close();
    }
    call.console()
        .print(
            """

            Cleaned up: the session and its host are gone, and so is all they wrote.
            'session help' shows what else there is.
            """);
    return new Outcome.Printed(0);
  }

  private void show() {
    step(
        "Start a shell in a terminal of its own. It runs on when the command has returned.",
        "create",
        "--name",
        "demo",
        "--cols",
        "60",
        "--rows",
        "10",
        "--env",
        "PS1=$ ",
        "--",
        "sh");
    step(
        "Type into it from here, as a person would, and press Enter.",
        "type",
        "demo",
        "echo \"I am in $(tty)\"; stty size");
    step("", "send-keys", "demo", "Enter");
    step("Wait until the answer is on its screen.", "wait", "demo", "--text", "I am in /dev/");
    step(
        "Let it do something that takes a moment and ends with a code of its own.",
        "type",
        "demo",
        "for i in 3 2 1; do echo $i; sleep 0.3; done; exit 42");
    step("", "send-keys", "demo", "Enter");
    step("Wait until it has ended, and learn how.", "wait", "demo", "--exit");
    step(
        "The program is gone. Its screen is read from what was recorded.",
        "snapshot",
        "demo",
        "--format",
        "text");
    step("The history stays until it is removed.", "destroy", "demo", "--purge");
  }

  /// Says why, shows the command, runs it, and prints what it prints.
  private void step(String why, String... words) {
    var appearance = console.appearance();
    if (!why.isEmpty()) {
      console.print("\n" + appearance.paint(Style.FAINT, "# " + why) + "\n");
    }
    console.print(appearance.paint(Style.HEADING, commandLine(words)) + "\n");
    if (!(Parser.parse(words) instanceof Parsed.Run run)) {
      throw new IllegalStateException("no command: " + commandLine(words));
    }
    var call = new Call(run.options(), run.arguments(), environment, console);
    if (Commands.run(run.command(), call) instanceof Outcome.Answer answer) {
      console.print(answer.text().apply(appearance));
    }
  }

  private static String commandLine(String... words) {
    var line = new StringJoiner(" ").add("$ session");
    for (var word : words) {
      line.add(word.matches("[\\w./:=-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }

  private static synchronized void cleanUp(Home home, Path directory) {
    if (Files.isDirectory(home.directory())) {
      // Not while the host is being started: it would be left behind.
      FileLocks.holding(home.hostStartLock(), () -> stopHost(home));
    }
    Trash.finish(directory);
  }

  private static @Nullable RunningHost stopHost(Home home) {
    var host = RunningHost.of(home);
    if (host != null) {
      host.stop(GRACE_MILLIS, RunningHost.stopMillis(GRACE_MILLIS));
    }
    return host;
  }

  private static Path temporaryDirectory(Path parent) {
    try {
      return Files.createTempDirectory(parent, "session-demo-");
    } catch (IOException e) {
      throw Storage.unwritable(parent, e);
    }
  }
}
