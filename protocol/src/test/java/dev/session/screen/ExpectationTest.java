package dev.session.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Ending;
import dev.session.json.JsonObject;
import dev.session.screen.Expectation.Verdict;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is as expected, what is not, and what is said about it.
class ExpectationTest {
  private final Terminal terminal = new Terminal(20, 5, TerminalOptions.defaults());

  private void print(String text) {
    terminal.feed(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Expectation expectation(String json) {
    return new Expectation(JsonObject.parse(json.replace('\'', '"')).fields(""));
  }

  private Verdict judge(String json) {
    return expectation(json).judge(terminal, null);
  }

  private void met(String json) {
    assertEquals(java.util.List.of(), judge(json).problems());
  }

  private String problem(String json) {
    return String.join("; ", judge(json).problems());
  }

  @Test
  void textIsThereOrNot() {
    print("make: done\r\nall is well");
    met("{'text':'done'}");
    met("{'text':'done\\nall'}");
    met("{'regex':'is \\\\w+'}");
    met("{'text':'failed','not':true}");
    assertEquals("'failed' is not on the screen", problem("{'text':'failed'}"));
    assertEquals("'well' is on the screen", problem("{'text':'well','not':true}"));
  }

  @Test
  void blanksBeforeTheCursorAreText() {
    print("a\r\nlogin: ");
    met("{'text':'login: '}");
    met("{'regex':'^login: $'}");
    met("{'regex':'^a$'}");
    met("{'text':'login: ','row':1}");
    met("{'text':'in: ','region':'1,3,1,10'}");
    assertEquals("'login:  ' is not on the screen", problem("{'text':'login:  '}"));
  }

  @Test
  void textThatTheRightEdgeBrokeIsWhole() {
    print("a phrase that is too long");
    met("{'text':'that is too long'}");
  }

  @Test
  void rowsAndRegionsAreLookedAtAlone() {
    print("left right\r\nup down");
    met("{'text':'up','row':1}");
    assertEquals("'up' is not on the screen, in row 0", problem("{'text':'up','row':0}"));
    met("{'text':'right','region':'0,5,1,5'}");
    assertEquals(
        "'left' is not on the screen, in region 0,5,1,5",
        problem("{'text':'left','region':'0,5,1,5'}"));
  }

  @Test
  void theNearestLineIsPointedAt() {
    print("BUILD STARTED\r\nBUILD FAILED\r\n$");
    var verdict = judge("{'text':'BUILD PASSED'}");
    assertEquals(1, verdict.row());
    assertEquals("the nearest: 3 characters differ", verdict.remark());
    assertEquals(-1, judge("{'text':'something else'}").row());
  }

  @Test
  void stylesAreThoseOfTheWholeText() {
    print("\033[1;31merror\033[0m \033[38;2;1;2;3;4:3mhere\033[0m plain");
    met("{'text':'error','style':'bold,fg=red,bg=default'}");
    met("{'text':'error','style':'fg=1,no-italic'}");
    met("{'text':'here','style':'fg=#010203,underline=curly'}");
    met("{'text':'here','style':'underline,no-bold'}");
    met("{'text':'plain','style':'bold','not':true}");
    var verdict = judge("{'text':'error here','style':'bold'}");
    assertEquals("'error here' is there, but not as bold", verdict.problems().getFirst());
    assertEquals("column 5 is fg=default,bg=default", verdict.remark());
    assertEquals(0, verdict.row());
  }

  @Test
  void oneOfSeveralPlacesWithTheStyleIsEnough() {
    print("ok \033[32mok\033[0m ok");
    met("{'text':'ok','style':'fg=green'}");
    assertEquals(
        "'ok' is on the screen as fg=2", problem("{'text':'ok','style':'fg=green','not':true}"));
  }

  @Test
  void styleWithoutTextIsThatOfAllThatIsThere() {
    print("\033[7mselected\033[0m\r\nother");
    met("{'style':'inverse','row':0}");
    assertEquals("not all that is there is inverse", problem("{'style':'inverse'}"));
    assertEquals(
        "there is no text, in row 3 that could be inverse", problem("{'style':'inverse','row':3}"));
  }

  @Test
  void cursorTitleAndEndCountToo() {
    print("\033]2;vim\007ab");
    met("{'cursorRow':0,'cursorCol':2,'title':'v.m'}");
    assertEquals(
        "the cursor is in row 0, not 1; the title is 'vim', which 'emacs' does not match",
        problem("{'cursorRow':1,'title':'emacs'}"));
    assertEquals("the program has not ended", problem("{'exitCode':0}"));
    assertTrue(ended("{'exitCode':3}", 3, null).problems().isEmpty());
    assertEquals(
        "the program ended with code 3, not with code 0",
        ended("{'exitCode':0}", 3, null).problems().getFirst());
    assertEquals(
        "the program was ended by SIGTERM, not with code 0",
        ended("{'exitCode':0}", null, "SIGTERM").problems().getFirst());
  }

  private Verdict ended(String json, @Nullable Integer code, @Nullable String signal) {
    return expectation(json).judge(terminal, Ending.exit(Instant.EPOCH, code, signal, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':''}",
        "{'regex':'('}",
        "{'text':'a','regex':'a'}",
        "{'not':true}",
        "{'text':'a','style':'loud'}",
        "{'text':'a','style':'fg=reddish'}",
        "{'text':'a','style':'fg=256'}",
        "{'text':'a','style':''}",
        "{'text':'a','row':1,'region':'0,0,1,1'}",
        "{'text':'a','row':-1}",
        "{'text':'a','region':'0,0,0,0'}",
      })
  void whatMakesNoSenseIsRefused(String json) {
    var failure = assertThrows(SessionException.class, () -> expectation(json));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
  }
}
