package dev.session.recovery;

import dev.session.home.Ending;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.Timestamps;
import dev.session.json.JsonArray;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.log.Keyframes;
import dev.session.log.LogSummary;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.status.FailureOrigin;
import dev.session.status.SessionStatus;
import java.io.IOException;

/// The record of a session that is over, made again from its log. What only the record knew is
/// lost: the values of `--env`, why the product ended the session, whether it was destroyed.
final class LostRecord {
  private static final String UNKNOWN = "unknown";

  private LostRecord() {}

  /// @throws dev.session.error.SessionException if the log cannot be replayed
  /// @throws JsonException if the log is of another session or tells too little
  static SessionRecord fromLog(SessionFiles files) throws IOException {
    var summary = LogSummary.of(files.log());
    if (!summary.about().sessionId().equals(files.id().value())) {
      throw JsonObject.EMPTY.fields("").invalid("session.id", "expected " + files.id());
    }
    var launch = summary.about().launch();
    var exit = summary.exit();
    var ending = exit == null ? unseen(summary) : Endings.of(exit);
    var screen =
        Replay.at(
                files.log(),
                summary.eventCount() == 0
                    ? Moment.END
                    : new Moment.AtSequence(summary.eventCount() - 1))
            .terminal();
    return SessionRecord.fromLog(
        files.id(),
        launch == null ? guess(files, summary) : launch,
        exit == null ? SessionStatus.FAILED : SessionStatus.EXITED,
        screen.cols(),
        screen.rows(),
        ending);
  }

  private static Ending unseen(LogSummary summary) {
    return Ending.failure(
        Endings.instant(summary.lastMicros()),
        FailureOrigin.UNKNOWN,
        "The session's record was lost and its log tells no exit; how its process ended is not"
            + " known.");
  }

  /// For a log that does not say how its session was started.
  private static JsonObject guess(SessionFiles files, LogSummary summary) throws IOException {
    var command = summary.about().command();
    var start = Keyframes.before(files.log(), 0);
    return JsonObject.builder()
        .put("createdAt", Timestamps.iso(Endings.instant(summary.firstMicros())))
        .put("command", JsonArray.ofStrings(java.util.List.of(command == null ? UNKNOWN : command)))
        .put("cwd", "/")
        .put("term", summary.about().termType())
        .put("creationCols", start.cols())
        .put("creationRows", start.rows())
        .build();
  }
}
