package dev.session.recovery;

import dev.session.home.SessionId;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import java.util.Locale;

/// Something that is wrong with the files of a session.
///
/// @param problem what is wrong, as a sentence
/// @param repair what a repair does about it, as a sentence
/// @param repaired whether that has been done
public record Finding(SessionId session, Part part, String problem, String repair, boolean repaired)
    implements Message {

  /// What of a session's files it is about.
  public enum Part {
    LOG,
    RECORD,
    INDEX,
    ARTIFACTS,
    /// All of them: the session was never made completely.
    CREATION;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("sessionId", session.value())
        .put("part", part.word())
        .put("problem", problem)
        .put("repair", repair)
        .put("repaired", repaired)
        .build();
  }
}
