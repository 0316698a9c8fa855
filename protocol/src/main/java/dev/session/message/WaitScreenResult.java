package dev.session.message;

import dev.session.home.Ending;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonNull;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a wait for the screen came to, with the screen it saw last.
///
/// @param condition the request's word for the condition that held; absent unless any of them was
///   enough
/// @param matchedText what was found; absent where no text was asked for or nothing was found
/// @param matchedGroups what the groups of the regular expression matched
/// @param capturedAtSeq the number of the last event the screen shows; 0 where there is none
/// @param screenText the canonical text of the screen, of which `screenHash` is the hash
/// @param ending how the session ended; null while it runs, or where nobody knows
public record WaitScreenResult(
    Outcome outcome,
    @Nullable String condition,
    @Nullable String matchedText,
    @Nullable List<@Nullable String> matchedGroups,
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
        .put("code", WaitResult.code(timedOut(), ended()))
        .put("condition", condition)
        .put("matchedText", matchedText)
        .put("matchedGroups", groups())
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

  private @Nullable Json groups() {
    if (matchedGroups == null || matchedGroups.isEmpty()) {
      return null;
    }
    var groups = new ArrayList<Json>(matchedGroups.size());
    for (var group : matchedGroups) {
      groups.add(group == null ? JsonNull.NULL : new JsonString(group));
    }
    return new JsonArray(groups);
  }
}
