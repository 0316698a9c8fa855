package dev.session.cli.command;

import dev.session.cli.output.SafeText;
import dev.session.home.Refusals;
import dev.session.home.SessionName;
import dev.session.home.SessionStore;
import dev.session.message.RecordResult;
import dev.session.message.RenameRequest;
import dev.session.status.SessionCommand;
import java.time.Instant;

/// `session rename`: the host renames what it runs, as names of active sessions are unique; a
/// session that ended is renamed in its record.
final class RenameCommand {
  private RenameCommand() {}

  static Outcome run(Call call) {
    var name = call.arguments().required("name");
    SessionName.requireName(name);
    var target = call.target();
    var result =
        target.route(
            SessionCommand.RENAME,
            host ->
                host.post(
                    target.path("rename"), new RenameRequest(name).toJson(), call.timeoutMillis()),
            (_, _) -> {
              var renamed =
                  SessionStore.update(
                      target.files(),
                      record -> {
                        Refusals.check(SessionCommand.RENAME, record);
                        return record.withName(name, Instant.now());
                      });
              return new RecordResult(renamed.withoutSecrets()).toJson();
            });
    return new Outcome.Answer(
        result,
        _ -> "Session " + target.files().id() + " is now called " + SafeText.quoted(name) + ".\n");
  }
}
