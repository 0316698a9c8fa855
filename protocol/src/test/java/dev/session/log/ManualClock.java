package dev.session.log;

/// A clock that stands still until it is told to move.
final class ManualClock implements LogClock.Source {

  static final long START_MICROS = 1_763_683_200_123_456L;

  private long wallMicros = START_MICROS;
  private long nanos = 987_654_321L;

  void advanceNanos(long by) {
    nanos += by;
    wallMicros = START_MICROS + (nanos - 987_654_321L) / 1000;
  }

  void setWallBy(long micros) {
    wallMicros += micros;
  }

  @Override
  public long wallMicros() {
    return wallMicros;
  }

  @Override
  public long monotonicNanos() {
    return nanos;
  }
}
