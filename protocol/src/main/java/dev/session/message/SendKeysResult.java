package dev.session.message;

import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import java.util.List;

/// Keys were accepted.
///
/// @param accepted the keys as given
public record SendKeysResult(List<String> accepted, long bytesWritten, long seq)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("accepted", JsonArray.ofStrings(accepted))
        .put("bytesWritten", bytesWritten)
        .put("seq", seq)
        .build();
  }
}
