package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.SafeText;
import dev.session.cli.output.Table;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.input.MouseAction;
import dev.session.input.WheelDirection;
import dev.session.json.JsonObject;
import dev.session.message.FocusRequest;
import dev.session.message.HoldRequest;
import dev.session.message.MouseRequest;
import dev.session.message.ReleaseRequest;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.screen.ModesReading;
import dev.session.status.SessionCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done at a session's terminal besides typing: `mouse`, `focus`, `modes`, `hold`,
/// `release`.
final class TerminalCommands {
  private static final long HOLD_MILLIS = 60_000;

  private TerminalCommands() {}

  /// `session mouse`.
  static Outcome mouse(Call call) {
    var result =
        InputCommands.send(call, SessionCommand.MOUSE, "mouse", TerminalCommands::mouseRequest);
    var fields = result.fields("");
    var text =
        "row "
            + fields.integer("row")
            + ", column "
            + fields.integer("col")
            + ", "
            + fields.longInteger("bytesWritten")
            + " bytes, seq "
            + fields.longInteger("seq")
            + "\n";
    return new Outcome.Answer(result, _ -> text);
  }

  private static MouseRequest mouseRequest(Arguments arguments) {
    var action = MouseAction.parse(arguments.required("action"));
    var direction = arguments.text("direction");
    var cells = arguments.texts("cells");
    boolean drag = action == MouseAction.DRAG;
    boolean aimed = arguments.has("on-text") || arguments.has("on-regex");
    int begin = aimed ? 0 : 2;
    int all = drag && !arguments.has("to-text") ? begin + 2 : begin;
    if (cells.size() != all) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          drag
              ? "A drag needs where it begins (ROW COL, --on-text or --on-regex) and where it ends"
                  + " (ROW COL or --to-text)."
              : "Give one place: ROW COL, --on-text or --on-regex.");
    }
    return new MouseRequest(
        action,
        aimed ? null : cell(cells, 0),
        aimed ? null : cell(cells, 1),
        arguments.text("on-text"),
        arguments.text("on-regex"),
        integer(arguments.number("nth")),
        all > begin ? cell(cells, begin) : null,
        all > begin ? cell(cells, begin + 1) : null,
        arguments.text("to-text"),
        arguments.text("button"),
        direction == null ? null : WheelDirection.parse(direction),
        integer(arguments.number("times")),
        arguments.text("modifiers"),
        arguments.has("force"));
  }

  private static @Nullable Integer integer(@Nullable Long number) {
    return number == null ? null : (int) Math.min(number, Integer.MAX_VALUE);
  }

  // Checked to be a number before.
  private static Integer cell(List<String> cells, int index) {
    return (int) Math.min(Long.parseLong(cells.get(index)), Integer.MAX_VALUE);
  }

  /// `session focus`.
  static Outcome focus(Call call) {
    var result =
        InputCommands.send(
            call,
            SessionCommand.FOCUS,
            "focus",
            arguments ->
                new FocusRequest(
                    arguments.required("change").equals("in"), arguments.has("force")));
    return InputCommands.sequence(result);
  }

  /// `session hold`.
  static Outcome hold(Call call) {
    var result =
        InputCommands.send(
            call,
            SessionCommand.HOLD,
            "hold",
            arguments ->
                new HoldRequest(
                    arguments.number("for", HOLD_MILLIS),
                    arguments.has("by") ? arguments.text("by") : caller(call)));
    var key = result.fields("").string("hold");
    return new Outcome.Answer(result, _ -> key + "\n");
  }

  /// What others are told about who holds the input.
  static String caller(Call call) {
    var user = call.environment().getOrDefault("USER", System.getProperty("user.name", "somebody"));
    var parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    return SafeText.of(user) + " (process " + parent + ")";
  }

  /// `session release`.
  static Outcome release(Call call) {
    var result =
        InputCommands.send(
            call,
            SessionCommand.HOLD,
            "release",
            arguments -> new ReleaseRequest(null, arguments.has("force")));
    boolean released = result.fields("").bool("released");
    return new Outcome.Answer(
        result, _ -> released ? "Released\n" : "There was no such hold (any more)\n");
  }

  /// `session modes`.
  static Outcome modes(Call call) {
    var at = call.moment("at");
    var target = call.target();
    var result =
        target.route(
            SessionCommand.MODES,
            host -> {
              if (at == null) {
                return host.get(target.path("modes"), call.timeoutMillis());
              }
              host.post(target.path("flush"), null, call.timeoutMillis());
              return replayed(target, at);
            },
            (_, _) -> replayed(target, at == null ? Moment.END : at));
    return new Outcome.Answer(result, appearance -> modes(result, appearance));
  }

  private static JsonObject replayed(Target target, Moment moment) {
    var replay = Replay.at(target.files().log(), moment);
    return ModesReading.of(
            replay.terminal(),
            target.files().id().value(),
            Math.max(0, replay.sequence()),
            null,
            null)
        .toJson();
  }

  private static String modes(JsonObject result, Appearance appearance) {
    var fields = result.fields("");
    var table = Table.withoutHeader();
    int mouse = fields.integer("mouseMode");
    int encoding = fields.integer("mouseEncodingMode");
    table.row(
        "Mouse:",
        fields.string("mouse")
            + (mouse == 0 ? "" : " (" + mouse + ")")
            + ", encoding "
            + fields.string("mouseEncoding")
            + (encoding == 0 ? "" : " (" + encoding + ")"));
    table.row("Alternate scroll:", onOff(fields.bool("alternateScroll")));
    table.row("Focus reports:", onOff(fields.bool("focusReports")));
    table.row("Bracketed paste:", onOff(fields.bool("bracketedPaste")));
    table.row("Cursor keys:", fields.string("cursorKeys"));
    table.row("Keypad:", fields.string("keypad"));
    table.row("Backspace:", fields.string("backspace"));
    table.row("Enter sends:", fields.bool("newline") ? "CR LF" : "CR");
    table.row("8-bit controls:", onOff(fields.bool("eightBitControls")));
    table.row(
        "modifyOtherKeys:",
        fields.integer("modifyOtherKeys") + ", format " + fields.string("formatOtherKeys"));
    var kitty = fields.strings("kittyFlags");
    table.row("Kitty keyboard:", kitty.isEmpty() ? "off" : String.join(", ", kitty));
    table.row("Screen:", fields.bool("alternateScreen") ? "alternate" : "primary");
    var echo = fields.optionalBool("echo");
    var lines = fields.optionalBool("lineInput");
    if (echo != null && lines != null) {
      table.row("Device:", (lines ? "reads lines" : "raw") + ", echo " + onOff(echo));
    }
    table.row("Set:", String.join(" ", fields.strings("set")));
    return table.text(appearance);
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }
}
