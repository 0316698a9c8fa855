package dev.session.replay;

import dev.session.error.SessionException;
import java.time.LocalDate;
import java.time.ZoneId;

/// A point of a session's history, as `--at` names one. What it shows is what the last event at or
/// before it left.
public sealed interface Moment {
  /// Behind the last event there is.
  record End() implements Moment {}

  /// Behind the event with this number.
  record AtSequence(long sequence) implements Moment {}

  /// At a time of the clock.
  ///
  /// @param micros since 1970
  record AtTime(long micros) implements Moment {}

  /// So long after the session's beginning.
  record AfterStart(long micros) implements Moment {}

  /// So long before the last event.
  record BeforeEnd(long micros) implements Moment {}

  /// At the last mark with this name.
  record AtMark(String label) implements Moment {}

  Moment END = new End();

  /// The point that `text` names. A time without a zone is meant in `zone`, one without a day on
  /// `today`.
  ///
  /// @throws SessionException INVALID_INPUT where it names none
  static Moment parse(String text, ZoneId zone, LocalDate today) {
    return MomentParser.parse(text, zone, today);
  }
}
