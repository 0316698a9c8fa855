package dev.session.message;

import dev.session.json.JsonObject;

/// A command line was given to the session's shell.
///
/// @param seq the sequence number of its input event
public record RunResult(boolean accepted, long seq) implements Message {
  public static RunResult accepted(long seq) {
    return new RunResult(true, seq);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("accepted", accepted).put("seq", seq).build();
  }
}
