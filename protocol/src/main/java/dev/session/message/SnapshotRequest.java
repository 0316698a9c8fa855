package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Read the screen.
///
/// @param format structured, text or ansi; structured if absent
/// @param region ROW,COL,ROWS,COLS; the whole screen if absent
public record SnapshotRequest(
    @Nullable String format,
    boolean includeScrollback,
    boolean includeCells,
    @Nullable String region)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("format", format)
        .flag("includeScrollback", includeScrollback)
        .flag("includeCells", includeCells)
        .put("region", region)
        .build();
  }

  public static SnapshotRequest fromJson(JsonFields fields) {
    return new SnapshotRequest(
        fields.optionalString("format"),
        fields.flag("includeScrollback"),
        fields.flag("includeCells"),
        fields.optionalString("region"));
  }
}
