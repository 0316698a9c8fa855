package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Run a command line in the session's shell.
///
/// @param command one line or several
/// @param noWait only type it and press Enter, whatever reads it
/// @param timeoutMs how long to wait for the end of the command, 0 for ever; absent for 30 s
public record RunRequest(String command, boolean noWait, @Nullable Long timeoutMs)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("command", command)
        .flag("noWait", noWait)
        .put("timeoutMs", timeoutMs)
        .build();
  }

  public static RunRequest fromJson(JsonFields fields) {
    return new RunRequest(
        fields.string("command"), fields.flag("noWait"), fields.optionalLong("timeoutMs"));
  }
}
