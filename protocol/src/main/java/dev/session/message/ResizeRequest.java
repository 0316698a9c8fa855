package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// Change the size of the terminal.
public record ResizeRequest(int cols, int rows) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("cols", cols).put("rows", rows).build();
  }

  public static ResizeRequest fromJson(JsonFields fields) {
    return new ResizeRequest(fields.integer("cols"), fields.integer("rows"));
  }
}
