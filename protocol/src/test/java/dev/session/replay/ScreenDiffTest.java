package dev.session.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.replay.ScreenDiff.Change;
import dev.session.replay.ScreenDiff.Row;
import dev.session.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenDiffTest {
  private static Terminal terminal(int cols, int rows, String text) {
    var terminal = Replay.liveTerminal(cols, rows);
    terminal.feed(text.getBytes(StandardCharsets.UTF_8));
    return terminal;
  }

  @Test
  void rowsThatReadDifferentlyAreTold() {
    var diff =
        ScreenDiff.between(terminal(10, 3, "one\r\ntwo\r\nx"), terminal(10, 3, "one\r\nTWO\r\nx"));
    assertEquals(List.of(new Row(1, "two", "TWO")), diff.rows());
    assertNull(diff.cursor());
  }

  @Test
  void cursorTitleSizeAndScreenAreTold() {
    var diff =
        ScreenDiff.between(
            terminal(10, 3, "x"), terminal(20, 4, "x\r\u001b[?25l\u001b]2;t\u0007\u001b[?47h"));
    assertEquals(new Change("row 0, column 1", "row 0, column 0, hidden"), diff.cursor());
    assertEquals(new Change("", "t"), diff.title());
    assertEquals(new Change("10x3", "20x4"), diff.size());
    assertEquals(new Change("primary", "alternate"), diff.screen());
  }

  @Test
  void aRowThatIsNewAndEmptyIsNoDifference() {
    assertTrue(ScreenDiff.between(terminal(5, 2, "x"), terminal(5, 4, "x")).rows().isEmpty());
    assertTrue(ScreenDiff.between(terminal(5, 2, "x"), terminal(5, 2, "x")).isEmpty());
  }
}
