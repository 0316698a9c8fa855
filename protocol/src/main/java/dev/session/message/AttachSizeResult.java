package dev.session.message;

import dev.session.json.JsonObject;

/// The session's size, after a client's terminal has changed its own.
public record AttachSizeResult(int cols, int rows) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("cols", cols).put("rows", rows).build();
  }
}
