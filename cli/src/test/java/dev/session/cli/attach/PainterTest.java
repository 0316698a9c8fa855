package dev.session.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.cli.tty.RawTerminal.Size;
import dev.session.input.InputModes;
import dev.session.terminal.Mode;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import dev.session.testing.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is painted makes the caller's terminal show the session's screen: here the caller's
/// terminal is a terminal of ours.
class PainterTest {
  private static final Abilities ALL = new Abilities(Abilities.TRUE_COLOR, true, true);
  private static final String[] PIECES = {
    "plain text ",
    "x",
    "\r\n",
    "\n",
    "漢字",
    "é",
    "👍🏽",
    "\033[31m",
    "\033[1;4:3m",
    "\033[0m",
    "\033[38;2;1;2;3m",
    "\033[48;5;200m",
    "\033[2J",
    "\033[K",
    "\033[1J",
    "\033[5;5H",
    "\033[H",
    "\033[3;78H",
    "\033[2@",
    "\033[3P",
    "\033[L",
    "\033[M",
    "\033[?1049h",
    "\033[?1049l",
    "\b",
    "\t",
    "\033[7m",
    "\033[12X",
    "\033[9;1r",
    "\033[r",
    "\033D",
    "\033M",
    "\033[?25l",
    "\033[?25h"
  };

  private final Terminal inner = new Terminal(80, 12, TerminalOptions.defaults());
  private Terminal outer = new Terminal(80, 12, TerminalOptions.defaults());
  private Painter painter = new Painter(ALL, true, "demo");

  PainterTest() {
    painter.begin(new Size(80, 12));
    feed(outer, OuterModes.takeOver(true));
  }

  private static void feed(Terminal terminal, String text) {
    terminal.feed(text.getBytes(StandardCharsets.UTF_8));
  }

  private String paint() {
    var painted = painter.paint(inner, 0, "");
    feed(outer, painted);
    return painted;
  }

  private void assertSame(String context) {
    var expected = inner.cells();
    var actual = outer.cells();
    for (int row = 0; row < inner.rows(); row++) {
      for (int col = 0; col < inner.cols(); col++) {
        var where = context + ", row " + row + ", column " + col;
        var left = expected.row(row).cell(col);
        var right = actual.row(row).cell(col);
        // A blank with a look is painted as a space with it.
        assertEquals(left.cluster(), right.cluster(), where);
        assertEquals(left.width(), right.width(), where);
        assertEquals(left.appearance(), right.appearance(), where);
        assertEquals(left.underlineColor(), right.underlineColor(), where);
      }
    }
    assertEquals(inner.isCursorVisible(), outer.isCursorVisible(), context);
    if (inner.isCursorVisible()) {
      assertEquals(inner.cursorRow(), outer.cursorRow(), context);
      assertEquals(inner.cursorCol(), outer.cursorCol(), context);
    }
  }

  @Test
  void anyScreenIsPaintedAsItIs() {
    long seed = Seed.get();
    var random = new Random(seed);
    for (int step = 0; step < 3_000; step++) {
      for (int piece = random.nextInt(8); piece >= 0; piece--) {
        feed(inner, PIECES[random.nextInt(PIECES.length)]);
      }
      paint();
      assertSame("seed " + seed + ", step " + step);
    }
  }

  @Test
  void whereNothingChangedNothingIsPainted() {
    feed(inner, "hello");
    assertFalse(paint().isEmpty());
    assertEquals("", paint());
    feed(inner, "!");
    assertTrue(paint().contains("!"));
  }

  @Test
  void nothingThatAProgramPrintsReachesTheCallersTerminal() {
    feed(
        inner,
        "\033]52;c;ZXZpbA==\007\033[c\033[6n\033]0;title\007\033[22;0t\033]4;1;?\007\033P$qm\033\\x");
    var painted = paint();
    assertFalse(painted.contains("\033]52"), painted);
    assertFalse(painted.contains("\033[c") || painted.contains("\033[6n"), painted);
    assertFalse(outer.hasReplies(), "it was asked something");
    assertTrue(painted.contains("\033]2;demo: title\033\\"), painted);
  }

  @Test
  void theModesOfInputAreTheSessions() {
    feed(inner, "\033[?1;1002;1006;1004;2004h\033=\033[>5u\033[>4;2m");
    paint();
    assertEquals(InputModes.of(inner), InputModes.of(outer));
    feed(inner, "\033[?1;1002;1006;1004;2004l\033>\033[<u\033[>4m");
    paint();
    assertEquals(InputModes.of(inner), InputModes.of(outer));
    feed(inner, "\033[?1003;1016;2004;5h\033=\033[>31u");
    paint();
    feed(outer, OuterModes.giveBack(true));
    assertEquals(InputModes.DEFAULT, InputModes.of(outer));
    assertFalse(outer.isAlternateScreen());
    assertFalse(outer.isSet(Mode.REVERSE_SCREEN));
  }

  @Test
  void oneWhoWatchesKeepsItsOwnModesOfInput() {
    painter = new Painter(ALL, false, "demo");
    painter.begin(new Size(80, 12));
    feed(inner, "\033[?1;1002;1006;2004h");
    paint();
    assertEquals(InputModes.DEFAULT, InputModes.of(outer));
  }

  @Test
  void aSmallerTerminalShowsThePartWithTheCursor() {
    outer = new Terminal(20, 4, TerminalOptions.defaults());
    painter.begin(new Size(20, 4));
    for (int line = 0; line < 11; line++) {
      feed(inner, "line" + line + "\r\n");
    }
    feed(inner, "x".repeat(30) + "END");
    paint();
    assertEquals("xxxxxxxxxxxxxxxxEND", outer.lineText(3));
    assertEquals(3, outer.cursorRow());
    assertEquals(19, outer.cursorCol());
    feed(inner, "\033[H");
    paint();
    assertEquals("line0", outer.lineText(0));
  }

  @Test
  void anOldTerminalGetsWhatItKnows() {
    painter = new Painter(new Abilities(Abilities.BASIC, false, false), true, "demo");
    painter.begin(new Size(80, 12));
    feed(inner, "\033[38;2;250;10;10;4:3mred\033[0m ┌─é");
    var painted = paint();
    assertTrue(painted.contains("\033[0;4;31mred"), painted);
    assertEquals("red +-?", outer.lineText(0));
    assertFalse(painted.contains("2026") || painted.contains("\033]"), painted);
  }

  @Test
  void aNoticeStandsOverTheLastRowForAWhile() {
    feed(inner, "\033[12;1Hlast row");
    feed(outer, painter.paint(inner, 0, "read this"));
    assertEquals(" read this", outer.lineText(11));
    paint();
    assertEquals("last row", outer.lineText(11));
  }
}
