package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.cli.output.SafeText;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionRecord;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.message.WaitRequest;
import dev.session.message.WaitResult;
import dev.session.message.WaitScreenRequest;
import dev.session.message.WaitScreenResult;
import dev.session.process.Signals;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.screen.ScreenConditions;
import dev.session.screen.ScreenText;
import dev.session.status.SessionCommand;
import org.jspecify.annotations.Nullable;

/// `session wait`: until a session is over, quiet, or shows what is asked for.
///
/// A session that is over shows one screen for ever: it is as described at once or never.
final class WaitCommand {
  private static final long DEFAULT_TIMEOUT_MILLIS = 600_000;

  /// How much later than its answer is due the host is given up.
  private static final long HOST_MARGIN_MILLIS = 10_000;

  private static final int EXIT_ENDED = ErrorCode.SESSION_NOT_RUNNING.exitCode();
  private static final int EXIT_TIMED_OUT = ErrorCode.WAIT_TIMEOUT.exitCode();

  /// What `--exit-status` makes of an end that nobody knows the code of.
  private static final int EXIT_UNKNOWN = 1;

  private static final int SIGNAL_BASE = 128;

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
    boolean screen =
        arguments.has("text")
            || arguments.has("regex")
            || arguments.has("screen-stable-ms")
            || arguments.has("cursor-row")
            || arguments.has("cursor-col");
    if (arguments.has("exit-status") && !exit) {
      throw invalid(ErrorCode.INVALID_INPUT, "--exit-status needs --exit.");
    }
    if ((screen || arguments.has("after-seq")) && (exit || idle)) {
      throw invalid(
          ErrorCode.INVALID_INPUT,
          "--exit and --idle-ms cannot be combined with conditions on the screen.");
    }
    if (arguments.has("after-seq") && !screen) {
      throw invalid(
          ErrorCode.INVALID_INPUT,
          "--after-seq needs a condition: --text, --regex, --screen-stable-ms, --cursor-row or"
              + " --cursor-col.");
    }
    if (screen) {
      return untilScreen();
    }
    if (exit == idle) {
      throw invalid(
          ErrorCode.INVALID_DURATION,
          exit
              ? "Give --exit or --idle-ms, not both."
              : "There is nothing to wait for: give --exit, --idle-ms, or a condition on the"
                  + " screen.");
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
    long timeout = timeoutMillis();
    return timeout == 0 ? 0 : timeout + HOST_MARGIN_MILLIS;
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

  // ---- The screen. ----

  private Outcome untilScreen() {
    var request =
        new WaitScreenRequest(
            arguments.text("text"),
            arguments.text("regex"),
            arguments.number("screen-stable-ms"),
            position("cursor-row"),
            position("cursor-col"),
            arguments.number("after-seq"),
            timeoutMillis());
    var conditions = ScreenConditions.of(request); // refuses what the host would
    var result =
        target.route(
            SessionCommand.WAIT_SCREEN,
            host -> host.post(target.path("wait-screen"), request.toJson(), connectionMillis()),
            (record, _) -> lastScreen(record, request, conditions));
    var fields = result.fields("");
    int exitCode =
        fields.bool("matched") ? 0 : fields.bool("timedOut") ? EXIT_TIMED_OUT : EXIT_ENDED;
    return new Outcome.Answer(result, _ -> screen(result), exitCode);
  }

  // No screen is larger than an int, so neither is a place that a cursor can reach.
  private @Nullable Integer position(String name) {
    var position = arguments.number(name);
    return position == null ? null : (int) Math.min(position, Integer.MAX_VALUE);
  }

  private JsonObject lastScreen(
      SessionRecord record, WaitScreenRequest request, ScreenConditions conditions) {
    var replay = Replay.at(target.files().log(), Moment.END);
    var terminal = replay.terminal();
    var screen = ScreenText.of(terminal);
    long sequence = Math.max(0, replay.sequence());
    var match =
        conditions.look(screen, terminal.cursorRow(), terminal.cursorCol(), replay.sequence());
    if (match == null) {
      throw new SessionException(
          ErrorCode.REPLAY_ERROR,
          "Session "
              + record.id()
              + " is "
              + record.status().word()
              + ", and its last screen is not what is waited for.",
          JsonObject.builder()
              .put("sessionId", record.id().value())
              .put("status", record.status().word())
              .put("conditions", request.toJson())
              .put("capturedAtSeq", sequence)
              .put("cursorRow", terminal.cursorRow())
              .put("cursorCol", terminal.cursorCol())
              .put("visibleLines", JsonArray.ofStrings(screen.lines()))
              .build());
    }
    boolean asked = conditions.text() != null || conditions.regex() != null;
    return new WaitScreenResult(
            true,
            false,
            false,
            asked ? match.text() : null,
            terminal.cursorRow(),
            terminal.cursorCol(),
            sequence,
            screen.hash())
        .toJson();
  }

  private static String screen(JsonObject result) {
    var fields = result.fields("");
    var text = fields.optionalString("matchedText");
    var outcome =
        switch (fields.string("outcome")) {
          case "matched" -> text == null ? "Condition met" : "Matched: " + SafeText.lines(text);
          case "ended" -> "Ended before the screen was so";
          default -> "Timed out";
        };
    return outcome
        + "\nCursor: row "
        + fields.integer("cursorRow")
        + ", column "
        + fields.integer("cursorCol")
        + "\nSeq: "
        + fields.longInteger("capturedAtSeq")
        + "\n";
  }
}
