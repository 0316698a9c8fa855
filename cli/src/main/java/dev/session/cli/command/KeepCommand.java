package dev.session.cli.command;

import dev.session.message.KeepRequest;
import dev.session.message.RecordResult;
import dev.session.recovery.EndedSession;
import dev.session.status.SessionCommand;

/// `session keep`: `gc` leaves the session alone, until `--off`.
final class KeepCommand {
  private KeepCommand() {}

  static Outcome run(Call call) {
    boolean kept = !call.arguments().has("off");
    var target = call.target();
    var result =
        target.route(
            SessionCommand.KEEP,
            host ->
                host.post(
                    target.path("keep"), new KeepRequest(!kept).toJson(), call.timeoutMillis()),
            (_, _) ->
                new RecordResult(EndedSession.keep(target.files(), kept).withoutSecrets())
                    .toJson());
    return new Outcome.Answer(
        result,
        _ ->
            "Session "
                + target.files().id()
                + (kept ? " is kept: gc will not remove it.\n" : " is no longer kept.\n"));
  }
}
