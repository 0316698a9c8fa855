package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Take input from one client only.
///
/// @param forMs how long at most
/// @param by who that is, for the others to read
public record HoldRequest(long forMs, @Nullable String by) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("forMs", forMs).put("by", by).build();
  }

  public static HoldRequest fromJson(JsonFields fields) {
    return new HoldRequest(fields.longInteger("forMs"), fields.optionalString("by"));
  }
}
