package dev.session.cli.command;

import dev.session.cli.output.Amounts;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.Style;
import dev.session.cli.output.Table;
import dev.session.cli.route.Target;
import dev.session.home.Recording;
import dev.session.home.SessionRecord;
import dev.session.home.Timestamps;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.process.ProcessIdentity;
import dev.session.recovery.Inspection;
import dev.session.replay.Moment;
import dev.session.status.SessionCommand;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `session inspect`: everything known about a session, from its host or from its files.
final class InspectCommand {
  private static final String NONE = "-";

  private InspectCommand() {}

  static Outcome run(Call call) {
    var at = call.moment("at");
    var target = call.target();
    boolean showEnv = call.arguments().has("show-env");
    var now =
        target.route(
            SessionCommand.INSPECT,
            host ->
                host.get(target.path("") + (showEnv ? "?showEnv=true" : ""), call.timeoutMillis()),
            (_, hostLost) -> Inspection.offline(target.files(), showEnv, hostLost).toJson());
    var result = at == null ? now : withPast(now, call, target, at);
    return new Outcome.Answer(result, appearance -> text(result, appearance));
  }

  private static JsonObject withPast(JsonObject now, Call call, Target target, Moment at) {
    var _ = History.end(call, target, SessionCommand.INSPECT);
    return JsonObject.builder().putAll(now).put("at", PastState.of(target, at)).build();
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
    var live = result.fields("").optionalFields("live");
    if (live != null) {
      for (var attached : live.eachFields("attached")) {
        lines.put("Attached", attached(attached));
      }
      if (live.has("holder")) {
        lines.put("Held By", live.string("holder"));
      }
    }
    var storage = result.fields("").optionalFields("storage");
    if (storage != null && storage.has("reason")) {
      lines.put("Log Blocked", storage.string("reason"));
    }
    lines.put("Host PID", pid(record.host()));
    lines.put("Child PID", pid(record.child()));
    if (result.fields("").has("processes")) {
      lines.put("Still Running", stillRunning(result.fields("")));
    }
    ending(lines, record, result);
    var past = result.fields("").optionalFields("at");
    return past == null
        ? lines.text()
        : lines.text()
            + "\n"
            + appearance.paint(Style.HEADING, moment(past))
            + "\n"
            + past(past, appearance);
  }

  private static String moment(JsonFields past) {
    var sequence = past.optionalLong("seq");
    return sequence == null ? "Before the first event" : "At event " + sequence;
  }

  private static @Nullable String stillRunning(JsonFields result) {
    var processes =
        result.eachFields("processes").stream()
            .map(process -> process.longInteger("pid") + " (" + process.string("name") + ")")
            .collect(Collectors.joining(", "));
    return processes.isEmpty() ? null : processes;
  }

  private static String attached(JsonFields client) {
    return client.string("by")
        + ", "
        + client.integer("cols")
        + "x"
        + client.integer("rows")
        + (client.bool("readOnly") ? ", watching" : "");
  }

  private static String past(JsonFields past, Appearance appearance) {
    var lines = new Lines(appearance);
    lines.put("Time", past.string("time"));
    lines.put("Uptime", Amounts.duration(past.longInteger("uptime")));
    lines.put("Status", past.string("status"));
    lines.put("Size", past.integer("cols") + "x" + past.integer("rows"));
    lines.put("Screen", past.bool("isAltScreen") ? "alternate" : "primary");
    lines.put(
        "Cursor", "row " + past.integer("cursorRow") + ", column " + past.integer("cursorCol"));
    lines.put("Title", past.string("title"));
    lines.put("Directory", past.optionalString("cwd"));
    return lines.text();
  }

  private static void identity(Lines lines, SessionRecord record) {
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
    lines.put("Created At", time(record.createdAt()));
    lines.put("Updated At", time(record.updatedAt()));
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
    lines.put("Event Count", Long.toString(fields.longInteger("eventCount")));
    long first = fields.has("firstEventSeq") ? fields.longInteger("firstEventSeq") : 0;
    if (first > 0) {
      lines.put("Oldest Event Left", Long.toString(first));
    }
    var last = fields.optionalLong("lastEventSeq");
    lines.put("Last Event Seq", last == null ? null : last.toString());
    lines.put("Event Log", fields.string("eventLogPath"));
    lines.put("Event Log Bytes", Long.toString(fields.longInteger("eventLogBytes")));
    var artifacts = fields.optionalFields("artifacts");
    lines.put(
        "Artifacts",
        artifacts == null
            ? null
            : artifacts.integer("total") + " (" + artifacts.string("health") + ")");
    var renderer = fields.fields("rendererRuntime");
    lines.put("Renderer", renderer.string("backend") + " (" + renderer.string("mode") + ")");
    lines.put("Offline Replay", fields.bool("usedOfflineReplay") ? "yes" : "no");
  }

  private static void ending(Lines lines, SessionRecord record, JsonObject result) {
    var ending = record.ending();
    if (ending == null) {
      lines.put("Exit Code", null);
      lines.put("Exit Signal", null);
      return;
    }
    var code = ending.exitCode();
    var reason = ending.reason();
    var origin = ending.failureOrigin();
    lines.put("Exit Code", code == null ? null : code.toString());
    lines.put("Exit Signal", ending.exitSignal());
    lines.put("Ended At", time(ending.at()));
    lines.put("Termination", result.fields("").string("terminationCategory"));
    if (reason != null) {
      lines.put("Termination Reason", reason.word());
    }
    if (ending.failureReason() != null) {
      lines.put("Failure Reason", ending.failureReason());
    }
    if (origin != null) {
      lines.put("Failure Origin", origin.word());
    }
  }

  private static String time(Instant instant) {
    return Timestamps.iso(instant) + " (" + Amounts.relative(instant, Instant.now()) + ")";
  }

  private static @Nullable String pid(@Nullable ProcessIdentity process) {
    return process == null ? null : Long.toString(process.pid());
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
