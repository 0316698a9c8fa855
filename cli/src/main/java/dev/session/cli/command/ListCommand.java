package dev.session.cli.command;

import dev.session.cli.output.Amounts;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.Table;
import dev.session.error.SessionException;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.home.Timestamps;
import dev.session.home.Unfinished;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonNull;
import dev.session.json.JsonNumber;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import dev.session.recovery.Reconciliation;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `session list`: the sessions of a home, from their records. A log is read only if its session is
/// over and the record does not say that it tells all of it, or was changed by somebody else. A
/// session whose host died is reconciled on the way; one whose record cannot be read is told of.
final class ListCommand {
  private static final String NONE = "-";

  private final List<SessionRecord> records = new ArrayList<>();
  private final List<JsonObject> warnings = new ArrayList<>();
  private final Call call;
  private final boolean all;
  private boolean reconciled;

  private ListCommand(Call call) {
    this.call = call;
    all = call.arguments().has("all");
  }

  static Outcome run(Call call) {
    var list = new ListCommand(call);
    // Sessions whose creation was cut short do not exist, and nothing of them is to stay.
    Unfinished.removeAbandoned(
        call.home(),
        (_, e) ->
            call.warn("What is left of a creation that was cut short stays: " + e.sentence()));
    for (var files : SessionCatalog.all(call.home())) {
      list.look(files);
    }
    return new Outcome.Answer(list.result(), list::text);
  }

  private void look(SessionFiles files) {
    var record = read(files);
    if (record != null && !reconciled && Reconciliation.isNeeded(record)) {
      reconciled = true; // where one host died it left others, too
      var _ = Reconciliation.ofHome(call.home());
      record = read(files);
    }
    if (record == null) {
      return;
    }
    try {
      record = Reconciliation.of(files, record);
    } catch (SessionException e) {
      warn(files, "Its host died, but it could not be reconciled: " + e.sentence());
    }
    if (all || record.status().active()) {
      records.add(Reconciliation.asLogged(files, record));
    }
  }

  private @Nullable SessionRecord read(SessionFiles files) {
    try {
      var record = SessionStore.read(files);
      // One that was collected between the look at the directory and the record is no news.
      if (record == null && Files.isDirectory(files.directory())) {
        warn(
            files,
            "Its record is missing. 'session doctor --repair' makes it again from the log; 'session"
                + " gc' removes what is left.");
      }
      return record;
    } catch (SessionException e) {
      warn(files, e.sentence());
      return null;
    }
  }

  private void warn(SessionFiles files, String reason) {
    call.warn("Session " + files.id() + ": " + reason);
    warnings.add(
        JsonObject.builder().put("sessionId", files.id().value()).put("reason", reason).build());
  }

  private JsonObject result() {
    var sessions = new ArrayList<Json>();
    for (var record : records) {
      sessions.add(entry(record));
    }
    return JsonObject.builder()
        .put("sessions", new JsonArray(sessions))
        .put("warnings", warnings.isEmpty() ? null : new JsonArray(List.copyOf(warnings)))
        .build();
  }

  private static JsonObject entry(SessionRecord record) {
    var child = record.child();
    var ending = record.ending();
    var entry =
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("status", record.status().word())
            .put("command", JsonArray.ofStrings(record.launch().command()))
            .put("createdAt", Timestamps.iso(record.createdAt()))
            .put("name", record.name())
            .flag("kept", record.kept())
            .put("cwd", record.launch().cwd())
            .put("pid", child == null ? JsonNull.NULL : JsonNumber.of(child.pid()));
    if (ending != null) {
      var code = ending.exitCode();
      var signal = ending.exitSignal();
      var reason = ending.reason();
      entry
          .put("endedAt", Timestamps.iso(ending.at()))
          .put("exitCode", code == null ? JsonNull.NULL : JsonNumber.of(code))
          .put("exitSignal", signal == null ? JsonNull.NULL : new JsonString(signal))
          .put("terminationReason", reason == null ? null : reason.word());
    }
    return entry.put("terminationCategory", record.terminationCategory().word()).build();
  }

  private String text(Appearance appearance) {
    if (call.arguments().has("quiet")) {
      var ids = new StringBuilder();
      records.forEach(record -> ids.append(record.id().value()).append('\n'));
      return ids.toString();
    }
    if (records.isEmpty()) {
      return all
          ? "No sessions; 'session create' starts one.\n"
          : "No active sessions; 'session create' starts one, 'session list --all' shows those that"
              + " ended.\n";
    }
    var now = Instant.now();
    var table = Table.withHeader("ID", "NAME", "STATUS", "CREATED", "ENDED", "EXIT", "COMMAND");
    for (var record : records) {
      var name = record.name();
      var ending = record.ending();
      table.row(
          record.id().value(),
          name == null ? NONE : name,
          record.status().word() + (record.kept() ? " (kept)" : ""),
          Amounts.relative(record.createdAt(), now),
          ending == null ? NONE : Amounts.relative(ending.at(), now),
          exit(record),
          String.join(" ", record.launch().command()));
    }
    return table.text(appearance);
  }

  private static String exit(SessionRecord record) {
    var ending = record.ending();
    if (ending == null) {
      return NONE;
    }
    var signal = ending.exitSignal();
    var code = ending.exitCode();
    if (signal != null) {
      return signal;
    }
    return code == null ? "unknown" : code.toString();
  }
}
