package dev.session.video;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How the time of a history becomes the time of a film.
///
/// @param speed how many times faster than life
/// @param idleLimitMicros a longer pause counts as this one
public record Pacing(Timing timing, double speed, long idleLimitMicros) {
  public static final double SPEED_MIN = 0.01;
  public static final double SPEED_MAX = 1000;

  /// The value of `idleLimitMicros` for pauses as they were.
  public static final long NO_IDLE_LIMIT = Long.MAX_VALUE;

  /// The three ways of showing a history. None is slower than life, so a program that prints in
  /// many small pieces makes no long film.
  public enum Timing {
    /// In real time, at most 30 pictures a second.
    RECORDED(Long.MAX_VALUE, 30, 1_000_000),
    /// Pauses of at most 400 ms, and each picture for at least 100 ms.
    ACCELERATED(400_000, 10, 1_000_000),
    /// A picture after the other, a sixtieth of a second apart at most.
    MAX_SPEED(16_667, 60, 500_000);

    private final long gapMaxMicros;
    private final int framesPerSecond;
    private final long finalHoldMicros;

    Timing(long gapMaxMicros, int framesPerSecond, long finalHoldMicros) {
      this.gapMaxMicros = gapMaxMicros;
      this.framesPerSecond = framesPerSecond;
      this.finalHoldMicros = finalHoldMicros;
    }

    /// How many pictures a second there are at most, unless the user says otherwise.
    public int framesPerSecond() {
      return framesPerSecond;
    }

    /// The word for it in commands and results.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> words() {
      return Stream.of(values()).map(Timing::word).toList();
    }

    public static Timing ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  public Pacing {
    if (!(speed >= SPEED_MIN && speed <= SPEED_MAX) || idleLimitMicros <= 0) {
      throw new IllegalArgumentException("speed " + speed + ", idle limit " + idleLimitMicros);
    }
  }

  public static Pacing of(Timing timing) {
    return new Pacing(timing, 1, NO_IDLE_LIMIT);
  }

  /// How long a pause is in the film.
  public long paced(long gapMicros) {
    long shortened = Math.min(Math.max(0, gapMicros), idleLimitMicros);
    long sped = speed == 1 ? shortened : Math.round(shortened / speed);
    return Math.min(sped, timing.gapMaxMicros);
  }

  /// How long the last picture stays.
  public long finalHoldMicros() {
    return timing.finalHoldMicros;
  }
}
