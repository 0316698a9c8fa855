package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// Give a session text as if it was typed.
public record TypeRequest(String text) implements Message {
  /// The most that one request gives a session, in UTF-8; so it is for pastes and runs.
  public static final int TEXT_MAX_BYTES = 64 << 20;

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("text", text).build();
  }

  public static TypeRequest fromJson(JsonFields fields) {
    return new TypeRequest(fields.string("text"));
  }
}
