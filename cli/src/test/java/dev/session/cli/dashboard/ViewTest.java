package dev.session.cli.dashboard;

import static dev.session.cli.dashboard.Sessions.after;
import static dev.session.cli.dashboard.Sessions.exited;
import static dev.session.cli.dashboard.Sessions.id;
import static dev.session.cli.dashboard.Sessions.key;
import static dev.session.cli.dashboard.Sessions.picture;
import static dev.session.cli.dashboard.Sessions.running;
import static dev.session.cli.dashboard.Sessions.typed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.graphics.BasicTextImage;
import com.googlecode.lanterna.input.KeyType;
import dev.session.home.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is drawn, against screens that were looked at by a person.
class ViewTest {
  private static State shown(int cols, int rows) {
    var history =
        new History(
            1_000_000,
            61_000_000,
            10_000_000,
            new long[] {10, 0, 2000, 0, 0, 400, 3},
            List.of(new History.Mark(30_000_000, 7, "here")));
    return after(
        Sessions.state(
            cols,
            rows,
            running(1, "build", "make -j4"),
            running(2, "漢字のセッション", "sh"),
            exited(3, "old", "sh -c old", 3)),
        new Event.ScreenChanged(id(1), picture(30, 5, "\033[31mcc\033[0m -c 漢字.c\r\n$ ")),
        new Event.ScreenChanged(id(2), picture(80, 24, "hello")),
        new Event.HistoryRead(id(1), history));
  }

  private static String drawn(State state) {
    var image = new BasicTextImage(new TerminalSize(state.cols(), state.rows()));
    new View(new Canvas(image.newTextGraphics())).draw(state);
    var text = new StringBuilder();
    for (int row = 0; row < state.rows(); row++) {
      var line = new StringBuilder();
      for (int col = 0; col < state.cols(); col++) {
        TextCharacter cell = image.getCharacterAt(col, row);
        line.append(cell.getCharacterString());
        col += cell.isDoubleWidth() ? 1 : 0;
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /// Where a screen has changed, the new one lies in `target/` to be looked at and copied.
  private static void assertGolden(String name, String text) throws IOException {
    String expected = null;
    try (var golden = ViewTest.class.getResourceAsStream(name)) {
      if (golden != null) {
        expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    if (!text.equals(expected)) {
      Files.writeString(Files.createDirectories(Path.of("target", "golden")).resolve(name), text);
    }
    assertEquals(expected, text, name);
  }

  @Test
  void listAndScreenStandSideBySide() throws IOException {
    assertGolden("split-80x12.txt", drawn(shown(80, 12)));
  }

  @Test
  void narrowScreenShowsTheListOrTheSession() throws IOException {
    assertGolden("list-40x10.txt", drawn(shown(40, 10)));
    assertGolden("screen-40x10.txt", drawn(after(shown(40, 10), key(KeyType.Tab))));
  }

  @Test
  void tilesShareTheScreen() throws IOException {
    assertGolden("overview-74x9.txt", drawn(typed(shown(74, 9), "z")));
  }

  @Test
  void maximisedSessionHasTheScreenForItself() throws IOException {
    assertGolden("maximised-39x6.txt", drawn(after(shown(39, 6), key(KeyType.Enter))));
  }

  @Test
  void questionStandsInTheMiddle() {
    var text = drawn(typed(shown(80, 24), "D"));
    assertTrue(text.contains("│  End the program of build?"), text);
    assertTrue(text.contains("y  yes"), text);
  }

  @Test
  void fateIsToldInWords() {
    var text = drawn(typed(shown(80, 24), "aG"));
    assertTrue(text.contains(" ✗ exited with code 3; 1m ago, after 2m "), text);
  }

  @Test
  void emptyHomeSaysWhatToDo() {
    assertTrue(drawn(Sessions.state(80, 24)).contains("No sessions here."));
    var home = new Home(Path.of("/h"), true);
    var unread = State.initial(home, false, 80, 24, Sessions.NOW);
    assertTrue(drawn(unread).contains("Reading …"));
  }

  @Test
  void nameCannotActOnTheTerminal() {
    var state = Sessions.state(80, 24, running(1, "a\\u001b[2Jb\\u0007", "x"));
    assertTrue(drawn(state).contains("a\ufffd[2Jb\ufffd"), drawn(state));
  }

  /// Every layout on every size, dialogs included: nothing breaks, and nothing is drawn outside.
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 2", "12, 3", "20, 5", "40, 10", "63, 9", "64, 11", "250, 80"})
  void everySizeIsDrawn(int cols, int rows) {
    for (var letters : List.of("", "a", "z", "?", "D", "f", "/x", "<", "<[", "az")) {
      var state = typed(shown(cols, rows), letters);
      assertEquals(rows, drawn(state).lines().count());
      drawn(after(state, key(KeyType.Enter)));
      drawn(after(state, key(KeyType.Tab)));
    }
  }

  @Test
  void theNameOfAScreenshotIsSeenWholeAtEightyColumns() {
    var name = "screenshot-1234567-solarized-light-89abcdef.png";
    var told =
        "Session:  x\nFile:     /home/somebody/.local/share/session/x/artifacts/" + name + "\n";
    var state = shown(80, 24).with(Notice.good(Dashboard.whereItIs(told)));
    assertTrue(drawn(state).contains(name + " is in /"), () -> drawn(state));
  }

  @Test
  void ofASessionThatHasEndedIsAskedWhetherItShallCountAsDestroyed() {
    var text = drawn(typed(shown(80, 24), "aGD"));
    assertTrue(text.contains("old has ended. Mark it as destroyed?"), text);
    assertTrue(text.contains("Nothing is removed by that; 'session gc' does it."), text);
  }
}
