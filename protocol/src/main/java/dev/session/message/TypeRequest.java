package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// Give a session text as if it was typed.
public record TypeRequest(String text) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("text", text).build();
  }

  public static TypeRequest fromJson(JsonFields fields) {
    return new TypeRequest(fields.string("text"));
  }
}
