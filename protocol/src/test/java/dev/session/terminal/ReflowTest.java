package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReflowTest {
  private static Terminal terminal(int cols, int rows, String text) {
    var terminal = new Terminal(cols, rows, TerminalOptions.defaults());
    terminal.feed(RandomStreams.utf8(text));
    return terminal;
  }

  @Test
  void aLongLineIsBrokenAnewAndJoinedAgain() {
    var terminal = terminal(10, 4, "abcdefghijklmno");
    terminal.resize(5, 4);
    assertEquals("abcde", terminal.lineText(0));
    assertEquals("klmno", terminal.lineText(2));
    assertTrue(terminal.cells().row(0).isWrapped());
    terminal.resize(20, 4);
    assertEquals("abcdefghijklmno", terminal.lineText(0));
    assertEquals(15, terminal.cursorCol());
  }

  @Test
  void theCursorStaysOnItsCharacter() {
    var terminal = terminal(10, 4, "abcdefghijklmno\u001b[1;8H");
    terminal.resize(4, 4);
    assertEquals(1, terminal.cursorRow());
    assertEquals(3, terminal.cursorCol());
  }

  @Test
  void aLowerScreenGivesItsTopToTheScrollbackAndTakesItBack() {
    var terminal = terminal(10, 4, "1\r\n2\r\n3\r\n4");
    terminal.resize(10, 2);
    assertEquals(2, terminal.scrollbackSize());
    assertEquals("4", terminal.lineText(1));
    assertEquals(1, terminal.cursorRow());
    terminal.resize(10, 4);
    assertEquals(0, terminal.scrollbackSize());
    assertEquals("1", terminal.lineText(0));
  }

  @Test
  void blankRowsBelowTheCursorGoFirst() {
    var terminal = terminal(10, 4, "1\r\n2");
    terminal.resize(10, 2);
    assertEquals("1", terminal.lineText(0));
    assertEquals(0, terminal.scrollbackSize());
  }

  @Test
  void aClearedScreenDoesNotBringTheScrollbackBack() {
    var terminal = terminal(10, 2, "1\r\n2\r\n3\r\n4\u001b[2J\u001b[H$");
    terminal.resize(12, 2);
    assertEquals("$", terminal.lineText(0));
    assertEquals(2, terminal.scrollbackSize());
  }

  @Test
  void aWideCharacterIsNeverCut() {
    var terminal = terminal(6, 4, "日本語");
    terminal.resize(3, 4);
    assertEquals("日", terminal.lineText(0));
    assertEquals("本", terminal.lineText(1));
    terminal.resize(6, 4);
    assertEquals("日本語", terminal.lineText(0));
  }

  @Test
  void theAlternateScreenIsCut() {
    var terminal = terminal(10, 2, "primary\u001b[?1049h\u001b[Habcdefgh");
    terminal.resize(4, 2);
    assertEquals("abcd", terminal.lineText(0));
    terminal.feed(RandomStreams.utf8("\u001b[?1049l"));
    assertEquals("prim", terminal.lineText(0));
    assertEquals("ary", terminal.lineText(1));
  }

  @Test
  void randomSizesKeepTheScreenWhole() {
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var terminal =
          new Terminal(
              1 + random.nextInt(40),
              1 + random.nextInt(12),
              TerminalOptions.defaults().withScrollbackLines(40));
      for (int i = 0; i < 5; i++) {
        terminal.feed(RandomStreams.stream(seed * 10 + i, 60));
        terminal.resize(1 + random.nextInt(40), 1 + random.nextInt(12));
      }
      assertTrue(terminal.state().screen.assertIntegrity(), "seed " + seed);
    }
  }
}
