package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;

/// What an attached client's terminal sent.
///
/// @param attachment the client, as its first frame named it
/// @param data the bytes, in base64
public record AttachInputRequest(String attachment, String data) implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("attachment", attachment).put("data", data).build();
  }

  public static AttachInputRequest fromJson(JsonFields fields) {
    return new AttachInputRequest(fields.string("attachment"), fields.string("data"));
  }
}
