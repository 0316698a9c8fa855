package dev.session.message;

import dev.session.home.ArtifactManifest;
import dev.session.home.ProcessList;
import dev.session.home.SessionRecord;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.process.ProcessStat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that is known of one session.
///
/// @param firstEventSeq the oldest event that is left of the log; more than 0 where
///   `--max-log-size` dropped some
/// @param eventCount how many events there ever were
/// @param usedOfflineReplay whether the files answered because the host that should have did not
/// @param live what only a live host knows; null where the files answered
/// @param processes what still runs of a session that is being ended; null for any other
/// @param artifacts null where they could not be looked at
public record InspectResult(
    SessionRecord session,
    long firstEventSeq,
    long eventCount,
    long eventLogBytes,
    String eventLogPath,
    long uptimeMs,
    ArtifactManifest.@Nullable Health artifacts,
    @Nullable List<ProcessStat> processes,
    boolean usedOfflineReplay,
    @Nullable Live live)
    implements Message {

  /// What a live host knows.
  ///
  /// @param blocked why the log cannot be written at the moment; null while it can
  /// @param attached those who are attached, the oldest first
  /// @param holder who alone gives the session input; null for nobody
  public record Live(
      String cliVersion,
      String rpcSocketPath,
      @Nullable String blocked,
      List<Attached> attached,
      @Nullable String holder) {
    public Live {
      attached = List.copyOf(attached);
    }

    JsonObject toJson() {
      return JsonObject.builder()
          .put("attached", new JsonArray(attached.stream().<Json>map(Attached::toJson).toList()))
          .put("holder", holder)
          .build();
    }
  }

  /// One who is attached.
  ///
  /// @param by who that is, in words for people
  public record Attached(String by, int cols, int rows, boolean readOnly) {
    JsonObject toJson() {
      return JsonObject.builder()
          .put("by", by)
          .put("cols", cols)
          .put("rows", rows)
          .put("readOnly", readOnly)
          .build();
    }
  }

  @Override
  public JsonObject toJson() {
    var builder =
        JsonObject.builder()
            .put("session", session.toJson())
            .put("eventCount", eventCount)
            .put("uptime", uptimeMs)
            .put("firstEventSeq", eventCount > firstEventSeq ? firstEventSeq : null)
            .put("lastEventSeq", eventCount > 0 ? eventCount - 1 : null)
            .put("terminationCategory", session.terminationCategory().word())
            .put("artifacts", artifacts == null ? null : artifacts.toJson())
            .put("processes", processes == null ? null : ProcessList.json(processes))
            .put("usedOfflineReplay", usedOfflineReplay)
            .put("rendererRuntime", renderer());
    if (live != null) {
      builder.put(
          "host",
          JsonObject.builder()
              .put("cliVersion", live.cliVersion())
              .put("rpcSocketPath", live.rpcSocketPath())
              .build());
      builder.put("storage", storage(live.blocked()));
      builder.put("live", live.toJson());
    }
    return builder.put("eventLogBytes", eventLogBytes).put("eventLogPath", eventLogPath).build();
  }

  private JsonObject renderer() {
    var builder = JsonObject.builder().put("backend", "builtin");
    if (live != null) {
      return builder.put("mode", "live-host").put("status", "healthy").build();
    }
    return builder
        .put("mode", "offline-replay")
        .put("status", "fallback")
        .put("reason", usedOfflineReplay ? "host-unreachable" : "session-not-running")
        .build();
  }

  private static JsonObject storage(@Nullable String blocked) {
    return JsonObject.builder()
        .put("status", blocked == null ? "writing" : "blocked")
        .put("reason", blocked)
        .build();
  }
}
