package dev.session.message;

import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Everything the session has done so far is in its log.
///
/// @param lastEventSeq absent where the log is empty
public record FlushResult(@Nullable Long lastEventSeq) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("lastEventSeq", lastEventSeq).build();
  }
}
