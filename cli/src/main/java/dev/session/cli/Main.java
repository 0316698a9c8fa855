package dev.session.cli;

import dev.session.cli.command.Call;
import dev.session.cli.command.Commands;
import dev.session.cli.command.Outcome;
import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.Parsed;
import dev.session.cli.grammar.Parser;
import dev.session.cli.grammar.RootFlags;
import dev.session.cli.grammar.Topic;
import dev.session.cli.grammar.UsageException;
import dev.session.cli.help.HelpText;
import dev.session.cli.host.HostLauncher;
import dev.session.cli.host.ParentExit;
import dev.session.cli.output.BrokenOutputException;
import dev.session.cli.output.Console;
import dev.session.cli.output.Envelope;
import dev.session.cli.output.SafeText;
import dev.session.cli.output.Style;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.time.Instant;
import java.util.Map;

/// The entry of the `session` command: from arguments to output and exit code.
///
/// Every failure ends in an envelope (with `--json`) or in `CODE: sentence`, none in a stack trace.
public final class Main {
  /// What a shell reports for a program that a closed pipe has ended.
  private static final int EXIT_BROKEN_PIPE = 141;

  private final Console console;
  private final Map<String, String> environment;

  Main(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  /// Runs the command; its exit code is the process's. Nothing is buffered, and shutdown hooks are
  /// for signals alone (`session batch` has one), so the process halts: `System.exit` looks for a
  /// logger first, which takes 10 ms.
  public static void main(String[] args) {
    int code = run(args);
    if (HostLauncher.hasStarted()) {
      ParentExit.exit(code);
    }
    Runtime.getRuntime().halt(code);
  }

  /// Runs a command as a process of its own would; can be called again and again.
  static int run(String... args) {
    var environment = CallerEnvironment.restore(System.getenv(), System.getProperties());
    boolean noColor = Parser.hasSwitch(RootFlags.NO_COLOR, args);
    return new Main(Console.ofProcess(noColor, environment), environment).execute(args);
  }

  int execute(String... args) {
    boolean json = Parser.hasSwitch(RootFlags.JSON, args);
    try {
      return answer(json, args);
    } catch (BrokenOutputException e) {
      if (e.readerLeft()) {
        return EXIT_BROKEN_PIPE;
      }
      console.tell(
          ErrorCode.STORAGE_WRITE_ERROR + ": Could not write the result: " + e.reason() + ".\n");
      return ErrorCode.STORAGE_WRITE_ERROR.exitCode();
    }
  }

  private int answer(boolean json, String... args) {
    try {
      // Not a switch over the types: its first use in a process costs several milliseconds.
      var parsed = Parser.parse(args);
      return parsed instanceof Parsed.Run run
          ? carryOut(run)
          : help(((Parsed.Help) parsed).topic());
    } catch (UsageException e) {
      return misused(e, json);
    }
  }

  private int help(Topic topic) {
    console.print(HelpText.of(topic, console.appearance()));
    return 0;
  }

  private int misused(UsageException usage, boolean json) {
    var failure = usage.failure();
    if (json) {
      var name = usage.topic() instanceof Topic.Of(var command) ? command.path() : Envelope.PROGRAM;
      console.print(Envelope.failure(name, Instant.now(), failure));
    } else if (usage.incomplete()) {
      console.tell(HelpText.of(usage.topic(), console.errAppearance()));
    } else {
      console.tell(sentence(failure) + "\n" + HelpText.shortUsage(usage.topic()));
    }
    return failure.code().exitCode();
  }

  private int carryOut(Parsed.Run run) {
    boolean json = run.options().json();
    try {
      var call = new Call(run.options(), run.arguments(), environment, console);
      var outcome = Commands.run(run.command(), call);
      if (outcome instanceof Outcome.Answer answer) {
        console.print(
            json
                ? Envelope.success(run.command().path(), Instant.now(), answer.result())
                : answer.text().apply(console.appearance()));
      }
      return outcome.exitCode();
    } catch (BrokenOutputException e) {
      throw e;
    } catch (SessionException e) {
      return failed(run.command(), json, e);
    } catch (InvalidPathException e) {
      return failed(run.command(), json, noPath(e));
    } catch (RuntimeException | Error e) {
      if ("debug".equals(run.options().logLevel())) {
        console.tell(stackTrace(e));
      }
      return failed(run.command(), json, Envelope.defect(e));
    }
  }

  /// Every path of a command comes from its caller, so one that cannot be a path is wrong input.
  private static SessionException noPath(InvalidPathException e) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "No file can have the name \""
            + e.getInput()
            + "\": "
            + e.getReason()
            + ". Give another path.",
        JsonObject.EMPTY,
        e);
  }

  private int failed(Command command, boolean json, SessionException failure) {
    if (json) {
      console.print(Envelope.failure(command.path(), Instant.now(), failure));
    } else {
      console.tell(sentence(failure));
    }
    return failure.code().exitCode();
  }

  private String sentence(SessionException failure) {
    var code = console.errAppearance().paint(Style.BAD, failure.code().name());
    return code + ": " + SafeText.lines(failure.sentence()) + "\n";
  }

  private static String stackTrace(Throwable cause) {
    var text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
