package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Storage;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.log.EventJson;
import dev.session.log.LogReader;
import dev.session.log.LogSummary;
import dev.session.status.SessionCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/// `session log`: the history of a session, as the bytes that its program wrote or as events.
final class LogCommand {
  /// A longer history is not put into one JSON document; as lines it has no limit.
  private static final long DOCUMENT_LOG_MAX_BYTES = 64L << 20;

  private LogCommand() {}

  static Outcome run(Call call) {
    var arguments = call.arguments();
    requireOneForm(call, arguments);
    var target = call.target();
    boolean json = call.options().json();
    try (var history = History.from(call, target, 0)) {
      var events = new ArrayList<Json>();
      Runnable event =
          json
              ? () -> events.add(EventJson.of(history.reader()))
              : arguments.has("events")
                  ? () -> printEvent(call, history.reader())
                  : () -> printOutput(call, history.reader());
      if (arguments.has("follow")) {
        history.follow(SessionCommand.LOG, event);
        return new Outcome.Printed(0);
      }
      long end = History.end(call, target, SessionCommand.LOG);
      if (json) {
        requireShort(target.files().log());
      }
      while (history.reader().nextSequence() < end && history.next()) {
        event.run();
      }
      if (!json) {
        return new Outcome.Printed(0);
      }
      var result =
          JsonObject.builder()
              .put("sessionId", target.files().id().value())
              .put("events", new JsonArray(events))
              .build();
      return new Outcome.Answer(result, _ -> "");
    }
  }

  private static void requireOneForm(Call call, Arguments arguments) {
    if (arguments.has("raw") && arguments.has("events")) {
      throw invalid("Give --raw or --events, not both.");
    }
    if (call.options().json() && (arguments.has("raw") || arguments.has("follow"))) {
      throw invalid(
          "--json gives all events as one document; it goes with neither --raw nor --follow.");
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
}
