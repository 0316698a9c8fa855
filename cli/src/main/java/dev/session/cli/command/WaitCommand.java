package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.cli.output.SafeText;
import dev.session.cli.route.LiveHost;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionRecord;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.message.CommandResult;
import dev.session.message.WaitCommandRequest;
import dev.session.message.WaitCommandResult;
import dev.session.message.WaitRequest;
import dev.session.message.WaitResult;
import dev.session.message.WaitScreenRequest;
import dev.session.process.Signals;
import dev.session.replay.LogFailures;
import dev.session.screen.Nearest;
import dev.session.shell.CommandOutcome;
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
    if ((screen || arguments.has("after")) && (exit || idle) && !combined) {
      throw invalid(
          ErrorCode.INVALID_INPUT,
          "--exit and --idle-ms are combined with conditions on the screen by --any or --all.");
    }
    if (arguments.has("command-done")) {
      return untilCommandDone(screen || exit || idle);
    }
    for (var option : List.of("after", "scrollback", "ignore-echo", "echo")) {
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
    return LiveHost.waitMillis(timeoutMillis());
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
    return new Outcome.Answer(result, _ -> untilEnd(result) + "\n", exitCode);
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

  private String untilEnd(JsonObject result) {
    return result.fields("").bool("timedOut") ? timedOut("the session to end") : ending(result);
  }

  private String timedOut(String awaited) {
    return "Timed out after " + timeoutMillis() + " ms waiting for " + awaited;
  }

  private static String ending(JsonObject result) {
    var fields = result.fields("");
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
        result,
        _ -> (timedOut ? timedOut("the session to be quiet") : "Idle") + "\n",
        timedOut ? EXIT_TIMED_OUT : 0);
  }

  // ---- The end of a command. ----

  private Outcome untilCommandDone(boolean others) {
    if (others) {
      throw invalid(
          ErrorCode.INVALID_INPUT, "--command-done cannot be combined with other conditions.");
    }
    var after = arguments.number("after");
    var request = new WaitCommandRequest(after, timeoutMillis());
    var result =
        target.route(
            SessionCommand.WAIT_COMMAND,
            host -> host.post(target.path("wait-command"), request.toJson(), connectionMillis()),
            (record, _) -> lastCommand(record, after == null ? -1 : after));
    var fields = result.fields("");
    int exitCode = fields.bool("timedOut") ? EXIT_TIMED_OUT : EXIT_ENDED;
    if (fields.bool("matched") && !isLost(result)) {
      exitCode = 0;
    }
    return new Outcome.Answer(result, _ -> command(result) + "\n", exitCode);
  }

  /// Whether nobody saw the command's end, which is not a success.
  private static boolean isLost(JsonObject result) {
    return CommandOutcome.LOST.word().equals(result.fields("").optionalString("outcome"));
  }

  /// What the log of a session that is over says of its last command.
  private JsonObject lastCommand(SessionRecord record, long after) {
    try {
      var log = target.files().log();
      LogFailures.requireKept(log, after);
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

  private String command(JsonObject result) {
    var fields = result.fields("");
    if (!fields.bool("matched")) {
      return fields.bool("timedOut")
          ? timedOut("a command to end")
          : "The session ended before a command did";
    }
    if (isLost(result)) {
      return "Lost: the host died while the command ran; what became of it is not known";
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
            arguments.number("after"),
            timeoutMillis());
    var result = ScreenWait.on(target, request);
    return new Outcome.Answer(result, _ -> screen(result, request), screenExitCode(result));
  }

  private int screenExitCode(JsonObject result) {
    var fields = result.fields("");
    if (!fields.bool("matched")) {
      return fields.bool("timedOut") ? EXIT_TIMED_OUT : EXIT_ENDED;
    }
    if (arguments.has("exit-status") && hasEnding(result)) {
      return exitCode(result, true);
    }
    // Of several conditions the end held, and it is not what a script goes on after.
    boolean endedBadly = isMetByExit(fields) && !Integer.valueOf(0).equals(code(fields));
    return endedBadly ? EXIT_ENDED : 0;
  }

  private static boolean isMetByExit(JsonFields fields) {
    return "exit".equals(fields.optionalString("condition"));
  }

  private static @Nullable Integer code(JsonFields fields) {
    return fields.optionalInteger("exitCode");
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

  private String screen(JsonObject result, WaitScreenRequest request) {
    var fields = result.fields("");
    var outcome =
        switch (fields.string("outcome")) {
          case "matched" -> matched(result);
          case "ended" -> ending(result) + " before it was so: " + ScreenWait.words(request);
          default -> timedOut(ScreenWait.words(request));
        };
    return outcome
        + "\nCursor: row "
        + fields.integer("cursorRow")
        + ", column "
        + fields.integer("cursorCol")
        + "\nSeq: "
        + fields.longInteger("capturedAtSeq")
        + "\n"
        + (fields.bool("matched") ? "" : "\n" + shown(fields, request));
  }

  private static String matched(JsonObject result) {
    var fields = result.fields("");
    var text = fields.optionalString("matchedText");
    if (text != null) {
      return "Matched: " + SafeText.lines(text);
    }
    var condition = fields.optionalString("condition");
    return isMetByExit(fields)
        ? ending(result)
        : "Condition met" + (condition == null ? "" : ": " + condition);
  }

  private static String shown(JsonFields fields, WaitScreenRequest request) {
    var lines = List.of(fields.string("screenText").split("\n", -1));
    var nearest = Nearest.of(request.text(), request.regex(), lines, 0);
    return nearest == null
        ? ShownScreen.of(lines, -1, "")
        : ShownScreen.of(lines, nearest.row(), nearest.remark());
  }
}
