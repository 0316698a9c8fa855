package dev.session.cli.command;

import dev.session.cli.output.SafeText;
import dev.session.home.SessionName;
import dev.session.message.RecordResult;
import dev.session.message.RenameRequest;
import dev.session.recovery.EndedSession;
import dev.session.status.SessionCommand;

/// `session rename`: the host renames what it runs, as names of active sessions are unique; a
/// session that ended is renamed in its log and record.
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
            (_, _) ->
                new RecordResult(EndedSession.rename(target.files(), name).withoutSecrets())
                    .toJson());
    return new Outcome.Answer(
        result,
        _ -> "Session " + target.files().id() + " is now called " + SafeText.quoted(name) + ".\n");
  }
}
