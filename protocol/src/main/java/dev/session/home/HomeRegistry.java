package dev.session.home;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The homes this user has created sessions in, so that `gc` and `home list` find them all.
///
/// Advisory: a missing or broken registry is an empty one, and losing it loses no session.
public final class HomeRegistry {
  private static final int VERSION = 1;

  /// One home and when a session was last created in it.
  public record Entry(Path path, Instant lastSeenAt) {}

  private final Path file;

  private HomeRegistry(Path file) {
    this.file = file;
  }

  /// The registry of the user with this environment.
  public static HomeRegistry of(Map<String, String> environment) {
    var state = environment.get("XDG_STATE_HOME");
    var base =
        state != null && state.startsWith("/")
            ? Path.of(state)
            : Home.ofUser(environment).resolve(".local/state");
    return new HomeRegistry(base.resolve("session").resolve("homes.json"));
  }

  /// The registered homes, the one used last first.
  public List<Entry> entries() {
    var content = PrivateFiles.read(file);
    if (content == null) {
      return List.of();
    }
    try {
      var entries = new ArrayList<Entry>();
      for (var fields : JsonObject.parse(content).fields("").eachFields("homes")) {
        var lastSeenAt = Timestamps.parse(fields.string("lastSeenAt"));
        entries.add(
            new Entry(
                Path.of(fields.string("path")), lastSeenAt == null ? Instant.EPOCH : lastSeenAt));
      }
      entries.sort((one, other) -> other.lastSeenAt().compareTo(one.lastSeenAt()));
      return entries;
    } catch (JsonException | InvalidPathException broken) {
      return List.of();
    }
  }

  /// Notes that a session was created in `home` at `now`.
  public void register(Path home, Instant now) {
    change(
        entries -> {
          var kept = without(entries, home);
          kept.add(new Entry(home, now));
          return kept;
        });
  }

  /// Takes `home` out; whether it was there.
  public boolean forget(Path home) {
    // A user who has no registry does not get one by asking for a removal.
    if (lastSeen(entries(), home) == null) {
      return false;
    }
    change(entries -> without(entries, home));
    return true;
  }

  private static @Nullable Instant lastSeen(List<Entry> entries, Path home) {
    for (var entry : entries) {
      if (entry.path().equals(home)) {
        return entry.lastSeenAt();
      }
    }
    return null;
  }

  private static List<Entry> without(List<Entry> entries, Path home) {
    var kept = new ArrayList<Entry>();
    for (var entry : entries) {
      if (!entry.path().equals(home)) {
        kept.add(entry);
      }
    }
    return kept;
  }

  private void change(UnaryOperator<List<Entry>> change) {
    PrivateFiles.createDirectories(PrivateFiles.directoryOf(file));
    FileLocks.holding(
        file.resolveSibling("homes.lock"),
        () -> {
          write(change.apply(entries()));
          return null;
        });
  }

  private void write(List<Entry> entries) {
    var homes = new ArrayList<Json>();
    for (var entry : entries) {
      homes.add(
          JsonObject.builder()
              .put("path", entry.path().toString())
              .put("lastSeenAt", Timestamps.iso(entry.lastSeenAt()))
              .build());
    }
    var json =
        JsonObject.builder().put("version", VERSION).put("homes", new JsonArray(homes)).build();
    PrivateFiles.replace(file, (json.indented() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
