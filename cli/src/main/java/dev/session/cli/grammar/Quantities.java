package dev.session.cli.grammar;

import org.jspecify.annotations.Nullable;

/// Lengths of time and sizes as people write them.
///
/// ```
/// time = number unit …   units w d h m s ms, each at most once, from the largest down
/// size = number [unit]   units K M G T, also as KB or KiB, of 1024
/// ```
final class Quantities {
  private static final String[] TIME_UNITS = {"w", "d", "h", "m", "s", "ms"};
  private static final long[] UNIT_MILLIS = {
    7 * 24 * 3_600_000L, 24 * 3_600_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };
  private static final String SIZE_UNITS = "KMGT";
  private static final int BITS_PER_SIZE_UNIT = 10;

  private Quantities() {}

  /// Milliseconds, more than 0 and at most [Kind#NUMBER_MAX]; null where `text` is no length of
  /// time.
  static @Nullable Long millis(String text) {
    var time = text.strip();
    long millis = 0;
    int unitsUsed = 0;
    int at = 0;
    while (at < time.length()) {
      int digitsEnd = skipDigits(time, at);
      var number = Kind.number(time.substring(at, digitsEnd), 0, Kind.NUMBER_MAX);
      int unitEnd = digitsEnd;
      while (unitEnd < time.length() && !isDigit(time.charAt(unitEnd))) {
        unitEnd++;
      }
      int unit = timeUnit(time.substring(digitsEnd, unitEnd));
      if (number == null || unit < unitsUsed || number > Kind.NUMBER_MAX / UNIT_MILLIS[unit]) {
        return null;
      }
      millis += number * UNIT_MILLIS[unit];
      unitsUsed = unit + 1;
      at = unitEnd;
    }
    return millis == 0 || millis > Kind.NUMBER_MAX ? null : Long.valueOf(millis);
  }

  /// Bytes, more than 0; null where `text` is no size.
  static @Nullable Long bytes(String text) {
    int digitsEnd = skipDigits(text, 0);
    var number = Kind.number(text.substring(0, digitsEnd), 1, Kind.NUMBER_MAX);
    var unit = text.substring(digitsEnd);
    if (number == null || unit.isEmpty()) {
      return number;
    }
    int power = SIZE_UNITS.indexOf(Character.toUpperCase(unit.charAt(0))) + 1;
    var rest = unit.substring(1);
    if (power == 0 || !(rest.isEmpty() || rest.equals("B") || rest.equals("iB"))) {
      return null;
    }
    int shift = power * BITS_PER_SIZE_UNIT;
    return number > Kind.NUMBER_MAX >> shift ? null : Long.valueOf(number << shift);
  }

  // -1, which is never free, where there is no such unit.
  private static int timeUnit(String unit) {
    for (int i = 0; i < TIME_UNITS.length; i++) {
      if (TIME_UNITS[i].equals(unit)) {
        return i;
      }
    }
    return -1;
  }

  private static int skipDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
