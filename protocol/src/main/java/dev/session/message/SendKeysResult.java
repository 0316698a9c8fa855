package dev.session.message;

import dev.session.home.SessionRecord;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import java.util.Collections;
import java.util.List;

/// Keys were accepted.
///
/// @param accepted the keys as given
/// @param hidden whether the log does not have them
public record SendKeysResult(List<String> accepted, long bytesWritten, long seq, boolean hidden)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("accepted", JsonArray.ofStrings(hidden ? concealed() : accepted))
        .put("bytesWritten", bytesWritten)
        .put("seq", seq)
        .flag("hidden", hidden)
        .build();
  }

  private List<String> concealed() {
    return Collections.nCopies(accepted.size(), SessionRecord.HIDDEN_VALUE);
  }
}
