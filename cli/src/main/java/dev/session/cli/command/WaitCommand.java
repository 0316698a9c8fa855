package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.cli.output.SafeText;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionRecord;
import dev.session.json.JsonObject;
import dev.session.message.CommandResult;
import dev.session.message.WaitCommandRequest;
import dev.session.message.WaitCommandResult;
import dev.session.message.WaitRequest;
import dev.session.message.WaitResult;
import dev.session.message.WaitScreenRequest;
import dev.session.process.Signals;
import dev.session.shell.FinishedCommands;
import dev.session.shell.OutputTail;
import dev.session.shell.RunOutput;
import dev.session.status.SessionCommand;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `session wait`: until a session is over, quiet, or shows what is asked for.
final class WaitCommand {
  private static final long DEFAULT_TIMEOUT_MILLIS = 600_000;

  private static final int EXIT_ENDED = ErrorCode.SESSION_NOT_RUNNING.exitCode();
  private static final int EXIT_TIMED_OUT = ErrorCode.WAIT_TIMEOUT.exitCode();

  /// What `--exit-status` makes of an end that nobody knows the code of.
  private static final int EXIT_UNKNOWN = 1;

  private static final int SIGNAL_BASE = 128;

  private static final List<String> SCREEN_CONDITIONS =
      List.of(
          "text",
          "regex",
          "gone",
          "title",
          "bell",
          "changed-since",
          "screen-stable-ms",
          "cursor-row",
          "cursor-col");

  private final Arguments arguments;
  private final Target target;

  private WaitCommand(Call call) {
    this.arguments = call.arguments();
    this.target = call.target();
  }

  static Outcome run(Call call) {
    return new WaitCommand(call).run();
  }

  private Outcome run() {
    arguments.check();
    boolean exit = arguments.has("exit");
    boolean idle = arguments.has("idle-ms");
    boolean screen = SCREEN_CONDITIONS.stream().anyMatch(arguments::has);
    boolean combined = arguments.has("any") || arguments.has("all");
    if (arguments.has("exit-status") && !exit) {
      throw invalid(ErrorCode.INVALID_INPUT, "--exit-status needs --exit.");
    }
    if (arguments.has("any") && arguments.has("all")) {
      throw invalid(ErrorCode.INVALID_INPUT, "Give --any or --all, not both.");
    }
    if ((screen || arguments.has("after-seq")) && (exit || idle) && !combined) {
      throw invalid(
          ErrorCode.INVALID_INPUT,
          "--exit and --idle-ms are combined with conditions on the screen by --any or --all.");
    }
    if (arguments.has("command-done")) {
      return untilCommandDone(screen || exit || idle);
    }
    for (var option : List.of("after-seq", "scrollback", "ignore-echo", "echo")) {
      if (arguments.has(option) && !screen) {
        throw invalid(
            ErrorCode.INVALID_INPUT,
            "--" + option + " needs a condition on the screen, such as --text or --regex.");
      }
    }
    if (screen || combined && (exit || idle)) {
      return untilScreen();
    }
    if (exit == idle) {
      throw invalid(
          ErrorCode.INVALID_DURATION,
          exit
              ? "Give --exit or --idle-ms, not both, or combine them by --any or --all."
              : "There is nothing to wait for: give --exit, --idle-ms, --command-done, or a"
                  + " condition on the screen.");
    }
    return exit ? untilExit() : untilIdle();
  }

  private static SessionException invalid(ErrorCode code, String sentence) {
    return new SessionException(code, sentence);
  }

  private long timeoutMillis() {
    return arguments.number("timeout", DEFAULT_TIMEOUT_MILLIS);
  }

  /// For how long the connection is kept.
  private long connectionMillis() {
    return ScreenWait.connectionMillis(timeoutMillis());
  }

  // ---- The program's end, or its silence. ----

  private Outcome untilExit() {
    var request = new WaitRequest(null, timeoutMillis()).toJson();
    var result =
        target.route(
            SessionCommand.WAIT_EXIT,
            host -> host.post(target.path("wait"), request, connectionMillis()),
            (record, _) -> WaitResult.ended(record).toJson());
    int exitCode = exitCode(result, arguments.has("exit-status"));
    return new Outcome.Answer(result, _ -> ending(result) + "\n", exitCode);
  }

  private static int exitCode(JsonObject result, boolean ofProgram) {
    var fields = result.fields("");
    if (fields.bool("timedOut")) {
      return EXIT_TIMED_OUT;
    }
    if (!ofProgram) {
      return 0;
    }
    var code = fields.optionalInteger("exitCode");
    var signal = fields.optionalString("exitSignal");
    if (code != null) {
      return code;
    }
    return signal == null ? EXIT_UNKNOWN : SIGNAL_BASE + Signals.number(signal).orElse(0);
  }

  private static String ending(JsonObject result) {
    var fields = result.fields("");
    if (fields.bool("timedOut")) {
      return "Timed out";
    }
    var code = fields.optionalInteger("exitCode");
    if (code != null) {
      return "Exited with code " + code;
    }
    var signal = fields.optionalString("exitSignal");
    return signal == null ? "Ended; how is not known" : "Ended by " + signal;
  }

  private Outcome untilIdle() {
    var request = new WaitRequest(arguments.number("idle-ms"), timeoutMillis()).toJson();
    var result =
        target.live(
            SessionCommand.WAIT_IDLE,
            host -> host.post(target.path("wait"), request, connectionMillis()));
    boolean timedOut = result.fields("").bool("timedOut");
    return new Outcome.Answer(
        result, _ -> timedOut ? "Timed out\n" : "Idle\n", timedOut ? EXIT_TIMED_OUT : 0);
  }

  // ---- The end of a command. ----

  private Outcome untilCommandDone(boolean others) {
    if (others) {
      throw invalid(
          ErrorCode.INVALID_INPUT, "--command-done cannot be combined with other conditions.");
    }
    var after = arguments.number("after-seq");
    var request = new WaitCommandRequest(after, timeoutMillis());
    var result =
        target.route(
            SessionCommand.WAIT_COMMAND,
            host -> host.post(target.path("wait-command"), request.toJson(), connectionMillis()),
            (record, _) -> lastCommand(record, after == null ? -1 : after));
    var fields = result.fields("");
    int exitCode =
        fields.bool("matched") ? 0 : fields.bool("timedOut") ? EXIT_TIMED_OUT : EXIT_ENDED;
    return new Outcome.Answer(result, _ -> command(result) + "\n", exitCode);
  }

  /// What the log of a session that is over says of its last command.
  private JsonObject lastCommand(SessionRecord record, long after) {
    try {
      var log = target.files().log();
      var found = FinishedCommands.last(log, after);
      if (found == null) {
        return WaitCommandResult.ENDED.toJson();
      }
      var command = found.command();
      var output = new OutputTail();
      if (command.runSeq() != null) {
        RunOutput.read(log, command.runSeq(), output);
      }
      var text = command.runSeq() == null ? null : output.output().text(record.cols());
      var result =
          new CommandResult(
              command.outcome(),
              command.exitCode(),
              command.exitSignal(),
              text,
              output.output().truncated(),
              command.cwd());
      return new WaitCommandResult(
              result, false, found.seq(), command.runSeq(), command.durationMs())
          .toJson();
    } catch (IOException e) {
      throw new SessionException(
          ErrorCode.REPLAY_ERROR,
          "The log of session " + record.id() + " cannot be read: " + e.getMessage() + ".",
          JsonObject.builder().put("sessionId", record.id().value()).build(),
          e);
    }
  }

  private static String command(JsonObject result) {
    var fields = result.fields("");
    if (!fields.bool("matched")) {
      return fields.bool("timedOut") ? "Timed out" : "Ended before a command did";
    }
    var code = fields.optionalInteger("exitCode");
    return code == null
        ? "Done; the exit code is not known"
        : "Done with code " + code + " after " + fields.longInteger("durationMs") + " ms";
  }

  // ---- The screen. ----

  private Outcome untilScreen() {
    var request =
        new WaitScreenRequest(
            arguments.text("text"),
            arguments.text("regex"),
            arguments.text("gone"),
            arguments.text("title"),
            arguments.has("bell"),
            arguments.text("changed-since"),
            arguments.number("screen-stable-ms"),
            position("cursor-row"),
            position("cursor-col"),
            arguments.number("idle-ms"),
            arguments.has("exit"),
            arguments.has("any"),
            arguments.has("scrollback"),
            arguments.has("ignore-echo"),
            arguments.has("echo"),
            arguments.number("after-seq"),
            timeoutMillis());
    var result = ScreenWait.on(target, request);
    var fields = result.fields("");
    boolean ofProgram = arguments.has("exit-status") && hasEnding(result);
    int exitCode =
        fields.bool("matched")
            ? exitCode(result, ofProgram)
            : fields.bool("timedOut") ? EXIT_TIMED_OUT : EXIT_ENDED;
    return new Outcome.Answer(result, _ -> screen(result), exitCode);
  }

  private static boolean hasEnding(JsonObject result) {
    var fields = result.fields("");
    return fields.has("exitCode") || fields.has("exitSignal");
  }

  // No screen is larger than an int, so neither is a place that a cursor can reach.
  private @Nullable Integer position(String name) {
    var position = arguments.number(name);
    return position == null ? null : (int) Math.min(position, Integer.MAX_VALUE);
  }

  private static String screen(JsonObject result) {
    var fields = result.fields("");
    var text = fields.optionalString("matchedText");
    var outcome =
        switch (fields.string("outcome")) {
          case "matched" -> text == null ? "Condition met" : "Matched: " + SafeText.lines(text);
          case "ended" -> "Ended before it was so";
          default -> "Timed out";
        };
    var screen = fields.bool("matched") ? "" : "\n" + ShownScreen.of(fields.string("screenText"));
    return outcome
        + "\nCursor: row "
        + fields.integer("cursorRow")
        + ", column "
        + fields.integer("cursorCol")
        + "\nSeq: "
        + fields.longInteger("capturedAtSeq")
        + "\n"
        + screen;
  }
}
