package dev.session.cli.command;

import dev.session.cli.output.Amounts;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.SafeText;
import dev.session.cli.output.Table;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.HomeRegistry;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionStore;
import dev.session.home.Timestamps;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.recovery.Reconciliation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `session home list` and `session home forget`: the registry of homes. Both only read the homes
/// themselves.
final class HomeCommands {

  private record Listed(Path path, int active, int total, Instant lastSeenAt) {}

  private HomeCommands() {}

  static Outcome list(Call call) {
    boolean all = call.arguments().has("all");
    var homes = new ArrayList<Listed>();
    for (var entry : HomeRegistry.of(call.environment()).entries()) {
      var home = look(call, entry);
      if (all ? home.total() > 0 : home.active() > 0) {
        homes.add(home);
      }
    }
    return new Outcome.Answer(json(homes), appearance -> text(homes, all, appearance));
  }

  // One whose record cannot be read counts as well: it takes room and can be looked into.
  private static Listed look(Call call, HomeRegistry.Entry entry) {
    int active = 0;
    int total = 0;
    try {
      for (var files : SessionCatalog.all(new Home(entry.path(), false))) {
        try {
          var record = SessionStore.read(files);
          if (record == null || record.status().destroyed()) {
            continue;
          }
          active += record.status().active() && !Reconciliation.isNeeded(record) ? 1 : 0;
        } catch (SessionException broken) {
          call.warn(broken.sentence());
        }
        total++;
      }
    } catch (SessionException unreadable) {
      call.warn(unreadable.sentence());
    }
    return new Listed(entry.path(), active, total, entry.lastSeenAt());
  }

  private static JsonObject json(List<Listed> homes) {
    var list = new ArrayList<Json>();
    for (var home : homes) {
      list.add(
          JsonObject.builder()
              .put("path", home.path().toString())
              .put("activeSessions", home.active())
              .put("totalSessions", home.total())
              .put("lastSeenAt", Timestamps.iso(home.lastSeenAt()))
              .build());
    }
    return JsonObject.builder().put("homes", new JsonArray(list)).build();
  }

  private static String text(List<Listed> homes, boolean all, Appearance appearance) {
    if (homes.isEmpty()) {
      return all
          ? "No homes with sessions.\n"
          : "No homes with active sessions; 'session home list --all' shows the others.\n";
    }
    var now = Instant.now();
    var table = Table.withHeader("ACTIVE", "TOTAL", "LAST USED", "HOME");
    for (var home : homes) {
      table.row(
          Integer.toString(home.active()),
          Integer.toString(home.total()),
          Amounts.relative(home.lastSeenAt(), now),
          home.path().toString());
    }
    return table.text(appearance);
  }

  static Outcome forget(Call call) {
    var given = Path.of(call.arguments().required("path")).toAbsolutePath().toString();
    var path = Home.resolve(given, call.environment()).directory();
    boolean forgotten = HomeRegistry.of(call.environment()).forget(path);
    var result =
        JsonObject.builder().put("path", path.toString()).put("forgotten", forgotten).build();
    return new Outcome.Answer(
        result,
        _ ->
            SafeText.of(path.toString())
                + (forgotten
                    ? " is no longer listed; its files are untouched.\n"
                    : " was not on the list of homes.\n"));
  }
}
