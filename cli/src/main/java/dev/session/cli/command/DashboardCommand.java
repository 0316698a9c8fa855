package dev.session.cli.command;

import dev.session.cli.dashboard.Dashboard;
import dev.session.cli.dashboard.Deeds;
import dev.session.cli.grammar.Parsed;
import dev.session.cli.grammar.Parser;
import dev.session.cli.grammar.UsageException;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.Console;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.SessionCatalog;
import dev.session.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// `session dashboard`. What the user does from it is carried out by the commands themselves.
final class DashboardCommand implements Deeds {
  private final Call call;

  private DashboardCommand(Call call) {
    this.call = call;
  }

  static Outcome run(Call call) {
    if (!Console.isTerminal(Console.IN_FD) || !Console.isTerminal(Console.OUT_FD)) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The dashboard needs a terminal for input and output; 'session list' and 'session"
              + " snapshot' do without.",
          JsonObject.EMPTY);
    }
    var home = call.home();
    var arguments = call.arguments();
    var session = arguments.text("session");
    var chosen = session == null ? null : SessionCatalog.find(home, session).id();
    Dashboard.show(
        home,
        arguments.has("all"),
        chosen,
        call.options().noColor(),
        call.environment(),
        new DashboardCommand(call));
    return new Outcome.Printed(0);
  }

  @Override
  public String carryOut(Home home, List<String> words) {
    var printed = new ByteArrayOutputStream();
    var appearance = call.console().appearance();
    var plain = new Appearance(false, false, appearance.width());
    var outcome = run(home, words, new Console(printed, printed, plain, plain));
    return outcome instanceof Outcome.Answer answer
        ? answer.text().apply(plain)
        : printed.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void handOver(Home home, List<String> words) {
    run(home, words, call.console());
  }

  private Outcome run(Home home, List<String> words, Console console) {
    var all = new ArrayList<>(List.of("--home", home.directory().toString()));
    all.addAll(words);
    try {
      if (Parser.parse(all.toArray(String[]::new)) instanceof Parsed.Run run) {
        var next = new Call(run.options(), run.arguments(), call.environment(), console);
        return Commands.run(run.command(), next);
      }
    } catch (UsageException e) {
      throw e.failure();
    }
    throw new IllegalStateException("no command: " + words);
  }
}
