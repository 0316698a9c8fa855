package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// Tell the application that its terminal got the focus, or lost it.
///
/// @param focused whether it has the focus now
/// @param force also where the application did not ask to be told
public record FocusRequest(boolean focused, boolean force) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("focused", focused).flag("force", force).build();
  }

  public static FocusRequest fromJson(JsonFields fields) {
    return new FocusRequest(fields.flag("focused"), fields.flag("force"));
  }
}
