package dev.session.cli.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.input.CharacterPattern;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The colours a terminal has, and the reports of its mouse.
class UserTerminalTest {
  @ParameterizedTest
  @CsvSource({
    "xterm-256color, truecolor, TRUE",
    "xterm-256color, 24bit, TRUE",
    "xterm-direct, '', TRUE",
    "screen-256color, '', INDEXED",
    "xterm, '', SIXTEEN",
    "linux, '', SIXTEEN",
    "dumb, '', NONE",
  })
  void depthFollowsTheEnvironment(String term, String colorTerm, ColorDepth depth) {
    assertEquals(depth, ColorDepth.of(false, Map.of("TERM", term, "COLORTERM", colorTerm)));
  }

  @Test
  void refusedColoursAreNotShown() {
    assertEquals(ColorDepth.NONE, ColorDepth.of(true, Map.of("COLORTERM", "truecolor")));
    assertEquals(ColorDepth.NONE, ColorDepth.of(false, Map.of("NO_COLOR", "1")));
    assertEquals(TextColor.ANSI.DEFAULT, ColorDepth.NONE.nearest(new TextColor.RGB(1, 2, 3)));
  }

  @Test
  void coloursThatAreNotThereAreReplacedByTheNearest() {
    var orange = new TextColor.RGB(255, 10, 10);
    assertEquals(orange, ColorDepth.TRUE.nearest(orange));
    assertInstanceOf(TextColor.Indexed.class, ColorDepth.INDEXED.nearest(orange));
    assertInstanceOf(TextColor.ANSI.class, ColorDepth.SIXTEEN.nearest(orange));
    assertEquals(TextColor.ANSI.BLACK, ColorDepth.SIXTEEN.nearest(new TextColor.RGB(0, 0, 0)));
    assertEquals(TextColor.ANSI.GREEN, ColorDepth.SIXTEEN.nearest(TextColor.ANSI.GREEN));
  }

  @ParameterizedTest
  @CsvSource({
    "'[<0;300;5M', CLICK_DOWN, 1, 299, 4",
    "'[<0;1;1m', CLICK_RELEASE, 1, 0, 0",
    "'[<32;7;2M', DRAG, 1, 6, 1",
    "'[<35;7;2M', MOVE, 4, 6, 1",
    "'[<64;7;2M', SCROLL_UP, 4, 6, 1",
    "'[<65;7;2M', SCROLL_DOWN, 5, 6, 1",
    "'[<2;7;2M', CLICK_DOWN, 3, 6, 1",
  })
  void mouseReportsAreRead(String report, MouseActionType type, int button, int col, int row) {
    var text = "\033" + report;
    for (int length = 1; length < text.length(); length++) {
      var part = match(text.substring(0, length));
      assertNotNull(part);
      assertTrue(part.partialMatch, text.substring(0, length));
    }
    var match = match(text);
    assertNotNull(match);
    var mouse = assertInstanceOf(MouseAction.class, match.fullMatch);
    assertEquals(type, mouse.getActionType());
    assertEquals(button, mouse.getButton());
    assertEquals(new TerminalPosition(col, row), mouse.getPosition());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\033[A", "\033[<M", "\033[<1;2M", "\033[<1;2;99999999999M", "x"})
  void otherSequencesAreNoMouseReports(String text) {
    assertNull(match(text));
  }

  private static CharacterPattern.@Nullable Matching match(String text) {
    List<Character> sequence = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      sequence.add(text.charAt(i));
    }
    return KeyReader.mouse(sequence);
  }
}
