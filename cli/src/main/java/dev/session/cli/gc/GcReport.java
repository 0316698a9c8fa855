package dev.session.cli.gc;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a collection removed and what it left. Of a dry run: would remove, would leave.
public record GcReport(boolean dryRun, List<OfHome> homes) implements Message {

  /// One home's part.
  ///
  /// @param deregistered whether the registry of homes has forgotten it
  /// @param failure why nothing could be done in it
  public record OfHome(
      Path home,
      boolean existed,
      List<String> removed,
      List<Skipped> skipped,
      long bytesFreed,
      boolean deregistered,
      @Nullable String failure) {

    static OfHome gone(Path home, boolean deregistered) {
      return new OfHome(home, false, List.of(), List.of(), 0, deregistered, null);
    }

    static OfHome failed(Path home, String failure) {
      return new OfHome(home, true, List.of(), List.of(), 0, false, failure);
    }

    JsonObject toJson() {
      var skips = new ArrayList<Json>();
      for (var skip : skipped) {
        skips.add(
            JsonObject.builder()
                .put("sessionId", skip.sessionId())
                .put("reason", skip.reason())
                .flag("failed", skip.failed())
                .build());
      }
      return JsonObject.builder()
          .put("home", home.toString())
          .put("existed", existed)
          .put("removedSessions", JsonArray.ofStrings(removed))
          .put("skippedSessions", new JsonArray(skips))
          .put("totalBytesFreed", bytesFreed)
          .put("deregistered", deregistered)
          .put("failure", failure)
          .build();
    }
  }

  /// A session that was left, and why.
  ///
  /// @param failed whether it should have gone, or should have been understood, and could not
  public record Skipped(String sessionId, String reason, boolean failed) {
    static Skipped kept(String sessionId, String reason) {
      return new Skipped(sessionId, reason, false);
    }

    static Skipped failed(String sessionId, String reason) {
      return new Skipped(sessionId, reason, true);
    }
  }

  public GcReport {
    homes = List.copyOf(homes);
  }

  public int removedCount() {
    return homes.stream().mapToInt(home -> home.removed().size()).sum();
  }

  public int keptCount() {
    return homes.stream().mapToInt(home -> home.skipped().size()).sum();
  }

  public long bytesFreed() {
    return homes.stream().mapToLong(OfHome::bytesFreed).sum();
  }

  /// What went wrong, one sentence each.
  public List<String> failures() {
    var failures = new ArrayList<String>();
    for (var home : homes) {
      if (home.failure() != null) {
        failures.add("Home " + home.home() + ": " + home.failure());
      }
      for (var skip : home.skipped()) {
        if (skip.failed()) {
          failures.add("Session " + skip.sessionId() + ": " + skip.reason());
        }
      }
    }
    return failures;
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
