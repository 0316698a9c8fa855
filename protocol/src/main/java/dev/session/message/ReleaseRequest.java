package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Take input from everybody again.
///
/// @param hold the key of the hold; absent with `force`
/// @param force whoever holds it
public record ReleaseRequest(@Nullable String hold, boolean force) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("hold", hold).flag("force", force).build();
  }

  public static ReleaseRequest fromJson(JsonFields fields) {
    return new ReleaseRequest(fields.optionalString("hold"), fields.flag("force"));
  }
}
