package dev.session.message;

import dev.session.json.JsonObject;

/// How far a session's log reaches.
///
/// @param lastEventSeq −1 where the log is empty
/// @param ended whether the log will not grow any more
public record ChangesResult(long lastEventSeq, boolean ended) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("lastEventSeq", lastEventSeq).put("ended", ended).build();
  }
}
