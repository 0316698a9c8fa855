package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Wait until the screen is as described. All that is given must hold at once.
///
/// @param text occurs in the screen's text
/// @param regex is found in it
/// @param screenStableMs it has not changed for so long
/// @param afterSeq only screens that show a later event count
/// @param timeoutMs 0 or absent waits for ever
public record WaitScreenRequest(
    @Nullable String text,
    @Nullable String regex,
    @Nullable Long screenStableMs,
    @Nullable Integer cursorRow,
    @Nullable Integer cursorCol,
    @Nullable Long afterSeq,
    @Nullable Long timeoutMs)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("text", text)
        .put("regex", regex)
        .put("screenStableMs", screenStableMs)
        .put("cursorRow", cursorRow)
        .put("cursorCol", cursorCol)
        .put("afterSeq", afterSeq)
        .put("timeoutMs", timeoutMs)
        .build();
  }

  public static WaitScreenRequest fromJson(JsonFields fields) {
    return new WaitScreenRequest(
        fields.optionalString("text"),
        fields.optionalString("regex"),
        fields.optionalLong("screenStableMs"),
        fields.optionalInteger("cursorRow"),
        fields.optionalInteger("cursorCol"),
        fields.optionalLong("afterSeq"),
        fields.optionalLong("timeoutMs"));
  }
}
