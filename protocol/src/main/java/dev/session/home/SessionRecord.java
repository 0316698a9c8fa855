package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonFields;
import dev.session.json.JsonNull;
import dev.session.json.JsonNumber;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import dev.session.process.ProcessIdentity;
import dev.session.status.FailureOrigin;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionStatus;
import dev.session.status.TerminationCategory;
import dev.session.status.TerminationReason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What is known of a session besides its log, as `session.json` holds it and `inspect` shows it.
///
/// While a session is active its host writes the record; afterwards whoever changes it, under the
/// session's lock. Where record and log disagree the log wins.
///
/// @param host the host that runs the session; null once the session has ended
/// @param child the session's leading process; null before it is spawned and once it has ended
/// @param ending null while the session is active
/// @param outcome how a person judged the session
/// @param kept whether `gc` must leave the session
/// @param logged how far of the log the record tells; null if that is not known, or if somebody
///   else than this program has changed the record
public record SessionRecord(
    SessionId id,
    Instant createdAt,
    Instant updatedAt,
    SessionStatus status,
    @Nullable String name,
    Launch launch,
    int cols,
    int rows,
    @Nullable ProcessIdentity host,
    @Nullable ProcessIdentity child,
    @Nullable Ending ending,
    @Nullable String outcome,
    boolean kept,
    @Nullable LogMark logged) {

  public static final int VERSION = 1;

  /// The members of the file that this version knows.
  static final Set<String> MEMBERS =
      Set.of(
          "version",
          "sessionId",
          "createdAt",
          "updatedAt",
          "status",
          "endedAt",
          "failureReason",
          "failureOrigin",
          "terminationReason",
          "outcome",
          "kept",
          "command",
          "cwd",
          "name",
          "env",
          "shell",
          "term",
          "cols",
          "rows",
          "creationCols",
          "creationRows",
          "idleTimeoutMs",
          "ttlMs",
          "recordInput",
          "redactedPatterns",
          "maxLogBytes",
          "hostPid",
          "hostStart",
          "childPid",
          "childStart",
          "exitCode",
          "exitSignal",
          SessionStore.LOG,
          SessionStore.CHECK);

  /// What stands for a variable's value where it must not be shown.
  public static final String HIDDEN_VALUE = "[hidden]";

  /// The record after `event`, or this one where the event means nothing in its status.
  public SessionRecord after(LifecycleEvent event, Instant now) {
    var next = status.after(event);
    return next == null ? this : with(next, now, ending);
  }

  /// The record of the session ended by `event` in this way; its processes are gone.
  public SessionRecord ended(LifecycleEvent event, Ending how) {
    var next = status.after(event);
    return next == null ? this : with(next, how.at(), how);
  }

  /// The record of a session that is in this status and ended, if it has, in this way.
  public SessionRecord inStatus(SessionStatus next, @Nullable Ending how, Instant now) {
    return with(next, now, how);
  }

  /// The record, which tells this much of the log.
  public SessionRecord withLogged(@Nullable LogMark mark) {
    return new SessionRecord(
        id, createdAt, updatedAt, status, name, launch, cols, rows, host, child, ending, outcome,
        kept, mark);
  }

  private SessionRecord with(SessionStatus next, Instant now, @Nullable Ending how) {
    var over = next.terminal();
    return new SessionRecord(
        id,
        createdAt,
        now,
        next,
        name,
        launch,
        cols,
        rows,
        over ? null : host,
        over ? null : child,
        how,
        outcome,
        kept,
        logged);
  }

  public SessionRecord withSize(int newCols, int newRows, Instant now) {
    return new SessionRecord(
        id, createdAt, now, status, name, launch, newCols, newRows, host, child, ending, outcome,
        kept, logged);
  }

  /// The same record if that is its name already.
  public SessionRecord withName(@Nullable String newName, Instant now) {
    if (Objects.equals(name, newName)) {
      return this;
    }
    return new SessionRecord(
        id, createdAt, now, status, newName, launch, cols, rows, host, child, ending, outcome, kept,
        logged);
  }

  /// The same record if it is so already.
  public SessionRecord withKept(boolean nowKept, Instant now) {
    if (kept == nowKept) {
      return this;
    }
    return new SessionRecord(
        id, createdAt, now, status, name, launch, cols, rows, host, child, ending, outcome, nowKept,
        logged);
  }

  public SessionRecord withProcesses(
      @Nullable ProcessIdentity newHost, @Nullable ProcessIdentity newChild, Instant now) {
    return new SessionRecord(
        id, createdAt, now, status, name, launch, cols, rows, newHost, newChild, ending, outcome,
        kept, logged);
  }

  /// The record of this session, which is over, as that of a session in another home.
  public SessionRecord imported(SessionId newId) {
    return new SessionRecord(
        newId, createdAt, updatedAt, status, name, launch, cols, rows, null, null, ending, outcome,
        kept, null);
  }

  /// The record as callers may see it: variables by name only.
  public SessionRecord withoutSecrets() {
    return with(launch.command(), _ -> HIDDEN_VALUE);
  }

  /// The record as it is written down: what must not be is taken out of the command and of the
  /// values of variables.
  public SessionRecord redacted(UnaryOperator<String> redact) {
    return with(launch.command().stream().map(redact).toList(), redact);
  }

  private SessionRecord with(List<String> command, UnaryOperator<String> value) {
    var env = new LinkedHashMap<String, String>();
    launch.env().forEach((name, secret) -> env.put(name, value.apply(secret)));
    var shown =
        new Launch(
            command,
            launch.cwd(),
            env,
            launch.shell(),
            launch.term(),
            launch.cols(),
            launch.rows(),
            launch.idleTimeoutMs(),
            launch.ttlMs(),
            launch.recording());
    return new SessionRecord(
        id, createdAt, updatedAt, status, name, shown, cols, rows, host, child, ending, outcome,
        kept, logged);
  }

  public TerminationCategory terminationCategory() {
    return ending == null
        ? TerminationCategory.of(status, null, null, null)
        : TerminationCategory.of(
            status, ending.exitCode(), ending.exitSignal(), ending.failureOrigin());
  }

  /// When the session ended, or for one that has not, when it was created.
  public Instant endedOrCreatedAt() {
    return ending == null ? createdAt : ending.at();
  }

  public JsonObject toJson() {
    var builder =
        JsonObject.builder()
            .put("version", VERSION)
            .put("sessionId", id.value())
            .put("createdAt", Timestamps.iso(createdAt))
            .put("updatedAt", Timestamps.iso(updatedAt))
            .put("status", status.word());
    if (ending != null) {
      var origin = ending.failureOrigin();
      var reason = ending.reason();
      builder
          .put("endedAt", Timestamps.iso(ending.at()))
          .put("failureReason", ending.failureReason())
          .put("failureOrigin", origin == null ? null : origin.word())
          .put("terminationReason", reason == null ? null : reason.word());
    }
    builder
        .put("outcome", outcome)
        .flag("kept", kept)
        .put("command", JsonArray.ofStrings(launch.command()))
        .put("cwd", launch.cwd())
        .put("name", name)
        .put("env", launch.env().isEmpty() ? null : JsonObject.ofStrings(launch.env()))
        .put("shell", launch.shell())
        .put("term", launch.term())
        .put("cols", cols)
        .put("rows", rows)
        .put("creationCols", launch.cols())
        .put("creationRows", launch.rows())
        .putAll(settingsJson())
        .put("hostPid", pid(host))
        .put("hostStart", host == null ? null : ProcessText.start(host))
        .put("childPid", pid(child))
        .put("childStart", child == null ? null : ProcessText.start(child))
        .put("exitCode", exitCode())
        .put("exitSignal", exitSignal());
    return builder.build();
  }

  /// How long the session may live and what is kept of it, as far as that is not the usual.
  private JsonObject settingsJson() {
    var recording = launch.recording();
    return JsonObject.builder()
        .put("idleTimeoutMs", launch.idleTimeoutMs() > 0 ? launch.idleTimeoutMs() : null)
        .put("ttlMs", launch.ttlMs() > 0 ? launch.ttlMs() : null)
        .put("recordInput", recording.input() ? null : Boolean.FALSE)
        .put(
            "redactedPatterns",
            recording.redactedPatterns() > 0 ? recording.redactedPatterns() : null)
        .put("maxLogBytes", recording.maxLogBytes() > 0 ? recording.maxLogBytes() : null)
        .build();
  }

  /// How the session was started, for its log: what [#fromLog] needs, and nothing secret.
  ///
  /// @param redact takes the secrets out of an argument of the command
  public JsonObject launchJson(UnaryOperator<String> redact) {
    return JsonObject.builder()
        .put("createdAt", Timestamps.iso(createdAt))
        .put("name", name)
        .put("command", JsonArray.ofStrings(launch.command().stream().map(redact).toList()))
        .put("cwd", launch.cwd())
        .put("shell", launch.shell())
        .put("term", launch.term())
        .put("creationCols", launch.cols())
        .put("creationRows", launch.rows())
        .putAll(settingsJson())
        .build();
  }

  /// The record of a session as its log says that it was started.
  ///
  /// @param launch as [#launchJson] wrote it
  /// @throws SessionException UNSUPPORTED_VERSION if a newer version has written it
  /// @throws dev.session.json.JsonException if it is something else
  public static SessionRecord fromLog(
      SessionId id, JsonObject launch, int cols, int rows, Instant now) {
    return fromJson(
        JsonObject.builder()
            .putAll(launch)
            .put("version", VERSION)
            .put("sessionId", id.value())
            .put("updatedAt", Timestamps.iso(now))
            .put("status", SessionStatus.RUNNING.word())
            .put("cols", cols)
            .put("rows", rows)
            .build());
  }

  // These four are null, not absent, where they have no value.
  private static Json pid(@Nullable ProcessIdentity process) {
    return process == null ? JsonNull.NULL : JsonNumber.of(process.pid());
  }

  private Json exitCode() {
    return ending == null || ending.exitCode() == null
        ? JsonNull.NULL
        : JsonNumber.of(ending.exitCode());
  }

  private Json exitSignal() {
    return ending == null || ending.exitSignal() == null
        ? JsonNull.NULL
        : new JsonString(ending.exitSignal());
  }

  private static SessionException newer(int version) {
    return new SessionException(
        ErrorCode.UNSUPPORTED_VERSION,
        "The session's record has version "
            + version
            + ", which a newer version of session has written; this one knows version "
            + VERSION
            + ". Use the newer version; nothing was changed.",
        JsonObject.builder().put("version", version).put("supported", VERSION).build());
  }

  /// Reads what [#toJson] wrote. Members of newer versions are ignored.
  ///
  /// @throws dev.session.json.JsonException where a member is missing or of the wrong type
  public static SessionRecord fromJson(JsonObject json) {
    var fields = json.fields("");
    int version = fields.integer("version");
    if (version > VERSION) {
      throw newer(version);
    }
    if (version != VERSION) {
      throw fields.invalid("version", "expected " + VERSION);
    }
    var id = SessionId.parse(fields.string("sessionId"));
    if (id == null) {
      throw fields.invalid("sessionId", "expected a ULID");
    }
    var status = SessionStatus.ofWord(fields.string("status"));
    if (status == null) {
      throw fields.invalid("status", "expected one of the six statuses");
    }
    int cols = positive(fields, "cols", fields.integer("cols"));
    int rows = positive(fields, "rows", fields.integer("rows"));
    var command = fields.strings("command");
    if (command.isEmpty()) {
      throw fields.invalid("command", "expected at least one word");
    }
    return new SessionRecord(
        id,
        instant(fields, "createdAt"),
        instant(fields, "updatedAt"),
        status,
        fields.optionalString("name"),
        new Launch(
            command,
            fields.string("cwd"),
            fields.stringMap("env"),
            fields.optionalString("shell"),
            fields.optionalString("term"),
            positive(fields, "creationCols", orElse(fields.optionalInteger("creationCols"), cols)),
            positive(fields, "creationRows", orElse(fields.optionalInteger("creationRows"), rows)),
            notNegative(fields, "idleTimeoutMs"),
            notNegative(fields, "ttlMs"),
            new Recording(
                !Boolean.FALSE.equals(fields.optionalBool("recordInput")),
                (int) Math.min(Integer.MAX_VALUE, notNegative(fields, "redactedPatterns")),
                notNegative(fields, "maxLogBytes"))),
        cols,
        rows,
        process(fields, "hostPid", "hostStart"),
        process(fields, "childPid", "childStart"),
        fields.has("endedAt") ? ending(fields) : null,
        fields.optionalString("outcome"),
        fields.flag("kept"),
        null);
  }

  private static Ending ending(JsonFields fields) {
    var origin = fields.optionalString("failureOrigin");
    var reason = fields.optionalString("terminationReason");
    return new Ending(
        instant(fields, "endedAt"),
        isNull(fields, "exitCode") ? null : fields.optionalInteger("exitCode"),
        isNull(fields, "exitSignal") ? null : fields.optionalString("exitSignal"),
        reason == null ? null : TerminationReason.ofWord(reason),
        origin == null ? null : FailureOrigin.ofWord(origin),
        fields.optionalString("failureReason"));
  }

  private static @Nullable ProcessIdentity process(JsonFields fields, String pid, String start) {
    if (isNull(fields, pid)) {
      return null;
    }
    var value = fields.optionalLong(pid);
    if (value == null) {
      return null;
    }
    var identity = ProcessText.identity(value, fields.string(start));
    if (identity == null) {
      throw fields.invalid(start, "expected a boot id and ticks");
    }
    return identity;
  }

  private static boolean isNull(JsonFields fields, String name) {
    return fields.has(name) && fields.value(name) instanceof JsonNull;
  }

  private static Instant instant(JsonFields fields, String name) {
    var instant = Timestamps.parse(fields.string(name));
    if (instant == null) {
      throw fields.invalid(name, "expected a time as in 2026-01-31T12:00:00.000Z");
    }
    return instant;
  }

  private static int orElse(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  private static int positive(JsonFields fields, String name, int value) {
    if (value < 1) {
      throw fields.invalid(name, "expected 1 or more");
    }
    return value;
  }

  private static long notNegative(JsonFields fields, String name) {
    var value = fields.optionalLong(name);
    if (value == null) {
      return 0;
    }
    if (value < 0) {
      throw fields.invalid(name, "expected 0 or more");
    }
    return value;
  }
}
