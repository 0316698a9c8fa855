package dev.session.message;

import dev.session.json.JsonObject;

/// The input is held.
///
/// @param hold the key: input that comes with it is taken
/// @param forMs how long at most
public record HoldResult(String hold, long forMs) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("hold", hold).put("forMs", forMs).build();
  }
}
