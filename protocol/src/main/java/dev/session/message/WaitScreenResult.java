package dev.session.message;

import dev.session.home.Ending;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// What a wait for the screen came to, with the screen it saw last.
///
/// @param matchedText what was found; absent where no text was asked for or nothing was found
/// @param capturedAtSeq the number of the last event the screen shows; 0 where there is none
/// @param screenText the canonical text of the screen, of which `screenHash` is the hash
/// @param ending how the session ended; null while it runs, or where nobody knows
public record WaitScreenResult(
    Outcome outcome,
    @Nullable String matchedText,
    int cursorRow,
    int cursorCol,
    String title,
    long capturedAtSeq,
    String screenHash,
    String screenText,
    @Nullable Ending ending)
    implements Message {
  /// How a wait ends.
  public enum Outcome {
    MATCHED("matched"),
    /// The session ended before it was as described.
    ENDED("ended"),
    TIMED_OUT("timedOut");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public boolean matched() {
    return outcome == Outcome.MATCHED;
  }

  public boolean timedOut() {
    return outcome == Outcome.TIMED_OUT;
  }

  public boolean ended() {
    return outcome == Outcome.ENDED;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("matched", matched())
        .put("timedOut", timedOut())
        .put("outcome", outcome.word())
        .put("matchedText", matchedText)
        .put("cursorRow", cursorRow)
        .put("cursorCol", cursorCol)
        .put("title", title)
        .put("capturedAtSeq", capturedAtSeq)
        .put("screenHash", screenHash)
        .put("screenText", screenText)
        .put("exitCode", ending == null ? null : ending.exitCode())
        .put("exitSignal", ending == null ? null : ending.exitSignal())
        .build();
  }
}
