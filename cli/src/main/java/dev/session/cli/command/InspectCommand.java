package dev.session.cli.command;

import dev.session.cli.output.Amounts;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.Table;
import dev.session.home.Recording;
import dev.session.home.SessionRecord;
import dev.session.json.JsonObject;
import dev.session.recovery.Inspection;
import dev.session.status.SessionCommand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `session inspect`: everything known about a session, from its host or from its files.
final class InspectCommand {
  private static final String NONE = "-";

  private InspectCommand() {}

  static Outcome run(Call call) {
    var target = call.target();
    boolean showEnv = call.arguments().has("show-env");
    var result =
        target.route(
            SessionCommand.INSPECT,
            host ->
                host.get(target.path("") + (showEnv ? "?showEnv=true" : ""), call.timeoutMillis()),
            (_, hostLost) -> Inspection.offline(target.files(), showEnv, hostLost).toJson());
    return new Outcome.Answer(result, appearance -> text(result, appearance));
  }

  private static String text(JsonObject result, Appearance appearance) {
    var record = SessionRecord.fromJson(result.fields("").object("session"));
    var lines = new Lines(appearance);
    identity(lines, record);
    recording(lines, record.launch().recording());
    recorded(lines, result);
    var host = result.fields("").optionalFields("host");
    if (host != null) {
      lines.put("Host CLI Version", host.optionalString("cliVersion"));
      lines.put("RPC Socket", host.string("rpcSocketPath"));
    }
    var storage = result.fields("").optionalFields("storage");
    if (storage != null && storage.has("reason")) {
      lines.put("Log Blocked", storage.string("reason"));
    }
    if (record.status().active()) {
      var hostProcess = record.host();
      var child = record.child();
      lines.put("Host PID", hostProcess == null ? null : Long.toString(hostProcess.pid()));
      lines.put("Child PID", child == null ? null : Long.toString(child.pid()));
    } else {
      ending(lines, record, result);
    }
    return lines.text();
  }

  private static void identity(Lines lines, SessionRecord record) {
    var now = Instant.now();
    lines.put("Session ID", record.id().value());
    lines.put("Name", record.name());
    lines.put("Status", record.status().word());
    lines.put("Command", String.join(" ", record.launch().command()));
    lines.put("Working Directory", record.launch().cwd());
    lines.put("Size", record.cols() + "x" + record.rows());
    lines.put("Terminal", record.launch().term());
    for (var variable : record.launch().env().entrySet()) {
      lines.put("Environment", variable.getKey() + "=" + variable.getValue());
    }
    if (record.kept()) {
      lines.put("Kept", "yes, gc leaves it");
    }
    lines.put("Created", Amounts.relative(record.createdAt(), now));
    lines.put("Updated", Amounts.relative(record.updatedAt(), now));
    if (record.launch().idleTimeoutMs() > 0) {
      lines.put("Idle Timeout", Amounts.duration(record.launch().idleTimeoutMs()));
    }
    if (record.launch().ttlMs() > 0) {
      lines.put("Time To Live", Amounts.duration(record.launch().ttlMs()));
    }
  }

  private static void recording(Lines lines, Recording recording) {
    if (!recording.input()) {
      lines.put("Input", "not recorded");
    }
    if (recording.redactedPatterns() > 0) {
      lines.put("Redacted Patterns", Integer.toString(recording.redactedPatterns()));
    }
    if (recording.maxLogBytes() > 0) {
      lines.put("Event Log Limit", Amounts.bytes(recording.maxLogBytes()));
    }
  }

  private static void recorded(Lines lines, JsonObject result) {
    var fields = result.fields("");
    lines.put("Uptime", Amounts.duration(fields.longInteger("uptime")));
    lines.put("Events", Long.toString(fields.longInteger("eventCount")));
    long first = fields.has("firstEventSeq") ? fields.longInteger("firstEventSeq") : 0;
    if (first > 0) {
      lines.put("Oldest Event Left", Long.toString(first));
    }
    lines.put("Event Log", fields.string("eventLogPath"));
    lines.put("Event Log Size", Amounts.bytes(fields.longInteger("eventLogBytes")));
    var artifacts = fields.optionalFields("artifacts");
    lines.put(
        "Artifacts",
        artifacts == null
            ? null
            : artifacts.integer("total") + " (" + artifacts.string("health") + ")");
    lines.put("Read From", fields.fields("rendererRuntime").string("mode"));
  }

  private static void ending(Lines lines, SessionRecord record, JsonObject result) {
    var ending = record.ending();
    if (ending == null) {
      return;
    }
    var code = ending.exitCode();
    var reason = ending.reason();
    var origin = ending.failureOrigin();
    lines.put("Ended", Amounts.relative(ending.at(), Instant.now()));
    lines.put("Exit Code", code == null ? null : code.toString());
    lines.put("Exit Signal", ending.exitSignal());
    lines.put("Termination", result.fields("").string("terminationCategory"));
    if (reason != null) {
      lines.put("Ended By", reason.word());
    }
    if (origin != null) {
      lines.put("Failure Origin", origin.word());
    }
    if (ending.failureReason() != null) {
      lines.put("Failure Reason", ending.failureReason());
    }
  }

  /// `Label: value`, aligned.
  private static final class Lines {
    private final Table table = Table.withoutHeader();
    private final Appearance appearance;

    Lines(Appearance appearance) {
      // What was asked for is shown whole.
      this.appearance = new Appearance(false, appearance.colour(), appearance.width());
    }

    void put(String label, @Nullable String value) {
      table.row(label + ":", value == null ? NONE : value);
    }

    String text() {
      return table.text(appearance);
    }
  }
}
