package dev.session.message;

import dev.session.json.JsonObject;

/// An input was accepted.
///
/// @param seq the sequence number of its event
public record SequenceResult(long seq) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("seq", seq).build();
  }
}
