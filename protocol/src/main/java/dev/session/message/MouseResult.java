package dev.session.message;

import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// The mouse did what it was asked to.
///
/// @param row where it is now
/// @param col where it is now
/// @param bytesWritten what it told the application; 0 where the application has not asked to be
///   told of this
/// @param matchedText what stood there, where a text was aimed at
/// @param matches how many places there were to aim at
public record MouseResult(
    int row,
    int col,
    long bytesWritten,
    @Nullable String matchedText,
    @Nullable Integer matches,
    long seq)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("row", row)
        .put("col", col)
        .put("bytesWritten", bytesWritten)
        .put("matchedText", matchedText)
        .put("matches", matches)
        .put("seq", seq)
        .build();
  }
}
