package dev.session.cli.command;

import dev.session.archive.SessionArchive;
import dev.session.archive.SessionImport;
import dev.session.cli.output.Amounts;
import dev.session.cli.output.SafeText;
import dev.session.error.SessionException;
import dev.session.home.HomeRegistry;
import dev.session.home.Refusals;
import dev.session.home.SessionStore;
import dev.session.home.Storage;
import dev.session.home.Timestamps;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.log.LogSummary;
import dev.session.recovery.Reconciliation;
import dev.session.status.SessionCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// `session archive` and `session import`: a session as one file, and back.
final class ArchiveCommands {
  private ArchiveCommands() {}

  static Outcome archive(Call call) {
    var files = call.target().files();
    var record =
        Reconciliation.asLogged(files, Reconciliation.of(files, SessionStore.require(files)));
    Refusals.check(SessionCommand.ARCHIVE, record);
    var out = Path.of(call.arguments().required("out")).toAbsolutePath().normalize();
    int count = SessionArchive.write(files, record, out);
    long bytes = size(out);
    var result =
        JsonObject.builder()
            .put("sessionId", files.id().value())
            .put("archivePath", out.toString())
            .put("bytes", bytes)
            .put("files", count)
            .build();
    return new Outcome.Answer(
        result,
        _ ->
            "Session "
                + files.id()
                + " is archived in "
                + SafeText.of(out.toString())
                + " ("
                + Amounts.bytes(bytes)
                + ").\n");
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw Storage.unreadable(file, e);
    }
  }

  static Outcome importFile(Call call) {
    var home = call.home();
    var arguments = call.arguments();
    var file = Path.of(arguments.required("file")).toAbsolutePath().normalize();
    var imported = SessionImport.of(home, file, arguments.has("new-id"), arguments.has("keep"));
    var record = imported.record();
    var corrected = imported.corrected();
    register(call);
    if (!corrected.isEmpty()) {
      call.warn(
          "The archive's record contradicts its log, which it follows now: "
              + String.join(", ", corrected)
              + ".");
    }
    if (imported.cutLine() > 0) {
      call.warn(
          "The last line of the recording, "
              + imported.cutLine()
              + ", is cut off and was left out; all before it was taken.");
    }
    var result =
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("status", record.status().word())
            .put("createdAt", Timestamps.iso(record.createdAt()))
            .put("name", record.name())
            .put("eventCount", events(home.session(record.id()).log()))
            .put("cutLine", imported.cutLine() > 0 ? imported.cutLine() : null)
            .flag("kept", record.kept())
            .put("corrected", corrected.isEmpty() ? null : JsonArray.ofStrings(corrected))
            .build();
    return new Outcome.Answer(result, _ -> record.id() + "\n");
  }

  private static long events(Path log) {
    try {
      return LogSummary.of(log).eventCount();
    } catch (IOException e) {
      throw Storage.unreadable(log, e);
    }
  }

  // The registry is advice: the session is there, whatever becomes of the note.
  private static void register(Call call) {
    try {
      HomeRegistry.of(call.environment()).register(call.home().directory(), Instant.now());
    } catch (SessionException e) {
      call.warn(
          "The home could not be noted, so 'session gc' without --home will not find it: "
              + e.sentence());
    }
  }
}
