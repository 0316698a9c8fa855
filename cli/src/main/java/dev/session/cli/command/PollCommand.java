package dev.session.cli.command;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.log.EventJson;
import dev.session.status.SessionCommand;
import java.util.ArrayList;

/// `session poll`: the events after a point as lines of JSON, and a last line, the cursor, that
/// tells where to go on.
///
/// The cursor: `after`, for the next call's `--after`; `more`, whether there are events after it
/// already; `limit`, how many events at most there were room for; `ended`, whether all has been
/// read of a session that is over.
final class PollCommand {
  private static final long LIMIT_MAX = 1000;

  private PollCommand() {}

  static Outcome run(Call call) {
    var arguments = call.arguments();
    var given = arguments.number("after");
    long after = given == null ? -1 : given;
    long limit = Math.clamp(arguments.number("limit", LIMIT_MAX), 1, LIMIT_MAX);
    var target = call.target();
    try (var history =
        given == null ? History.of(call, target) : History.from(call, target, after + 1)) {
      boolean over = history.await(SessionCommand.POLL, after, arguments.number("wait", 0));
      var events = new ArrayList<Json>();
      long last = after;
      long count = 0;
      boolean more = history.next();
      for (; more && count < limit; more = history.next()) {
        var event = EventJson.of(history.reader());
        last = history.reader().sequence();
        count++;
        if (call.options().json()) {
          events.add(event);
        } else {
          call.console().print(event.compact() + "\n");
        }
      }
      var cursor =
          JsonObject.builder()
              .put("type", "cursor")
              .put("after", last)
              .put("limit", limit)
              .put("more", more)
              .put("ended", over && !more)
              .build();
      var result =
          JsonObject.builder().put("events", new JsonArray(events)).put("cursor", cursor).build();
      return new Outcome.Answer(result, _ -> cursor.compact() + "\n");
    }
  }
}
