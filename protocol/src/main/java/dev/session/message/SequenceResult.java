package dev.session.message;

import dev.session.json.JsonObject;

/// An input was accepted.
///
/// @param seq the sequence number of its event
/// @param hidden whether the log does not have it as it was given, so that nobody else should show
///   it either
public record SequenceResult(long seq, boolean hidden) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("seq", seq).flag("hidden", hidden).build();
  }
}
