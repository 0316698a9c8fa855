package dev.session.cli.dashboard;

import dev.session.replay.Moment;
import org.jspecify.annotations.Nullable;

/// A moment of the chosen session's past that the user looks at.
///
/// @param wanted what was asked for
/// @param micros the time that the user means; of a moment that is not a time, once it is known
/// @param shown what was found there; null until it is, and then what was before stays in sight
/// @param sequence the last event at that moment, −1 while it is not known
record Past(Moment wanted, long micros, @Nullable Picture shown, long sequence) {

  static Past atTime(long micros, @Nullable Past before) {
    return of(new Moment.AtTime(micros), micros, before);
  }

  static Past atEvent(long sequence, long about, @Nullable Past before) {
    return of(new Moment.AtSequence(sequence), about, before);
  }

  private static Past of(Moment wanted, long micros, @Nullable Past before) {
    return before == null
        ? new Past(wanted, micros, null, -1)
        : new Past(wanted, micros, before.shown, before.sequence);
  }
}
