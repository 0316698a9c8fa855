package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.cli.output.FollowedText;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Storage;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.log.EventJson;
import dev.session.log.LogDamage;
import dev.session.log.LogReader;
import dev.session.log.LogSummary;
import dev.session.replay.LogFailures;
import dev.session.replay.Moment;
import dev.session.replay.Transcript;
import dev.session.status.SessionCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `session log`: the history of a session, as the bytes that its program wrote, as text to read,
/// or as events.
final class LogCommand {
  /// A longer history is not put into one JSON document; as lines it has no limit.
  private static final long DOCUMENT_LOG_MAX_BYTES = 64L << 20;

  private LogCommand() {}

  static Outcome run(Call call) {
    var arguments = call.arguments();
    requireOneForm(call, arguments);
    var from = from(call);
    var to = call.moment("to");
    var target = call.target();
    if (arguments.has("follow")) {
      return follow(call, target, from);
    }
    long end = History.end(call, target, SessionCommand.LOG);
    var log = target.files().log();
    if (call.options().json() && from == null && to == null) {
      requireShort(log);
    }
    if (isText(call)) {
      var last = end == Long.MAX_VALUE ? Moment.END : new Moment.AtSequence(end - 1);
      return text(call, target, from, to == null ? last : to);
    }
    var part = History.part(log, from, to, end);
    try (var history = open(call, target, from, part)) {
      var tail = arguments.number("tail");
      var events = new ArrayDeque<Json>();
      Runnable event =
          call.options().json() || tail != null
              ? () -> addLast(events, EventJson.of(history.reader()), tail)
              : printing(call, history);
      while (history.reader().nextSequence() < part.end() && history.next()) {
        event.run();
      }
      if (!call.options().json()) {
        events.forEach(each -> call.console().print(each.compact() + "\n"));
        return new Outcome.Printed(0);
      }
      return new Outcome.Answer(
          JsonObject.builder()
              .put("sessionId", target.files().id().value())
              .put("events", new JsonArray(List.copyOf(events)))
              .build(),
          _ -> "");
    }
  }

  private static void addLast(ArrayDeque<Json> events, Json event, @Nullable Long most) {
    if (most != null && events.size() == most) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  private static @Nullable Moment from(Call call) {
    var since = call.arguments().number("since");
    if (since == null) {
      return call.moment("from");
    }
    var begin = Instant.now().minusMillis(since);
    return new Moment.AtTime(ChronoUnit.MICROS.between(Instant.EPOCH, begin));
  }

  private static History open(Call call, Target target, @Nullable Moment from, History.Part part) {
    return from == null ? History.of(call, target) : History.from(call, target, part.first());
  }

  private static Outcome follow(Call call, Target target, @Nullable Moment from) {
    var part = History.part(target.files().log(), from, null, 0);
    try (var history = open(call, target, from, part)) {
      history.follow(SessionCommand.LOG, printing(call, history));
      return new Outcome.Printed(0);
    }
  }

  private static Runnable printing(Call call, History history) {
    var reader = history.reader();
    if (call.arguments().has("events")) {
      return () -> printEvent(call, reader);
    }
    if (!isText(call)) {
      return () -> printOutput(call, reader);
    }
    var text = new FollowedText();
    return () -> printText(call, reader, text);
  }

  private static Outcome text(Call call, Target target, @Nullable Moment from, Moment to) {
    var log = target.files().log();
    if (call.options().json()) {
      var text = new StringBuilder();
      requireWhole(write(call, log, from, to, text));
      return new Outcome.Answer(
          JsonObject.builder()
              .put("sessionId", target.files().id().value())
              .put("text", text.toString())
              .build(),
          _ -> "");
    }
    var out = new PrintedText(call.console());
    var damage = write(call, log, from, to, out);
    out.flush();
    requireWhole(damage);
    return new Outcome.Printed(0);
  }

  /// Writes the text of the part, or the last lines of it.
  private static <A extends Appendable> @Nullable LogDamage write(
      Call call, Path log, @Nullable Moment from, Moment to, A out) {
    var tail = call.arguments().number("tail");
    if (tail == null) {
      return Transcript.write(log, from, to, out);
    }
    var lines = new LastLines(tail);
    var damage = Transcript.write(log, from, to, lines);
    try {
      out.append(lines.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return damage;
  }

  /// A person's terminal gets text unless it is told otherwise: what a program wrote could steer
  /// it.
  private static boolean isText(Call call) {
    var arguments = call.arguments();
    return arguments.has("text")
        || (arguments.has("tail") && !arguments.has("events") && !call.options().json())
        || (call.console().appearance().terminal()
            && !arguments.has("raw")
            && !arguments.has("events")
            && !call.options().json());
  }

  private static void requireWhole(@Nullable LogDamage damage) {
    if (damage != null) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, damage);
    }
  }

  private static void requireOneForm(Call call, Arguments arguments) {
    var forms = Stream.of("raw", "text", "events").filter(arguments::has).count();
    if (forms > 1) {
      throw invalid("Give one of --raw, --text and --events.");
    }
    if (arguments.has("since") && arguments.has("from")) {
      throw invalid("Give --since or --from; both say where to begin.");
    }
    if (arguments.has("tail") && (arguments.has("raw") || arguments.has("follow"))) {
      throw invalid("--tail is for text and events that are there: leave out --raw and --follow.");
    }
    if (arguments.has("follow") && arguments.has("to")) {
      throw invalid("--follow does not go with --to: it ends when the session does.");
    }
    if (call.options().json() && (arguments.has("raw") || arguments.has("follow"))) {
      throw invalid(
          "--json gives the events, or with --text the text, as one document; it goes with neither"
              + " --raw nor --follow.");
    }
  }

  private static void requireShort(Path log) {
    try {
      if (LogSummary.bytes(log) > DOCUMENT_LOG_MAX_BYTES) {
        throw invalid(
            "The history is too long for one JSON document; 'session log --events' gives it as"
                + " lines.");
      }
    } catch (IOException e) {
      throw Storage.unreadable(log, e);
    }
  }

  private static SessionException invalid(String sentence) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence);
  }

  private static void printEvent(Call call, LogReader reader) {
    call.console().print(EventJson.of(reader).compact() + "\n");
  }

  private static void printOutput(Call call, LogReader reader) {
    if (reader.code() == 'o') {
      call.console().print(Arrays.copyOf(reader.data(), reader.dataLength()));
    }
  }

  private static void printText(Call call, LogReader reader, FollowedText text) {
    if (reader.code() == 'o') {
      call.console()
          .print(
              text.of(new String(reader.data(), 0, reader.dataLength(), StandardCharsets.UTF_8)));
    }
  }
}
