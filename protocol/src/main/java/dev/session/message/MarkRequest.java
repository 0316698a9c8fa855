package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// Set a mark in the log.
///
/// @param label may be empty
public record MarkRequest(String label) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("label", label).build();
  }

  public static MarkRequest fromJson(JsonFields fields) {
    return new MarkRequest(fields.string("label"));
  }
}
