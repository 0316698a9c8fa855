package dev.session.message;

import dev.session.home.SessionRecord;
import dev.session.json.JsonObject;

/// A session record, after a change to it.
public record RecordResult(SessionRecord session) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("session", session.toJson()).build();
  }
}
