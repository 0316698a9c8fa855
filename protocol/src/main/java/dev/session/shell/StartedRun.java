package dev.session.shell;

import dev.session.json.JsonObject;
import dev.session.log.LogEvent.Extension;
import java.util.Locale;

/// What the log says before the input of a `run`: the event `run-started`. With it, what the
/// command printed can be found in the log again.
///
/// @param marker the run's own name
/// @param token what the shell's marks carry
/// @param shell the shell it is typed in
/// @param editing whether that shell was reading with a line editor
public record StartedRun(String marker, String token, ShellKind shell, boolean editing) {
  public static final String TYPE = "run-started";

  public Extension toEvent() {
    return new Extension(
        JsonObject.builder()
            .put("type", TYPE)
            .put("marker", marker)
            .put("token", token)
            .put("shell", shell.name().toLowerCase(Locale.ROOT))
            .put("editing", editing)
            .build());
  }

  /// What an event of the type [#TYPE] says.
  public static StartedRun of(Extension event) {
    var fields = event.object().fields("");
    return new StartedRun(
        fields.string("marker"),
        fields.string("token"),
        ShellKind.valueOf(fields.string("shell").toUpperCase(Locale.ROOT)),
        fields.bool("editing"));
  }
}
