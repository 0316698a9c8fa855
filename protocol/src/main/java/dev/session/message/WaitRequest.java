package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Wait for the end of a session or for its silence.
///
/// @param idleMs wait for that long without output; absent to wait for the end
/// @param timeoutMs 0 or absent waits for ever
public record WaitRequest(@Nullable Long idleMs, @Nullable Long timeoutMs) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("idleMs", idleMs).put("timeoutMs", timeoutMs).build();
  }

  public static WaitRequest fromJson(JsonFields fields) {
    return new WaitRequest(fields.optionalLong("idleMs"), fields.optionalLong("timeoutMs"));
  }
}
