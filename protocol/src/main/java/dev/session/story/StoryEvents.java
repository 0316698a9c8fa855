package dev.session.story;

import dev.session.home.ProcessList;
import dev.session.json.JsonObject;
import dev.session.log.LogEvent.Extension;
import dev.session.process.ProcessStat;
import dev.session.status.FailureOrigin;
import dev.session.status.TerminationReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events that tell of a session's life, but for its exit. Each is written before the record
/// changes; [Story] is what they come to.
public final class StoryEvents {
  static final String RENAMED = "renamed";
  static final String KEPT = "kept";
  static final String ENDING = "ending";
  static final String SURVIVORS = "survivors";
  static final String FAILED = "failed";
  static final String HOST_LOST = "host-lost";
  static final String DESTROYED = "destroyed";

  private StoryEvents() {}

  /// The session has another name, or none.
  public static Extension renamed(@Nullable String name) {
    return new Extension(JsonObject.builder().put("type", RENAMED).put("name", name).build());
  }

  /// `gc` must leave the session alone, or may take it.
  public static Extension kept(boolean kept) {
    return new Extension(JsonObject.builder().put("type", KEPT).put("kept", kept).build());
  }

  /// The product ends the session, which may take a while.
  public static Extension ending(TerminationReason reason) {
    return new Extension(
        JsonObject.builder().put("type", ENDING).put("reason", reason.word()).build());
  }

  /// Not even SIGKILL has ended these; the session goes on ending.
  public static Extension survivors(List<ProcessStat> processes) {
    return new Extension(
        JsonObject.builder()
            .put("type", SURVIVORS)
            .put("processes", ProcessList.json(processes))
            .build());
  }

  /// The session could not go on; no exit follows.
  public static Extension failed(FailureOrigin origin, String reason) {
    return new Extension(
        JsonObject.builder()
            .put("type", FAILED)
            .put("origin", origin.word())
            .put("reason", reason)
            .build());
  }

  /// The host died, and the recording was cut off here.
  public static Extension hostLost(String reason) {
    return new Extension(JsonObject.builder().put("type", HOST_LOST).put("reason", reason).build());
  }

  /// A session that was over was destroyed.
  public static Extension destroyed() {
    return new Extension(JsonObject.builder().put("type", DESTROYED).build());
  }
}
