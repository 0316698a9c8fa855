package dev.session.message;

import dev.session.json.JsonObject;

/// Nobody holds the input, or another does.
///
/// @param released whether a hold was ended
public record ReleaseResult(boolean released) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("released", released).build();
  }
}
