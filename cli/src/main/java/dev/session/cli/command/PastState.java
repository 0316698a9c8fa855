package dev.session.cli.command;

import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.home.Timestamps;
import dev.session.json.JsonObject;
import dev.session.log.LogExit;
import dev.session.log.LogSummary;
import dev.session.replay.LogFailures;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.status.SessionStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

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
    var exit = summary.exit();
    boolean hasEnded = exit != null && exit.sequence() <= replay.sequence();
    return JsonObject.builder()
        .put("seq", Math.max(0, replay.sequence()))
        .put("time", Timestamps.iso(Instant.EPOCH.plus(replay.micros(), ChronoUnit.MICROS)))
        .put("eventCount", replay.sequence() + 1)
        .put("uptime", Math.max(0, replay.micros() - summary.firstMicros()) / MICROS_PER_MILLI)
        .put("status", (hasEnded ? SessionStatus.EXITED : SessionStatus.RUNNING).word())
        .put("exitCode", hasEnded ? code(exit) : null)
        .put("exitSignal", hasEnded ? signal(exit) : null)
        .put("cols", terminal.cols())
        .put("rows", terminal.rows())
        .put("cursorRow", terminal.cursorRow())
        .put("cursorCol", terminal.cursorCol())
        .put("isAltScreen", terminal.isAlternateScreen())
        .put("title", terminal.title())
        .put("cwd", terminal.workingDirectory().isEmpty() ? null : terminal.workingDirectory())
        .build();
  }

  private static @Nullable Integer code(@Nullable LogExit exit) {
    return exit == null || exit.signalName() != null ? null : exit.status();
  }

  private static @Nullable String signal(@Nullable LogExit exit) {
    return exit == null ? null : exit.signalName();
  }

  private static LogSummary summary(Path log) {
    try {
      return LogSummary.of(log);
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }
}
