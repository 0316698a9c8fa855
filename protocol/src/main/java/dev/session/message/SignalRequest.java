package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// Send a signal.
///
/// @param signal a name with or without SIG, or a number
/// @param leader to the session's first process only instead of its foreground group
public record SignalRequest(String signal, boolean leader) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("signal", signal).flag("leader", leader).build();
  }

  public static SignalRequest fromJson(JsonFields fields) {
    return new SignalRequest(fields.string("signal"), fields.flag("leader"));
  }
}
