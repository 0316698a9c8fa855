package dev.session.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables, amounts, safe text and the rules for colours.
class TextForPeopleTest {
  private static final Appearance PIPE = new Appearance(false, false, 40);
  private static final Appearance TERMINAL = new Appearance(true, true, 40);

  private static Table table() {
    return Table.withHeader("ID", "STATUS", "COMMAND")
        .row("01ABC", "running", "make -j4")
        .row("01ABCDEF", "exited", "a command that is longer than the terminal is wide");
  }

  @Test
  void columnsAreAlignedAndNothingIsCutInAPipe() {
    assertEquals(
        """
        ID        STATUS   COMMAND
        01ABC     running  make -j4
        01ABCDEF  exited   a command that is longer than the terminal is wide
        """,
        table().text(PIPE));
  }

  @Test
  void lastColumnIsCutToTheTerminal() {
    assertEquals(
        """
        \u001b[1mID        STATUS   COMMAND\u001b[0m
        01ABC     running  make -j4
        01ABCDEF  exited   a command that is lo…
        """,
        table().text(TERMINAL));
  }

  @Test
  void emptyTableIsNoText() {
    assertEquals("", Table.withoutHeader().text(PIPE));
  }

  @Test
  void lineBreaksAndDirectionsThatHideInTextAreShown() {
    assertEquals("a\ufffd\ufffdb", SafeText.of("a\u2028\u2029b"));
    assertEquals("a\ufffd\ufffd\ufffdb", SafeText.of("a\u061c\u200e\u200fb"));
    assertEquals("\ufffdx\n\ufffdy", SafeText.lines("\u202ex\n\u2066y"));
  }

  @Test
  void cellsCannotSteerTheTerminal() {
    assertEquals("a\ufffdb  x\n", Table.withoutHeader().row("a\u001bb", "x").text(TERMINAL));
  }

  @ParameterizedTest
  @CsvSource({
    "0, just now",
    "1, 1s ago",
    "59, 59s ago",
    "60, 1m ago",
    "3599, 59m ago",
    "3600, 1h ago",
    "86400, 1d ago",
    "8640000, 100d ago",
    "-90, in 1m",
  })
  void timesAreRelative(long secondsAgo, String text) {
    var now = Instant.parse("2026-11-20T23:44:03Z");
    assertEquals(text, Amounts.relative(now.minusSeconds(secondsAgo), now));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "999, 999ms",
    "1000, 1s",
    "3250, 3.2s",
    "60000, 1m",
    "65000, 1m 5s",
    "7800000, 2h 10m",
    "273600000, 3d 4h",
  })
  void durationsHaveAtMostTwoUnits(long millis, String text) {
    assertEquals(text, Amounts.duration(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "10752, 10 KiB",
    "67108864, 64 MiB",
    "9223372036854775807, 8388607 TiB",
  })
  void sizesHaveBinaryUnits(long bytes, String text) {
    assertEquals(text, Amounts.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "true, false, A=B, true",
        "false, false, A=B, false",
        "true, true, A=B, false",
        "true, false, NO_COLOR=1, false",
        "true, false, NO_COLOR=, true",
        "true, false, TERM=dumb, false",
      })
  void coloursAreForTerminalsThatWantThem(
      boolean terminal, boolean option, String variable, boolean colour) {
    int equals = variable.indexOf('=');
    var environment = Map.of(variable.substring(0, equals), variable.substring(equals + 1));
    assertEquals(colour, Appearance.of(terminal, option, environment).colour());
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100",
    "'', 80",
    "0, 80",
    "x, 80",
    "-5, 80",
    "12, 40",
    "999999, 80",
    "99999, 10000"
  })
  void widthIsTheCallersIfItMakesSense(String columns, int width) {
    assertEquals(width, Appearance.of(true, false, Map.of("COLUMNS", columns)).width());
  }

  @Test
  void safeTextIsLeftAlone() {
    var text = "größer → 漢字 🎉";
    assertSame(text, SafeText.of(text));
  }

  @Test
  void unsafeTextLosesItsPower() {
    assertEquals("a\ufffd[31mb", SafeText.of("a\u001b[31mb"));
    assertEquals("\ufffd\ufffd\ufffd\ufffd", SafeText.of("\n\u0000\u007f\u009b"));
    assertEquals("\ufffd\ufffd\ufffd", SafeText.of("\u202e\u2066\u2028"));
    assertEquals("\ufffdx\ufffd", SafeText.of("\ud800x\udc00"));
    assertEquals("a\nb\ufffd", SafeText.lines("a\nb\r"));
  }

  @Test
  void longTextIsCutInQuotesWithoutSplittingACharacter() {
    assertEquals("'abc'", SafeText.quoted("abc"));
    var quoted = SafeText.quoted("x".repeat(79) + "🎉🎉");
    assertEquals("'" + "x".repeat(79) + "…'", quoted);
    assertFalse(quoted.contains("\ufffd"));
    assertTrue(SafeText.quoted("y".repeat(80)).endsWith("y'"));
  }
}
