package dev.session.cli.gc;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a collection removed and what it left. Of a dry run: would remove, would leave.
public record GcReport(boolean dryRun, List<OfHome> homes) implements Message {

  /// One home's part.
  ///
  /// @param deregistered whether the registry of homes has forgotten it
  public record OfHome(
      Path home,
      boolean existed,
      List<String> removed,
      List<Skipped> skipped,
      long bytesFreed,
      boolean deregistered) {

    JsonObject toJson() {
      var skips = new ArrayList<Json>();
      for (var skip : skipped) {
        skips.add(
            JsonObject.builder()
                .put("sessionId", skip.sessionId())
                .put("reason", skip.reason())
                .build());
      }
      return JsonObject.builder()
          .put("home", home.toString())
          .put("existed", existed)
          .put("removedSessions", JsonArray.ofStrings(removed))
          .put("skippedSessions", new JsonArray(skips))
          .put("totalBytesFreed", bytesFreed)
          .put("deregistered", deregistered)
          .build();
    }
  }

  /// A session that was left, and why.
  public record Skipped(String sessionId, String reason) {}

  public GcReport {
    homes = List.copyOf(homes);
  }

  public int removedCount() {
    return homes.stream().mapToInt(home -> home.removed().size()).sum();
  }

  public long bytesFreed() {
    return homes.stream().mapToLong(OfHome::bytesFreed).sum();
  }

  @Override
  public JsonObject toJson() {
    var ofHomes = new ArrayList<Json>();
    var forgotten = new ArrayList<String>();
    for (var home : homes) {
      ofHomes.add(home.toJson());
      if (home.deregistered()) {
        forgotten.add(home.home().toString());
      }
    }
    return JsonObject.builder()
        .put("dryRun", dryRun)
        .put("homes", new JsonArray(ofHomes))
        .put("removedSessionCount", removedCount())
        .put("totalBytesFreed", bytesFreed())
        .put("deregisteredHomes", JsonArray.ofStrings(forgotten))
        .build();
  }
}
