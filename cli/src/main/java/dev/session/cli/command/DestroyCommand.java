package dev.session.cli.command;

import dev.session.cli.output.Amounts;
import dev.session.cli.route.LiveHost;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionId;
import dev.session.home.Trash;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.message.DestroyRequest;
import dev.session.recovery.EndedSession;
import dev.session.status.SessionCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// `session destroy`: the host ends what it runs; one that ended is destroyed in its log and
/// record. `--purge` then removes the files, also of a session that was destroyed before.
final class DestroyCommand {
  private static final long GRACE_MILLIS = 5_000;

  /// What the host may need beyond the grace: to kill, to see all ends, to write them down.
  private static final long MARGIN_MILLIS = 10_000;

  private DestroyCommand() {}

  static Outcome run(Call call) {
    var targets = targets(call);
    if (targets.size() == 1) {
      var result = destroy(call, targets.getFirst());
      return new Outcome.Answer(result, _ -> text(result));
    }
    var results = new ArrayList<Json>();
    int exitCode = 0;
    for (var target : targets) {
      try {
        results.add(destroy(call, target));
      } catch (SessionException e) {
        call.warn(e.sentence());
        exitCode = exitCode == 0 ? e.code().exitCode() : exitCode;
        results.add(
            JsonObject.builder()
                .put("sessionId", target.files().id().value())
                .put("destroyed", false)
                .put("code", e.code().name())
                .put("message", e.sentence())
                .build());
      }
    }
    return new Outcome.Answer(
        JsonObject.builder().put("sessions", new JsonArray(results)).build(),
        _ -> texts(results),
        exitCode);
  }

  /// All are found before the first is ended; one that is named twice is ended once.
  private static List<Target> targets(Call call) {
    var targets = new LinkedHashMap<SessionId, Target>();
    for (var reference : call.arguments().texts("session")) {
      var target = call.target(reference);
      targets.putIfAbsent(target.files().id(), target);
    }
    return List.copyOf(targets.values());
  }

  private static JsonObject destroy(Call call, Target target) {
    boolean purge = call.arguments().has("purge");
    try {
      target.route(
          SessionCommand.DESTROY,
          host -> live(call, target, host),
          (_, _) -> EndedSession.destroy(target.files()));
    } catch (SessionException e) {
      if (!purge || e.code() != ErrorCode.SESSION_ALREADY_DESTROYED) {
        throw e;
      }
    }
    return JsonObject.builder()
        .put("sessionId", target.files().id().value())
        .put("destroyed", true)
        .flag("purged", purge)
        .put("bytesFreed", purge ? Trash.discard(call.home(), target.files().directory()) : null)
        .build();
  }

  private static String texts(List<Json> results) {
    var text = new StringBuilder();
    for (var result : results) {
      if (result instanceof JsonObject object && object.fields("").bool("destroyed")) {
        text.append(text(object));
      }
    }
    return text.toString();
  }

  private static String text(JsonObject result) {
    var fields = result.fields("");
    var id = fields.string("sessionId");
    var freed = fields.optionalLong("bytesFreed");
    return freed == null
        ? "Session " + id + " is destroyed; its history stays until 'session gc'.\n"
        : "Session " + id + " is destroyed and removed (" + Amounts.bytes(freed) + ").\n";
  }

  private static Object live(Call call, Target target, LiveHost host) {
    boolean force = call.arguments().has("force");
    long grace = force ? 0 : call.arguments().number("grace", GRACE_MILLIS);
    return host.post(
        target.path("destroy"),
        new DestroyRequest(force, grace).toJson(),
        call.timeoutMillis(grace + MARGIN_MILLIS));
  }
}
