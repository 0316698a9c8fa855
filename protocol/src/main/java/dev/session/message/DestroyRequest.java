package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// End a session for good.
///
/// @param force kill at once
/// @param graceMs time before what is left is killed
public record DestroyRequest(boolean force, @Nullable Long graceMs) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().flag("force", force).put("graceMs", graceMs).build();
  }

  public static DestroyRequest fromJson(JsonFields fields) {
    return new DestroyRequest(fields.flag("force"), fields.optionalLong("graceMs"));
  }
}
