package dev.session.message;

import dev.session.json.JsonArray;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Press keys, in order.
///
/// @param keys key names, as in `Ctrl+C` or `Up`
/// @param repeat how often the whole sequence is sent; 1 if absent
/// @param delayMs pause between two keys
public record SendKeysRequest(List<String> keys, @Nullable Integer repeat, @Nullable Long delayMs)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("keys", JsonArray.ofStrings(keys))
        .put("repeat", repeat)
        .put("delayMs", delayMs)
        .build();
  }

  public static SendKeysRequest fromJson(JsonFields fields) {
    return new SendKeysRequest(
        fields.strings("keys"), fields.optionalInteger("repeat"), fields.optionalLong("delayMs"));
  }
}
