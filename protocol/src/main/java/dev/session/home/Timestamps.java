package dev.session.home;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Points in time as records and results write them: ISO-8601, UTC, milliseconds, `Z`.
public final class Timestamps {
  private static final int ISO_LENGTH = 24;

  private Timestamps() {}

  /// `2026-11-20T23:44:03.120Z`, also where the milliseconds are zero.
  public static String iso(Instant instant) {
    // Not DateTimeFormatter: it costs a command 15 ms of class loading.
    var time = instant.atOffset(ZoneOffset.UTC);
    var text = new StringBuilder(ISO_LENGTH);
    padded(text, time.getYear(), 4).append('-');
    padded(text, time.getMonthValue(), 2).append('-');
    padded(text, time.getDayOfMonth(), 2).append('T');
    padded(text, time.getHour(), 2).append(':');
    padded(text, time.getMinute(), 2).append(':');
    padded(text, time.getSecond(), 2).append('.');
    return padded(text, time.getNano() / 1_000_000, 3).append('Z').toString();
  }

  public static @Nullable String isoOrNull(@Nullable Instant instant) {
    return instant == null ? null : iso(instant);
  }

  /// The point in time that [#iso] wrote as `text`, or null where `text` is anything else.
  public static @Nullable Instant parse(String text) {
    if (text.length() != ISO_LENGTH
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || text.charAt(19) != '.'
        || text.charAt(23) != 'Z') {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int millis = digits(text, 20, 23);
    if (year < 0 || hour < 0 || minute < 0 || second < 0 || millis < 0) {
      return null;
    }
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second, millis * 1_000_000)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      return null; // digits, but of no date
    }
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static StringBuilder padded(StringBuilder text, int number, int digits) {
    var decimal = Integer.toString(number);
    return text.repeat('0', Math.max(0, digits - decimal.length())).append(decimal);
  }
}
