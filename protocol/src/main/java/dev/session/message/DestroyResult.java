package dev.session.message;

import dev.session.json.JsonObject;

/// A session was destroyed.
public record DestroyResult(String sessionId, boolean destroyed) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("sessionId", sessionId).put("destroyed", destroyed).build();
  }
}
