package dev.session.cli.command;

import dev.session.cli.output.Amounts;
import dev.session.cli.route.LiveHost;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Trash;
import dev.session.json.JsonObject;
import dev.session.message.DestroyRequest;
import dev.session.recovery.EndedSession;
import dev.session.status.SessionCommand;
import org.jspecify.annotations.Nullable;

/// `session destroy`: the host ends what it runs; one that ended is destroyed in its log and
/// record. `--purge` then removes the files, also of a session that was destroyed before.
final class DestroyCommand {
  private static final long GRACE_MILLIS = 5_000;

  /// What the host may need beyond the grace: to kill, to see all ends, to write them down.
  private static final long MARGIN_MILLIS = 10_000;

  private DestroyCommand() {}

  static Outcome run(Call call) {
    var target = call.target();
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
    var id = target.files().id();
    @Nullable Long freed = purge ? Trash.discard(call.home(), target.files().directory()) : null;
    var result =
        JsonObject.builder()
            .put("sessionId", id.value())
            .put("destroyed", true)
            .put("purged", purge ? Boolean.TRUE : null)
            .put("bytesFreed", freed)
            .build();
    return new Outcome.Answer(
        result,
        _ ->
            freed == null
                ? "Session " + id + " is destroyed; its history stays until 'session gc'.\n"
                : "Session " + id + " is destroyed and removed (" + Amounts.bytes(freed) + ").\n");
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
