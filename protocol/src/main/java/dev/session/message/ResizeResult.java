package dev.session.message;

import dev.session.json.JsonObject;

/// The terminal has this size now.
public record ResizeResult(int cols, int rows, long seq) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("cols", cols).put("rows", rows).put("seq", seq).build();
  }
}
