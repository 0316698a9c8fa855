package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// The terminal of an attached client has another size.
///
/// @param attachment the client, as its first frame named it
public record AttachSizeRequest(String attachment, int cols, int rows) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("attachment", attachment)
        .put("cols", cols)
        .put("rows", rows)
        .build();
  }

  public static AttachSizeRequest fromJson(JsonFields fields) {
    return new AttachSizeRequest(
        fields.string("attachment"), fields.integer("cols"), fields.integer("rows"));
  }
}
