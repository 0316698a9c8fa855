package dev.session.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.WaitScreenRequest;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a wait for the screen finds, and what it refuses.
class ScreenConditionsTest {
  private static Terminal terminal(int cols, int rows, String output) {
    var terminal = new Terminal(cols, rows, TerminalOptions.defaults());
    terminal.feed(output.getBytes(StandardCharsets.UTF_8));
    return terminal;
  }

  private static ScreenView view(Terminal terminal, long sequence) {
    return ScreenView.of(terminal, new TypedLines(), sequence, -1, false);
  }

  private static ScreenConditions conditions(Object... namesAndValues) {
    var json = JsonObject.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      var name = (String) namesAndValues[i];
      switch (namesAndValues[i + 1]) {
        case Integer number -> json.put(name, number);
        case Boolean on -> json.put(name, on);
        default -> json.put(name, (String) namesAndValues[i + 1]);
      }
    }
    return ScreenConditions.of(WaitScreenRequest.fromJson(json.build().fields("")));
  }

  private static ScreenConditions.Match look(ScreenConditions conditions, ScreenView view) {
    return conditions.looking(view.sequence()).at(view, 0, 0);
  }

  private static boolean holds(ScreenConditions conditions, ScreenView view) {
    return look(conditions, view).holds();
  }

  private static @Nullable String matched(ScreenConditions conditions, String output) {
    return look(conditions, view(terminal(10, 3, output), 0)).text();
  }

  @Test
  void textIsFoundAcrossLinesAndAcrossTheRightEdge() {
    assertEquals("a\nb", matched(conditions("text", "a\nb"), "a\r\nb"));
    assertEquals("broken here", matched(conditions("text", "broken here"), "is broken here"));
    assertNull(matched(conditions("text", "broken here"), "is broken\r\nhere"));
    assertNull(matched(conditions("text", "A"), "a"));
  }

  @Test
  void regexGivesTheWholeMatch() {
    assertEquals("v1.25", matched(conditions("regex", "v(\\d+)\\.(\\d+)"), "is v1.25"));
  }

  @Test
  void endsOfLinesAreEndsOfRows() {
    assertEquals("42", matched(conditions("regex", "^42$"), "a\r\n42\r\nb"));
    assertEquals("42", matched(conditions("regex", "^42$"), "42 \r\nb"));
    assertNull(matched(conditions("regex", "^42$"), "142\r\n421"));
    assertEquals("a\nb", matched(conditions("regex", "^a$\\n^b$"), "a\r\nb"));
  }

  @Test
  void groupsAreToldEvenThoseThatTookNoPart() {
    var found = look(conditions("regex", "v(\\d+)(?:-(rc))?"), view(terminal(10, 3, "v7"), 0));
    assertEquals(Arrays.asList("7", null), found.groups());
    assertNull(look(conditions("text", "v7"), view(terminal(10, 3, "v7"), 0)).groups());
  }

  @Test
  void blanksBeforeTheCursorAreText() {
    var prompt = view(terminal(10, 3, "a\r\nlogin: "), 0);
    assertTrue(holds(conditions("text", "login: "), prompt));
    assertTrue(holds(conditions("text", "login:"), prompt));
    assertTrue(holds(conditions("regex", "^login: $"), prompt));
    assertTrue(holds(conditions("regex", "^login:$"), prompt));
    assertFalse(holds(conditions("text", "login:  "), prompt));
    assertFalse(holds(conditions("gone", "login: "), prompt));
    assertFalse(holds(conditions("text", "login: "), view(terminal(10, 3, "login: \r\n"), 0)));
    assertTrue(holds(conditions("text", "界: "), view(terminal(10, 3, "界: "), 0)));
    assertFalse(holds(conditions("text", "界:  "), view(terminal(10, 3, "界: "), 0)));
    var full = terminal(10, 3, "1\r\n2\r\n3\r\n> ");
    assertTrue(holds(conditions("text", "3\n> "), view(full, 0)));
    assertTrue(holds(conditions("text", "1\n2\n3\n> ", "scrollback", true), view(full, 0)));
  }

  @Test
  void harmlessNestedQuantifiersAreFine() {
    assertEquals("x12", matched(conditions("regex", "x(\\d+)?"), "x12"));
  }

  @Test
  void expressionThatNeverEndsIsItsAuthorsFault() {
    var conditions = conditions("regex", "(x+x+)+\\1y");
    var view = view(terminal(80, 1, "x".repeat(79)), 0);
    var failure = assertThrows(SessionException.class, () -> look(conditions, view));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
  }

  @Test
  void expressionThatNeedsTooMuchStackIsItsAuthorsFault() {
    var conditions = conditions("regex", "(?:a|\\s|b)*z");
    var view = view(terminal(1000, 1000, "ab".repeat(400_000)), 0);
    var failure = assertThrows(SessionException.class, () -> look(conditions, view));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
  }

  @Test
  void cursorAndBaselineMustHoldToo() {
    var conditions = conditions("text", "a", "cursorRow", 0, "cursorCol", 1, "afterSeq", 5);
    assertTrue(holds(conditions, view(terminal(10, 3, "a"), 6)));
    assertFalse(holds(conditions, view(terminal(10, 3, "a"), 5)));
    assertFalse(holds(conditions, view(terminal(10, 3, "a "), 6)));
    assertFalse(holds(conditions, view(terminal(10, 3, "\r\na"), 6)));
    assertFalse(holds(conditions, view(terminal(10, 3, "b"), 6)));
  }

  @Test
  void goneTitleAndChangeAreSeen() {
    var terminal = terminal(10, 3, "\033]2;vim notes\007busy");
    assertFalse(holds(conditions("gone", "busy"), view(terminal, 1)));
    assertTrue(holds(conditions("gone", "lazy"), view(terminal, 1)));
    assertTrue(holds(conditions("title", "^vim .*s$"), view(terminal, 1)));
    assertFalse(holds(conditions("title", "emacs"), view(terminal, 1)));
    var hash = ScreenText.of(terminal).hash();
    assertFalse(holds(conditions("changedSince", hash), view(terminal, 1)));
    terminal.feed(new byte[] {'!'});
    assertTrue(holds(conditions("changedSince", hash), view(terminal, 1)));
  }

  @Test
  void bellMustHaveRungSinceTheWaitBeganOrTheEventItComesAfter() {
    var terminal = terminal(10, 3, "");
    var bell = conditions("bell", true);
    var rang = ScreenView.of(terminal, new TypedLines(), 9, 7, false);
    assertFalse(bell.looking(7).at(rang, 0, 0).holds());
    assertTrue(bell.looking(6).at(rang, 0, 0).holds());
    assertTrue(conditions("bell", true, "afterSeq", 6).looking(9).at(rang, 0, 0).holds());
    assertFalse(conditions("bell", true, "afterSeq", 7).looking(9).at(rang, 0, 0).holds());
  }

  @Test
  void anyNeedsOneOfThem() {
    var any = conditions("text", "up", "regex", "fail(ed|ure)", "exit", true, "any", true);
    assertFalse(holds(any, view(terminal(10, 3, "starting"), 1)));
    assertEquals("up", matched(any, "is up"));
    assertEquals("failed", matched(any, "failed"));
    var over = ScreenView.of(terminal(10, 3, ""), new TypedLines(), 1, -1, true);
    assertEquals("exit", look(any, over).condition());
    var shown = ScreenView.of(terminal(10, 3, "up"), new TypedLines(), 1, -1, true);
    assertEquals("text", look(any, shown).condition());
    var quiet = conditions("gone", "x", "idleMs", 50, "exit", true, "any", true);
    assertEquals("exit", look(quiet, over).condition());
    assertNull(look(conditions("exit", true), over).condition());
  }

  @Test
  void timeIsAskedForOnlyWhereItCanHelp() {
    var view = view(terminal(10, 3, "a"), 1);
    var stable = conditions("text", "a", "screenStableMs", 100).looking(1);
    assertEquals(60, stable.at(view, 40, 0).againMillis());
    assertTrue(stable.at(view, 100, 0).holds());
    var never = conditions("text", "b", "screenStableMs", 100).looking(1);
    assertEquals(-1, never.at(view, 40, 0).againMillis());
    var any = conditions("screenStableMs", 100, "idleMs", 50, "any", true).looking(1);
    assertEquals(30, any.at(view, 40, 20).againMillis());
  }

  @Test
  void scrollbackIsSearchedWhereThatIsAskedFor() {
    var terminal = terminal(10, 3, "first\r\n2\r\n3\r\n4\r\n5");
    assertFalse(holds(conditions("text", "first"), view(terminal, 1)));
    assertTrue(holds(conditions("text", "first\n2", "scrollback", true), view(terminal, 1)));
    assertTrue(holds(conditions("regex", "f\\w+t", "scrollback", true), view(terminal, 1)));
  }

  @Test
  void whatScrolledByBetweenTwoLooksIsFound() {
    var terminal = terminal(10, 3, "1\r\n2\r\n3\r\n4");
    var look = conditions("text", "broken phrase", "scrollback", true).looking(1);
    assertFalse(look.at(view(terminal, 1), 0, 0).holds());
    terminal.feed("\r\n a broken phrase\r\n".getBytes(StandardCharsets.UTF_8));
    terminal.feed("x\r\n".repeat(50).getBytes(StandardCharsets.UTF_8));
    assertTrue(look.at(view(terminal, 2), 0, 0).holds());
  }

  @Test
  void whatWasFoundAboveTheScreenStaysFoundUntilTheRestHolds() {
    var terminal = terminal(10, 3, "found\r\n2\r\n3\r\n4");
    var look = conditions("text", "found", "title", "done", "scrollback", true).looking(1);
    assertFalse(look.at(view(terminal, 1), 0, 0).holds());
    terminal.feed("x\r\n".repeat(50).getBytes(StandardCharsets.UTF_8));
    assertFalse(look.at(view(terminal, 2), 0, 0).holds());
    terminal.feed("\033]2;done\007".getBytes(StandardCharsets.UTF_8));
    assertTrue(look.at(view(terminal, 3), 0, 0).holds());
  }

  @Test
  void lengthsHaveLimits() {
    var longest = "a".repeat(ScreenConditions.TEXT_MAX_CHARS);
    assertNotNull(conditions("text", longest));
    refused("text", longest + "a");
    assertNotNull(conditions("regex", longest));
    refused("regex", longest + "a");
    refused("text", "");
    refused("regex", "");
    refused("gone", "");
    refused("text", "a", "regex", "a");
    refused("changedSince", "abc");
    refused("cursorRow", 1, "scrollback", true);
    refused("cursorRow", 1, "ignoreEcho", true);
    refused();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "*", "a{2,1}", "\\"})
  void brokenExpressionsAreRefused(String regex) {
    refused("regex", regex);
    refused("title", regex);
  }

  private static void refused(Object... namesAndValues) {
    var failure = assertThrows(SessionException.class, () -> conditions(namesAndValues));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
  }
}
