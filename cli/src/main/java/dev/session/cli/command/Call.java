package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.cli.grammar.RootOptions;
import dev.session.cli.host.HostLauncher;
import dev.session.cli.host.HostProgram;
import dev.session.cli.output.Console;
import dev.session.cli.output.SafeText;
import dev.session.cli.output.Style;
import dev.session.cli.route.Target;
import dev.session.home.Home;
import dev.session.replay.Moment;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One call of a command.
///
/// @param environment the caller's, which the sessions it creates inherit
/// @param console for commands that print while they work; an [Outcome.Answer] is printed for them
public record Call(
    RootOptions options, Arguments arguments, Map<String, String> environment, Console console) {

  /// How long a request may take where neither `--timeout-ms` nor the request says otherwise.
  private static final long REQUEST_TIMEOUT_MILLIS = 30_000;

  /// The home that this call works on.
  Home home() {
    var home = homeAsItIs();
    home.requirePrivate();
    return home;
  }

  /// The same, also where it cannot be trusted: for finding out what is wrong with it.
  Home homeAsItIs() {
    return Home.resolve(options.home(), environment);
  }

  /// What finds and starts the host of `home`.
  static HostLauncher launcher(Home home) {
    return new HostLauncher(home, HostProgram.ofThisProgram());
  }

  /// The session that the argument `session` means.
  Target target() {
    return target(arguments.required("session"));
  }

  /// The session that `reference` means.
  Target target(String reference) {
    var home = home();
    return Target.find(home, launcher(home), reference).holding(hold());
  }

  /// The key of the hold that the caller has on a session's input, or null.
  @Nullable String hold() {
    var key = environment.get("SESSION_HOLD");
    return key == null || !key.matches("[0-9a-f]{1,64}") ? null : key;
  }

  /// The point of a history that the option `name` gives, or null without it.
  @Nullable Moment moment(String name) {
    var text = arguments.text(name);
    var zone = ZoneId.systemDefault();
    return text == null ? null : Moment.parse(text, zone, LocalDate.now(zone));
  }

  /// Where the caller wants temporary files.
  Path temporaryFiles() {
    return Path.of(environment.getOrDefault("TMPDIR", System.getProperty("java.io.tmpdir")));
  }

  /// How long to wait for the host's answer.
  long timeoutMillis() {
    return timeoutMillis(REQUEST_TIMEOUT_MILLIS);
  }

  /// How long to wait for the host's answer to a request that may take `otherwise`.
  long timeoutMillis(long otherwise) {
    var limit = options.timeoutMillis();
    return limit == null ? otherwise : limit;
  }

  /// Tells people something that is not the result; with `--json` nobody is there to read it.
  void warn(String sentence) {
    if (!options.json()) {
      var label = console.errAppearance().paint(Style.WARNING, "warning");
      console.tell(label + ": " + SafeText.lines(sentence) + "\n");
    }
  }
}
