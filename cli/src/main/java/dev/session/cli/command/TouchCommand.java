package dev.session.cli.command;

import dev.session.cli.output.Amounts;
import dev.session.home.SessionStore;
import dev.session.json.JsonObject;
import dev.session.status.SessionCommand;

/// `session touch`: starts a session's idle time anew.
final class TouchCommand {
  private TouchCommand() {}

  static Outcome run(Call call) {
    var target = call.target();
    target.live(
        SessionCommand.TOUCH, host -> host.post(target.path("touch"), null, call.timeoutMillis()));
    var id = target.files().id();
    long idle = SessionStore.require(target.files()).launch().idleTimeoutMs();
    var result =
        JsonObject.builder()
            .put("sessionId", id.value())
            .put("touched", true)
            .put("idleTimeoutMs", idle > 0 ? idle : null)
            .build();
    return new Outcome.Answer(
        result,
        _ ->
            "Session "
                + id
                + (idle > 0
                    ? " may be idle for another " + Amounts.duration(idle) + ".\n"
                    : " has no idle timeout; nothing had to be done.\n"));
  }
}
