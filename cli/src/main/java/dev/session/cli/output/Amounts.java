package dev.session.cli.output;

import java.time.Duration;
import java.time.Instant;

/// Times, durations and sizes as people read them: one or two units, never more precise than
/// useful.
public final class Amounts {
  private static final String[] TIME_UNITS = {"d", "h", "m", "s"};
  private static final long[] UNIT_SECONDS = {86_400, 3_600, 60, 1};
  private static final String[] SIZE_UNITS = {"KiB", "MiB", "GiB", "TiB"};
  private static final int SIZE_STEP = 1024;
  private static final int WHOLE_FROM = 10;

  private Amounts() {}

  /// "just now", "3m ago", "in 2h".
  public static String relative(Instant then, Instant now) {
    long seconds = Duration.between(then, now).toSeconds();
    if (seconds == 0) {
      return "just now";
    }
    var amount = largestUnit(Math.abs(seconds));
    return seconds > 0 ? amount + " ago" : "in " + amount;
  }

  /// "250ms", "3.2s", "1m 5s", "2h 10m", "3d 4h".
  public static String duration(long millis) {
    if (millis < 1_000) {
      return millis + "ms";
    }
    if (millis < 60_000) {
      long tenths = millis / 100;
      return tenths % 10 == 0 ? tenths / 10 + "s" : tenths / 10 + "." + tenths % 10 + "s";
    }
    long seconds = millis / 1_000;
    int unit = unitOf(seconds);
    long rest = seconds % UNIT_SECONDS[unit] / UNIT_SECONDS[unit + 1];
    return largestUnit(seconds) + (rest == 0 ? "" : " " + rest + TIME_UNITS[unit + 1]);
  }

  /// "0 B", "1023 B", "1.5 KiB", "64 MiB".
  public static String bytes(long bytes) {
    if (bytes < SIZE_STEP) {
      return bytes + " B";
    }
    int unit = 0;
    long unitBytes = SIZE_STEP;
    while (unit < SIZE_UNITS.length - 1 && bytes / unitBytes >= SIZE_STEP) {
      unit++;
      unitBytes *= SIZE_STEP;
    }
    long whole = bytes / unitBytes;
    long tenth = bytes % unitBytes * 10 / unitBytes;
    return (whole >= WHOLE_FROM || tenth == 0 ? whole + " " : whole + "." + tenth + " ")
        + SIZE_UNITS[unit];
  }

  private static String largestUnit(long seconds) {
    int unit = unitOf(seconds);
    return seconds / UNIT_SECONDS[unit] + TIME_UNITS[unit];
  }

  private static int unitOf(long seconds) {
    int unit = 0;
    while (seconds < UNIT_SECONDS[unit]) {
      unit++;
    }
    return unit;
  }
}
