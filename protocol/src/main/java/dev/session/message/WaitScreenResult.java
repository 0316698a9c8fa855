package dev.session.message;

import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// What a wait for the screen came to, with the screen it saw last.
///
/// @param ended the session ended before the screen was as described
/// @param matchedText what was found; absent where no text was asked for or nothing was found
/// @param capturedAtSeq the number of the last event the screen shows; 0 where there is none
public record WaitScreenResult(
    boolean matched,
    boolean timedOut,
    boolean ended,
    @Nullable String matchedText,
    int cursorRow,
    int cursorCol,
    long capturedAtSeq,
    String screenHash)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("matched", matched)
        .put("timedOut", timedOut)
        .put("outcome", outcome())
        .put("matchedText", matchedText)
        .put("cursorRow", cursorRow)
        .put("cursorCol", cursorCol)
        .put("capturedAtSeq", capturedAtSeq)
        .put("screenHash", screenHash)
        .build();
  }

  private String outcome() {
    if (matched) {
      return "matched";
    }
    return ended ? "ended" : "timedOut";
  }
}
