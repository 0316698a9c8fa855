package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Give a session another name.
///
/// @param name absent takes the name away
public record RenameRequest(@Nullable String name) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("name", name).build();
  }

  public static RenameRequest fromJson(JsonFields fields) {
    return new RenameRequest(fields.optionalString("name"));
  }
}
