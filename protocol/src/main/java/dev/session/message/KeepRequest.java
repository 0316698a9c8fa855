package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// Keep a session from being collected.
///
/// @param off whether to let it be again
public record KeepRequest(boolean off) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().flag("off", off).build();
  }

  public static KeepRequest fromJson(JsonFields fields) {
    return new KeepRequest(fields.flag("off"));
  }
}
