package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// Keep a session from being collected, or let it be again.
public record KeepRequest(boolean kept) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("kept", kept).build();
  }

  public static KeepRequest fromJson(JsonFields fields) {
    return new KeepRequest(fields.bool("kept"));
  }
}
