package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// End the host.
///
/// @param graceMs time that sessions have to end
public record StopRequest(@Nullable Long graceMs) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("graceMs", graceMs).build();
  }

  public static StopRequest fromJson(JsonFields fields) {
    return new StopRequest(fields.optionalLong("graceMs"));
  }
}
