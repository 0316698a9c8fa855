package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// Give a session text as one paste.
///
/// @param forceBracketed brackets the paste although the application did not ask for it
public record PasteRequest(String text, boolean forceBracketed) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("text", text).flag("forceBracketed", forceBracketed).build();
  }

  public static PasteRequest fromJson(JsonFields fields) {
    return new PasteRequest(fields.string("text"), fields.flag("forceBracketed"));
  }
}
