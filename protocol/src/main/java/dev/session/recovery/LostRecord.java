package dev.session.recovery;

import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.Timestamps;
import dev.session.json.JsonArray;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.log.Keyframes;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogSummary;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.status.FailureOrigin;
import dev.session.story.LogStory;
import dev.session.story.Story;
import dev.session.story.StoryEvents;
import java.io.IOException;
import java.util.List;

/// The record of a session that is over, made again from its log. What only the record knew is
/// lost: the values of `--env`, and what the log of version 0.1 does not tell.
final class LostRecord {
  private static final String UNKNOWN = "unknown";

  /// How a session ended whose log does not tell it.
  static final Extension END =
      StoryEvents.failed(
          FailureOrigin.UNKNOWN,
          "The session's record was lost and its log tells no exit; how its process ended is not"
              + " known.");

  private LostRecord() {}

  /// @param told what the log tells, with an end
  /// @throws dev.session.error.SessionException if the log cannot be replayed
  /// @throws JsonException if the log is of another session or tells too little
  static SessionRecord fromLog(SessionFiles files, LogStory told) throws IOException {
    var summary = LogSummary.of(files.log());
    if (!summary.about().sessionId().equals(files.id().value())) {
      throw JsonObject.EMPTY.fields("").invalid("session.id", "expected " + files.id());
    }
    var launch = summary.about().launch();
    var screen =
        Replay.at(
                files.log(),
                summary.eventCount() == 0
                    ? Moment.END
                    : new Moment.AtSequence(summary.eventCount() - 1))
            .terminal();
    var started =
        SessionRecord.fromLog(
            files.id(),
            launch == null ? guess(files, summary) : launch,
            screen.cols(),
            screen.rows(),
            Story.instant(told.lastMicros()));
    return FollowedLog.of(started, told);
  }

  /// For a log that does not say how its session was started.
  private static JsonObject guess(SessionFiles files, LogSummary summary) throws IOException {
    var command = summary.about().command();
    var start = Keyframes.before(files.log(), 0);
    return JsonObject.builder()
        .put("createdAt", Timestamps.iso(Story.instant(summary.firstMicros())))
        .put("command", JsonArray.ofStrings(List.of(command == null ? UNKNOWN : command)))
        .put("cwd", "/")
        .put("term", summary.about().termType())
        .put("creationCols", start.cols())
        .put("creationRows", start.rows())
        .build();
  }
}
