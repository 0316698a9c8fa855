package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Wait until the session's shell has finished what it was given.
///
/// @param afterSeq only a command that ended after this event counts; absent for the last one, if
///   none is at work
/// @param timeoutMs 0 or absent waits for ever
public record WaitCommandRequest(@Nullable Long afterSeq, @Nullable Long timeoutMs)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("afterSeq", afterSeq).put("timeoutMs", timeoutMs).build();
  }

  public static WaitCommandRequest fromJson(JsonFields fields) {
    return new WaitCommandRequest(
        fields.optionalLong("afterSeq"), fields.optionalLong("timeoutMs"));
  }
}
