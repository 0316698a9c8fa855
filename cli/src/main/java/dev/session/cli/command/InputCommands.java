package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.cli.grammar.Kind;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.MarkRequest;
import dev.session.message.Message;
import dev.session.message.PasteRequest;
import dev.session.message.ResizeRequest;
import dev.session.message.SendKeysRequest;
import dev.session.message.SignalRequest;
import dev.session.message.TypeRequest;
import dev.session.status.SessionCommand;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// The commands that give a running session something: text, keys, a signal, a size, a mark.
///
/// A text is read first, so that a bad one is refused whatever the session; other values are looked
/// at when the session is there and takes the command.
final class InputCommands {
  /// How long a program may take to read what it is given.
  private static final long READING_TIMEOUT_MILLIS = 600_000;

  /// What Enter sends.
  private static final String ENTER = "\r";

  private InputCommands() {}

  /// `session type`.
  static Outcome type(Call call) {
    var text = InputText.read(call, "text");
    var typed = call.arguments().has("append-newline") ? text + ENTER : text;
    return sequence(input(call, SessionCommand.TYPE, "type", new TypeRequest(typed)));
  }

  /// `session paste`.
  static Outcome paste(Call call) {
    var text = InputText.read(call, "text");
    var request = new PasteRequest(text, call.arguments().has("force-bracketed"));
    return sequence(input(call, SessionCommand.PASTE, "paste", request));
  }

  /// `session mark`.
  static Outcome mark(Call call) {
    var label = call.arguments().required("label");
    return sequence(input(call, SessionCommand.MARK, "mark", new MarkRequest(label)));
  }

  private static JsonObject input(
      Call call, SessionCommand command, String operation, Message request) {
    return send(
        call, command, operation, _ -> request, _ -> call.timeoutMillis(READING_TIMEOUT_MILLIS));
  }

  /// Gives the session what the host does at once.
  static JsonObject send(
      Call call, SessionCommand command, String operation, Function<Arguments, Message> request) {
    return send(call, command, operation, request, _ -> call.timeoutMillis());
  }

  private static JsonObject send(
      Call call,
      SessionCommand command,
      String operation,
      Function<Arguments, Message> request,
      ToLongFunction<Arguments> timeoutMillis) {
    var target = call.target();
    return target.live(
        command,
        host -> {
          var arguments = call.arguments();
          arguments.check();
          return host.post(
              target.path(operation),
              request.apply(arguments).toJson(),
              timeoutMillis.applyAsLong(arguments));
        });
  }

  /// The answer that prints the event of the input: to scripts the number alone.
  static Outcome sequence(JsonObject result) {
    long sequence = result.fields("").longInteger("seq");
    return new Outcome.Answer(
        result, appearance -> (appearance.terminal() ? "event " : "") + sequence + "\n");
  }

  /// `session send-keys`.
  static Outcome sendKeys(Call call) {
    var result =
        send(
            call,
            SessionCommand.SEND_KEYS,
            "send-keys",
            InputCommands::keysRequest,
            arguments -> call.timeoutMillis(READING_TIMEOUT_MILLIS + pausesMillis(arguments)));
    var fields = result.fields("");
    int count = call.arguments().texts("keys").size();
    var text =
        count
            + (count == 1 ? " key, " : " keys, ")
            + fields.longInteger("bytesWritten")
            + " bytes, seq "
            + fields.longInteger("seq")
            + "\n";
    return new Outcome.Answer(result, _ -> text);
  }

  private static SendKeysRequest keysRequest(Arguments arguments) {
    return new SendKeysRequest(
        arguments.texts("keys"),
        (int) Math.min(arguments.number("repeat", 1), Integer.MAX_VALUE),
        arguments.number("delay"));
  }

  // As a double, because the product may be larger than any long; the host refuses what is absurd.
  private static long pausesMillis(Arguments arguments) {
    double keys = (double) arguments.texts("keys").size() * arguments.number("repeat", 1);
    return (long) Math.min(keys * arguments.number("delay", 0), Kind.NUMBER_MAX);
  }

  /// `session signal`.
  static Outcome signal(Call call) {
    var result = send(call, SessionCommand.SIGNAL, "signal", InputCommands::signalRequest);
    var name = result.fields("").string("signal");
    return new Outcome.Answer(result, _ -> name + " delivered\n");
  }

  private static SignalRequest signalRequest(Arguments arguments) {
    if (arguments.has("group") && arguments.has("leader")) {
      throw new SessionException(ErrorCode.INVALID_INPUT, "Give --group or --leader, not both.");
    }
    return new SignalRequest(arguments.required("signal"), arguments.has("leader"));
  }

  /// `session resize`.
  static Outcome resize(Call call) {
    var result = send(call, SessionCommand.RESIZE, "resize", InputCommands::resizeRequest);
    var fields = result.fields("");
    var size = fields.integer("cols") + "x" + fields.integer("rows");
    return new Outcome.Answer(result, _ -> size + "\n");
  }

  private static ResizeRequest resizeRequest(Arguments arguments) {
    return new ResizeRequest((int) arguments.number("cols", 0), (int) arguments.number("rows", 0));
  }
}
