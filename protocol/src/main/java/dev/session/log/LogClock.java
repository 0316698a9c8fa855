package dev.session.log;

/// The time of events: microseconds since 1970, never going back.
///
/// It follows the monotonic clock, so that small corrections of the wall clock neither bend nor
/// reverse time in a recording. Where the wall clock gets ahead by more than [#JUMP_MICROS],
/// because the machine slept or the clock was set, it jumps forward with it. When the wall clock is
/// set back, this one goes on from where it was.
public final class LogClock {

  static final long JUMP_MICROS = 1_000_000;

  /// Where the time comes from.
  interface Source {
    long wallMicros();

    long monotonicNanos();
  }

  private final Source source;
  private final long originNanos;
  private long originMicros;

  LogClock(Source source) {
    this.source = source;
    originMicros = source.wallMicros();
    originNanos = source.monotonicNanos();
  }

  public static LogClock system() {
    return new LogClock(
        new Source() {
          @Override
          public long wallMicros() {
            return System.currentTimeMillis() * 1000;
          }

          @Override
          public long monotonicNanos() {
            return System.nanoTime();
          }
        });
  }

  /// Always rounded from the same origin, so the errors of intervals do not add up.
  long micros() {
    long micros = originMicros + (source.monotonicNanos() - originNanos) / 1000;
    long ahead = source.wallMicros() - micros;
    if (ahead > JUMP_MICROS) {
      originMicros += ahead;
      return micros + ahead;
    }
    return micros;
  }
}
