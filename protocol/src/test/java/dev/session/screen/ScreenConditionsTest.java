package dev.session.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.message.WaitScreenRequest;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a wait for the screen finds, and what it refuses.
class ScreenConditionsTest {
  private static ScreenText screen(String output) {
    var terminal = new Terminal(10, 3, TerminalOptions.defaults());
    terminal.feed(output.getBytes(StandardCharsets.UTF_8));
    return ScreenText.of(terminal);
  }

  private static ScreenConditions conditions(@Nullable String text, @Nullable String regex) {
    return ScreenConditions.of(new WaitScreenRequest(text, regex, null, null, null, null, null));
  }

  private static @Nullable String matched(ScreenConditions conditions, String output) {
    var match = conditions.look(screen(output), 0, 0, 0);
    return match == null ? null : match.text();
  }

  @Test
  void textIsFoundAcrossLinesAndAcrossTheRightEdge() {
    assertEquals("a\nb", matched(conditions("a\nb", null), "a\r\nb"));
    assertEquals("broken here", matched(conditions("broken here", null), "is broken here"));
    assertNull(matched(conditions("broken here", null), "is broken\r\nhere"));
    assertNull(matched(conditions("A", null), "a"));
  }

  @Test
  void regexGivesTheWholeMatch() {
    assertEquals("v1.25", matched(conditions(null, "v(\\d+)\\.(\\d+)"), "is v1.25"));
    assertNull(matched(conditions(null, "^b"), "a\r\nb"));
    assertEquals("b", matched(conditions(null, "(?m)^b"), "a\r\nb"));
  }

  @Test
  void harmlessNestedQuantifiersAreFine() {
    assertEquals("x12", matched(conditions(null, "x(\\d+)?"), "x12"));
  }

  @Test
  void expressionThatNeverEndsIsItsAuthorsFault() {
    var conditions = conditions(null, "(x+x+)+\\1y");
    var terminal = new Terminal(80, 1, TerminalOptions.defaults());
    terminal.feed("x".repeat(79).getBytes(StandardCharsets.UTF_8));
    var failure =
        assertThrows(
            SessionException.class, () -> conditions.look(ScreenText.of(terminal), 0, 0, 0));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
  }

  @Test
  void expressionThatNeedsTooMuchStackIsItsAuthorsFault() {
    var conditions = conditions(null, "(?:a|\\s|b)*z");
    var terminal = new Terminal(1000, 1000, TerminalOptions.defaults());
    terminal.feed("ab".repeat(400_000).getBytes(StandardCharsets.UTF_8));
    var failure =
        assertThrows(
            SessionException.class, () -> conditions.look(ScreenText.of(terminal), 0, 0, 0));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
  }

  @Test
  void cursorAndBaselineMustHoldToo() {
    var conditions = ScreenConditions.of(new WaitScreenRequest("a", null, null, 0, 1, 5L, null));
    assertNotNull(conditions.look(screen("a"), 0, 1, 6));
    assertNull(conditions.look(screen("a"), 0, 1, 5));
    assertNull(conditions.look(screen("a"), 0, 2, 6));
    assertNull(conditions.look(screen("a"), 1, 1, 6));
    assertNull(conditions.look(screen("b"), 0, 1, 6));
  }

  @Test
  void lengthsHaveLimits() {
    assertNotNull(conditions("a".repeat(ScreenConditions.TEXT_MAX_CHARS), null));
    refused("a".repeat(ScreenConditions.TEXT_MAX_CHARS + 1), null);
    assertNotNull(conditions(null, "a".repeat(ScreenConditions.REGEX_MAX_CHARS)));
    refused(null, "a".repeat(ScreenConditions.REGEX_MAX_CHARS + 1));
    refused("", null);
    refused(null, "");
    refused("a", "a");
    refused(null, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "*", "a{2,1}", "\\"})
  void brokenExpressionsAreRefused(String regex) {
    refused(null, regex);
  }

  private static void refused(@Nullable String text, @Nullable String regex) {
    var failure = assertThrows(SessionException.class, () -> conditions(text, regex));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
  }
}
