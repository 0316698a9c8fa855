package dev.session.cli.command;

import dev.session.home.Refusals;
import dev.session.home.SessionStore;
import dev.session.message.KeepRequest;
import dev.session.message.RecordResult;
import dev.session.status.SessionCommand;
import java.time.Instant;

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
            (_, _) -> {
              var changed =
                  SessionStore.update(
                      target.files(),
                      record -> {
                        Refusals.check(SessionCommand.KEEP, record);
                        return record.kept() == kept
                            ? record
                            : record.withKept(kept, Instant.now());
                      });
              return new RecordResult(changed.withoutSecrets()).toJson();
            });
    return new Outcome.Answer(
        result,
        _ ->
            "Session "
                + target.files().id()
                + (kept ? " is kept: gc will not remove it.\n" : " is no longer kept.\n"));
  }
}
