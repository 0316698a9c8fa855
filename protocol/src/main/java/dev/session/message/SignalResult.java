package dev.session.message;

import dev.session.json.JsonObject;

/// A signal was delivered.
///
/// @param signal its full name
public record SignalResult(String signal, boolean delivered, long seq) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("signal", signal)
        .put("delivered", delivered)
        .put("seq", seq)
        .build();
  }
}
