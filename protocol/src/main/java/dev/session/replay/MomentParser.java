package dev.session.replay;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;

/// Reads what people write for a [Moment].
final class MomentParser {
  private static final String MARK = "mark:";
  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,18}");
  private static final Pattern ZONED = Pattern.compile("(Z|[+-][0-9]{2}:[0-9]{2})$");

  /// A part of a length of time: whole and broken number, unit.
  private static final Pattern PART = Pattern.compile("([0-9]{1,15})(\\.[0-9]{1,6})?(ms|s|m|h|d)");

  private MomentParser() {}

  static Moment parse(String text, ZoneId zone, LocalDate today) {
    try {
      if (text.startsWith(MARK)) {
        return new Moment.AtMark(text.substring(MARK.length()));
      }
      if (SEQUENCE.matcher(text).matches()) {
        return new Moment.AtSequence(Long.parseLong(text));
      }
      if (text.startsWith("+")) {
        return new Moment.AfterStart(lengthMicros(text.substring(1)));
      }
      if (text.startsWith("-")) {
        return new Moment.BeforeEnd(lengthMicros(text.substring(1)));
      }
      return new Moment.AtTime(micros(time(text, zone, today)));
    } catch (DateTimeException | ArithmeticException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "'"
              + text
              + "' names no point of a history; give a sequence number, a time such as"
              + " 2026-01-31T12:00:00Z or 12:00:00, +90s from the beginning, -5s from the end, or"
              + " mark:NAME.",
          JsonObject.builder().put("at", text).build(),
          e);
    }
  }

  private static Instant time(String text, ZoneId zone, LocalDate today) {
    if (text.indexOf('T') < 0) {
      return LocalDateTime.of(today, LocalTime.parse(text)).atZone(zone).toInstant();
    }
    return ZONED.matcher(text).find()
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }

  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
  }

  /// Of `90s`, `1h30m`, `2.5s`, `250ms`.
  private static long lengthMicros(String text) {
    var parts = PART.matcher(text);
    long length = 0;
    int end = 0;
    while (parts.find() && parts.start() == end) {
      long unit =
          switch (parts.group(3)) {
            case "ms" -> 1_000L;
            case "s" -> 1_000_000L;
            case "m" -> 60_000_000L;
            case "h" -> 3_600_000_000L;
            default -> 86_400_000_000L;
          };
      length = Math.addExact(length, Math.multiplyExact(unit, Long.parseLong(parts.group(1))));
      if (parts.group(2) != null) {
        length = Math.addExact(length, Math.round(Double.parseDouble(parts.group(2)) * unit));
      }
      end = parts.end();
    }
    if (end == 0 || end < text.length()) {
      throw new DateTimeException("not a length of time");
    }
    return length;
  }
}
