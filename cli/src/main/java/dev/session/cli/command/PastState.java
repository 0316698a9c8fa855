package dev.session.cli.command;

import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.home.Timestamps;
import dev.session.json.JsonObject;
import dev.session.log.LogSummary;
import dev.session.replay.LogFailures;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.story.LogStory;
import dev.session.story.Story;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What a session's history tells of it at a point, as `inspect --at` shows it.
final class PastState {
  private static final long MICROS_PER_MILLI = 1_000;

  private PastState() {}

  /// Reads it from the files.
  static JsonObject of(Target target, Moment moment) {
    var log = target.files().log();
    var replay = Replay.at(log, moment);
    var summary = summary(log);
    var terminal = replay.terminal();
    var story = story(log, replay.sequence());
    var ending = story.ending();
    return JsonObject.builder()
        .put("seq", replay.shownSequence())
        .put("time", Timestamps.iso(Instant.EPOCH.plus(replay.micros(), ChronoUnit.MICROS)))
        .put("eventCount", replay.sequence() + 1)
        .put("uptime", Math.max(0, replay.micros() - summary.firstMicros()) / MICROS_PER_MILLI)
        .put("status", story.status().word())
        .put("exitCode", ending == null ? null : ending.exitCode())
        .put("exitSignal", ending == null ? null : ending.exitSignal())
        .put("cols", terminal.cols())
        .put("rows", terminal.rows())
        .put("cursorRow", terminal.cursorRow())
        .put("cursorCol", terminal.cursorCol())
        .put("isAltScreen", terminal.isAlternateScreen())
        .put("title", terminal.title())
        .put("cwd", terminal.workingDirectory().isEmpty() ? null : terminal.workingDirectory())
        .build();
  }

  private static Story story(Path log, long sequence) {
    try {
      return LogStory.of(log, sequence).story();
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  private static LogSummary summary(Path log) {
    try {
      return LogSummary.of(log);
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }
}
