package dev.session.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `--at` takes.
class MomentTest {
  private static Moment parse(String text) {
    return Moment.parse(text, ZoneId.of("Europe/Berlin"), LocalDate.of(2026, 7, 1));
  }

  @Test
  void digitsAreASequenceNumber() {
    assertEquals(new Moment.AtSequence(42), parse("42"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-01T10:00:00Z,      2026-07-01T10:00:00Z",
    "2026-07-01T10:00:00.250Z,  2026-07-01T10:00:00.250Z",
    "2026-07-01T12:00:00+02:00, 2026-07-01T10:00:00Z",
    "2026-07-01T12:00,          2026-07-01T10:00:00Z",
    "12:00,                     2026-07-01T10:00:00Z",
    "12:00:30,                  2026-07-01T10:00:30Z",
  })
  void timesAreLocalWithoutAZoneAndOfTodayWithoutADay(String text, String expected) {
    var time = Instant.parse(expected);
    assertEquals(
        new Moment.AtTime(time.getEpochSecond() * 1_000_000 + time.getNano() / 1000), parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "90s, 90000000",
    "1h30m, 5400000000",
    "2.5s, 2500000",
    "250ms, 250000",
    "1d, 86400000000",
    "0s, 0"
  })
  void lengthsCountFromTheStartOrTheEnd(String length, long micros) {
    assertEquals(new Moment.AfterStart(micros), parse("+" + length));
    assertEquals(new Moment.BeforeEnd(micros), parse("-" + length));
  }

  @Test
  void markHasAnyNameAlsoAnEmptyOne() {
    assertEquals(new Moment.AtMark("a b:c"), parse("mark:a b:c"));
    assertEquals(new Moment.AtMark(""), parse("mark:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "+",
        "-",
        "+5",
        "-5",
        "+5x",
        "5s",
        "1e3",
        "25:00",
        "2026-13-01T00:00:00Z",
        "T",
        "mark",
        "99999999999999999999",
        "+999999999999999d",
        "+1s2",
        "+999999999-01-01T00:00:00Z"
      })
  void everythingElseIsRefused(String text) {
    var failure = assertThrows(SessionException.class, () -> parse(text));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
  }
}
