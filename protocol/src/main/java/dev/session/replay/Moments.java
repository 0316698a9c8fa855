package dev.session.replay;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Timestamps;
import dev.session.json.JsonObject;
import dev.session.log.LogDamagedException;
import dev.session.log.LogPoints;
import dev.session.log.LogSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The events that moments of a log stand for.
public final class Moments {
  private Moments() {}

  /// The number of the last event at or before `moment`: −1 where there is none, and for the end of
  /// the log, wherever that is, the largest number.
  ///
  /// @throws LogDamagedException if the log is damaged before the moment
  /// @throws SessionException INVALID_INPUT if the history has no such moment; CURSOR_TRIMMED if it
  ///   had one, which was dropped
  public static long sequence(Path log, Moment moment) throws IOException {
    long sequence = found(log, moment);
    long first = LogSummary.firstSequence(log);
    // What the last event that was dropped left is where the rest begins.
    if (sequence < first - 1) {
      throw LogFailures.trimmed(first);
    }
    return sequence;
  }

  private static long found(Path log, Moment moment) throws IOException {
    return switch (moment) {
      case Moment.End _ -> Long.MAX_VALUE;
      case Moment.AtSequence(long sequence) -> sequence;
      case Moment.AtTime(long micros) -> LogPoints.lastAtOrBefore(log, micros);
      case Moment.AfterStart(long micros) ->
          LogPoints.lastAtOrBefore(log, saturated(startMicros(log), micros));
      case Moment.BeforeEnd(long micros) ->
          LogPoints.lastAtOrBefore(log, saturated(LogSummary.of(log).lastMicros(), -micros));
      case Moment.AtMark(String label) -> mark(log, label);
    };
  }

  /// When the session began, also if its first events were dropped.
  private static long startMicros(Path log) throws IOException {
    var summary = LogSummary.of(log);
    var launch = summary.about().launch();
    if (summary.firstSequence() == 0 || launch == null) {
      return summary.firstMicros();
    }
    var created = Timestamps.parse(launch.fields("").string("createdAt"));
    return created == null
        ? summary.firstMicros()
        : TimeUnit.MILLISECONDS.toMicros(created.toEpochMilli());
  }

  private static long mark(Path log, String label) throws IOException {
    long found = LogPoints.lastMark(log, label);
    if (found == LogPoints.NONE) {
      throw none(
          "The history has no mark '" + label + "'.",
          JsonObject.builder().put("mark", label).build());
    }
    return found;
  }

  // Times of a log are positive and far from the largest number.
  private static long saturated(long time, long difference) {
    return difference > Long.MAX_VALUE - time ? Long.MAX_VALUE : time + difference;
  }

  /// The failure of whoever asks for a moment that is not in the history.
  static SessionException none(String sentence, JsonObject details) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence, details);
  }
}
