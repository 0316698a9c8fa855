package dev.session.story;

import dev.session.home.Ending;
import dev.session.home.Timestamps;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.log.LogEvent;
import dev.session.log.LogEvent.Exit;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogEvent.Payload;
import dev.session.log.LogHeader;
import dev.session.shell.FinishedCommand;
import dev.session.shell.StartedRun;
import dev.session.status.FailureOrigin;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionStatus;
import dev.session.status.TerminationReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a log tells of its session's life: the fold of its events. The host folds as it writes,
/// everybody else as they read; nobody else decides what an event means for a session.
///
/// The header of each segment holds the story of what precedes it, so a reader needs the last
/// segment only, also where earlier ones were dropped.
///
/// @param complete whether all that happened is in the events; false for logs that version 0.1 has
///   begun, in which the record alone knows of names, of what is kept and of reasons
/// @param name what the session is called, empty for nothing; null if the log does not tell
/// @param kept whether `gc` must leave it; null if the log does not tell
/// @param reason why the product ended it, or is ending it
/// @param ending how it ended; null while the log tells of no end
/// @param openRun a `run` whose end the log does not tell
/// @param exitSignal the signal that the next exit is by
public record Story(
    boolean complete,
    SessionStatus status,
    @Nullable String name,
    @Nullable Boolean kept,
    @Nullable TerminationReason reason,
    @Nullable Ending ending,
    @Nullable OpenRun openRun,
    @Nullable String exitSignal) {

  /// A `run` that was started.
  ///
  /// @param sequence the number of its first input
  /// @param micros when it was started
  public record OpenRun(long sequence, long micros) {}

  private static final long MICROS_PER_MILLI = 1_000;

  private static final Story UNTOLD =
      new Story(false, SessionStatus.RUNNING, null, null, null, null, null, null);

  /// The story of a session that begins.
  public static Story begin(@Nullable String name, boolean kept) {
    return new Story(
        true, SessionStatus.RUNNING, name == null ? "" : name, kept, null, null, null, null);
  }

  /// The story of what precedes a segment.
  ///
  /// @throws JsonException if the header's facts are not what [#toJson] writes
  public static Story before(LogHeader header) {
    var facts = header.about().facts();
    return facts == null ? UNTOLD : fromJson(facts.fields("session.facts"));
  }

  /// A time of the log as records have it, in milliseconds.
  public static Instant instant(long micros) {
    return Instant.ofEpochMilli(Math.floorDiv(micros, MICROS_PER_MILLI));
  }

  /// The story after an event.
  public Story after(Payload event, long sequence, long micros) {
    if (event instanceof Exit(int status)) {
      return ended(
          LifecycleEvent.EXIT_FOUND,
          exitSignal == null
              ? Ending.exit(instant(micros), status, null, reason)
              : Ending.exit(instant(micros), null, exitSignal, reason));
    }
    return event instanceof Extension extension ? after(extension, sequence, micros) : this;
  }

  // Types that we do not know mean nothing to this version; they are kept in the log.
  private Story after(Extension event, long sequence, long micros) {
    var fields = event.object().fields("");
    return switch (event.type()) {
      case StoryEvents.RENAMED -> {
        var given = fields.optionalString("name");
        yield with(given == null ? "" : given, kept, openRun, exitSignal);
      }
      case StoryEvents.KEPT -> with(name, fields.bool("kept"), openRun, exitSignal);
      case StoryEvents.ENDING -> ending(TerminationReason.ofWord(fields.string("reason")));
      case StoryEvents.DESTROYED -> moved(LifecycleEvent.DESTROY_REQUESTED, reason);
      case StoryEvents.FAILED ->
          failed(
              LifecycleEvent.FAILED,
              micros,
              FailureOrigin.ofWord(fields.string("origin")),
              fields.string("reason"));
      case StoryEvents.HOST_LOST ->
          failed(
              LifecycleEvent.HOST_LOST, micros, FailureOrigin.HOST_DEATH, fields.string("reason"));
      case LogEvent.EXIT_TYPE -> with(name, kept, openRun, fields.string("signal"));
      case StartedRun.TYPE -> with(name, kept, new OpenRun(sequence + 1, micros), exitSignal);
      case FinishedCommand.TYPE -> fields.has("runSeq") ? with(name, kept, null, exitSignal) : this;
      default -> this;
    };
  }

  private Story ending(@Nullable TerminationReason why) {
    var event =
        why == TerminationReason.DESTROYED
            ? LifecycleEvent.DESTROY_REQUESTED
            : LifecycleEvent.END_REQUESTED;
    return moved(event, reason == null ? why : reason);
  }

  private Story failed(
      LifecycleEvent event, long micros, @Nullable FailureOrigin origin, String sentence) {
    return ended(
        event,
        new Ending(
            instant(micros),
            null,
            null,
            reason,
            origin == null ? FailureOrigin.UNKNOWN : origin,
            sentence));
  }

  private Story ended(LifecycleEvent event, Ending how) {
    var next = status.after(event);
    return next == null ? this : new Story(complete, next, name, kept, reason, how, openRun, null);
  }

  private Story moved(LifecycleEvent event, @Nullable TerminationReason why) {
    var next = status.after(event);
    return next == null
        ? this
        : new Story(complete, next, name, kept, why, ending, openRun, exitSignal);
  }

  private Story with(
      @Nullable String newName,
      @Nullable Boolean nowKept,
      @Nullable OpenRun run,
      @Nullable String signal) {
    return new Story(complete, status, newName, nowKept, reason, ending, run, signal);
  }

  /// For the header of a segment.
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("complete", complete ? null : Boolean.FALSE)
        .put("status", status == SessionStatus.RUNNING ? null : status.word())
        .put("name", name)
        .put("kept", kept)
        .put("reason", reason == null ? null : reason.word())
        .put("ending", ending == null ? null : toJson(ending))
        .put(
            "openRun",
            openRun == null
                ? null
                : JsonObject.builder()
                    .put("seq", openRun.sequence())
                    .put("startMicros", openRun.micros())
                    .build())
        .put("exitSignal", exitSignal)
        .build();
  }

  private static JsonObject toJson(Ending ending) {
    var origin = ending.failureOrigin();
    return JsonObject.builder()
        .put("at", Timestamps.iso(ending.at()))
        .put("exitCode", ending.exitCode())
        .put("exitSignal", ending.exitSignal())
        .put("failureOrigin", origin == null ? null : origin.word())
        .put("failureReason", ending.failureReason())
        .build();
  }

  private static Story fromJson(JsonFields facts) {
    var word = facts.optionalString("status");
    var status = word == null ? SessionStatus.RUNNING : SessionStatus.ofWord(word);
    if (status == null) {
      throw facts.invalid("status", "expected one of the six statuses");
    }
    var why = facts.optionalString("reason");
    var reason = why == null ? null : TerminationReason.ofWord(why);
    var how = facts.optionalFields("ending");
    var run = facts.optionalFields("openRun");
    return new Story(
        !Boolean.FALSE.equals(facts.optionalBool("complete")),
        status,
        facts.optionalString("name"),
        facts.optionalBool("kept"),
        reason,
        how == null ? null : ending(how, reason),
        run == null ? null : new OpenRun(run.longInteger("seq"), run.longInteger("startMicros")),
        facts.optionalString("exitSignal"));
  }

  private static Ending ending(JsonFields how, @Nullable TerminationReason reason) {
    var at = Timestamps.parse(how.string("at"));
    if (at == null) {
      throw how.invalid("at", "expected a time");
    }
    var origin = how.optionalString("failureOrigin");
    return new Ending(
        at,
        how.optionalInteger("exitCode"),
        how.optionalString("exitSignal"),
        reason,
        origin == null ? null : FailureOrigin.ofWord(origin),
        how.optionalString("failureReason"));
  }
}
