package dev.session.cli.command;

import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.CommandLine;
import dev.session.cli.grammar.Parsed;
import dev.session.cli.grammar.Parser;
import dev.session.cli.grammar.RootOptions;
import dev.session.cli.grammar.Topic;
import dev.session.cli.grammar.UsageException;
import dev.session.cli.help.HelpText;
import dev.session.cli.host.HostConnection;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.Console;
import dev.session.cli.output.Envelope;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.TypeRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `session pipe`: commands as they are written to it, each answered with one line.
///
/// It saves its callers the start of a process, and keeps the connection to the host. A command
/// does and answers here what it does as a process of its own, except that standard input and
/// output are the pipe's.
final class PipeCommand {
  /// A longer line is refused; the longest text that can be typed has room, escaped.
  private static final int LINE_MAX_BYTES = 4 * TypeRequest.TEXT_MAX_BYTES;

  private static final String STANDARD_INPUT = "-";

  private static final Set<Command> TAKE_TERMINAL =
      EnumSet.of(
          Command.PIPE,
          Command.ATTACH,
          Command.RECORD_STEPS,
          Command.DASHBOARD,
          Command.PLAY,
          Command.HOST_RUN);

  /// Read standard input where an argument is `-`, `run --new` excepted.
  private static final Set<Command> MAY_READ_INPUT =
      EnumSet.of(Command.TYPE, Command.PASTE, Command.BATCH, Command.RUN, Command.RENDER);

  private final Call call;
  private final Appearance plain;

  private PipeCommand(Call call) {
    this.call = call;
    plain = new Appearance(false, false, call.console().appearance().width());
  }

  static Outcome run(Call call) {
    HostConnection.keepOpen();
    var pipe = new PipeCommand(call);
    var lines = new ByteArrayOutputStream();
    try (var input = new BufferedInputStream(new FileInputStream(FileDescriptor.in))) {
      while (readLine(input, lines)) {
        var answer = pipe.answer(lines);
        if (answer != null) {
          call.console().print(answer);
        }
      }
    } catch (IOException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "Standard input cannot be read: " + e.getMessage() + ".",
          JsonObject.EMPTY,
          e);
    }
    return new Outcome.Printed(0);
  }

  /// Reads a line, without its end, and of one that is too long its beginning; false where there is
  /// none.
  static boolean readLine(InputStream input, ByteArrayOutputStream line) throws IOException {
    line.reset();
    int next = input.read();
    if (next < 0) {
      return false;
    }
    for (; next >= 0 && next != '\n'; next = input.read()) {
      if (line.size() <= LINE_MAX_BYTES) {
        line.write(next);
      }
    }
    return true;
  }

  // Null for a blank line.
  private @Nullable String answer(ByteArrayOutputStream line) {
    try {
      if (line.size() > LINE_MAX_BYTES) {
        throw refusal("The line has more than " + LINE_MAX_BYTES + " bytes.");
      }
      var words = CommandLine.words(line.toString(StandardCharsets.UTF_8));
      return words.isEmpty() ? null : answer(words);
    } catch (UsageException e) {
      var name = e.topic() instanceof Topic.Of(var command) ? command.path() : Envelope.PROGRAM;
      return Envelope.failureLine(name, Instant.now(), e.failure());
    } catch (SessionException e) {
      return Envelope.failureLine(Envelope.PROGRAM, Instant.now(), e);
    }
  }

  private String answer(List<String> words) {
    return switch (Parser.parse(words.toArray(String[]::new))) {
      case Parsed.Help(var topic) ->
          Envelope.successLine(
              Command.HELP.path(), Instant.now(), printed(HelpText.of(topic, plain)), 0);
      case Parsed.Run run -> carryOut(run, words);
    };
  }

  private String carryOut(Parsed.Run run, List<String> words) {
    var name = run.command().path();
    try {
      refuseWhatNeedsTheStreams(run, words);
      var output = new ByteArrayOutputStream();
      var told = new ByteArrayOutputStream();
      var console = new Console(output, told, plain, plain);
      var options = options(run.options(), run.command().spec().json());
      var outcome =
          Commands.run(
              run.command(), new Call(options, run.arguments(), call.environment(), console));
      call.console().tell(told.toString(StandardCharsets.UTF_8));
      var result =
          switch (outcome) {
            case Outcome.Answer answer when options.json() -> answer.result();
            case Outcome.Answer answer -> printed(answer.text().apply(plain));
            case Outcome.Printed _ -> printed(output.toString(StandardCharsets.UTF_8));
          };
      return Envelope.successLine(name, Instant.now(), result, outcome.exitCode());
    } catch (SessionException e) {
      return Envelope.failureLine(name, Instant.now(), e);
    } catch (RuntimeException | Error e) {
      return Envelope.failureLine(name, Instant.now(), Envelope.defect(e));
    }
  }

  private static JsonObject printed(String output) {
    return JsonObject.builder().put("output", output).build();
  }

  // What the line does not say holds as it was said of the pipe.
  private RootOptions options(RootOptions given, boolean json) {
    var own = call.options();
    return new RootOptions(
        json,
        true,
        given.home() == null ? own.home() : given.home(),
        given.timeoutMillis() == null ? own.timeoutMillis() : given.timeoutMillis(),
        given.logLevel() == null ? own.logLevel() : given.logLevel(),
        given.profile() == null ? own.profile() : given.profile());
  }

  private static void refuseWhatNeedsTheStreams(Parsed.Run run, List<String> words) {
    var command = run.command();
    boolean takesInput =
        TAKE_TERMINAL.contains(command)
            || MAY_READ_INPUT.contains(command)
                && words.contains(STANDARD_INPUT)
                && !words.contains("--new")
            || command == Command.RENDER && run.arguments().texts("file").isEmpty();
    if (takesInput) {
      throw refusal(
          "This needs a terminal or standard input for itself, which a pipe of commands has in use."
              + " Call it as a process of its own; text can be an argument or come from a file.");
    }
  }

  private static SessionException refusal(String sentence) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence);
  }
}
