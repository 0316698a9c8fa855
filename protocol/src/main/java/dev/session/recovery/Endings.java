package dev.session.recovery;

import dev.session.home.Ending;
import dev.session.log.LogExit;
import java.time.Instant;

/// How sessions ended, as their logs tell it.
final class Endings {
  private static final long MICROS_PER_MILLI = 1_000;

  private Endings() {}

  static Ending of(LogExit exit) {
    return exit.signalName() == null
        ? Ending.exit(instant(exit.micros()), exit.status(), null, null)
        : Ending.exit(instant(exit.micros()), null, exit.signalName(), null);
  }

  /// A time of the log as records have it, in milliseconds.
  static Instant instant(long micros) {
    return Instant.ofEpochMilli(Math.floorDiv(micros, MICROS_PER_MILLI));
  }
}
