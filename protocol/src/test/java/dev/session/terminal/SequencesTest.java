package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One behaviour of each family of sequences; the suites under shared/conformance cover the
/// breadth.
class SequencesTest {
  private static final String ESC = "\u001b";

  private static Terminal fed(int cols, int rows, String text) {
    var terminal = new Terminal(cols, rows, TerminalOptions.defaults());
    terminal.feed(RandomStreams.utf8(text));
    return terminal;
  }

  private static void assertScreen(Terminal terminal, String... lines) {
    for (int row = 0; row < lines.length; row++) {
      assertEquals(lines[row], terminal.lineText(row), "row " + row);
    }
  }

  @Test
  void theWrapWaitsForTheNextCharacter() {
    var terminal = fed(5, 2, "abcde");
    assertTrue(terminal.isWrapPending());
    assertEquals(4, terminal.cursorCol());
    terminal.feed(RandomStreams.utf8("f"));
    assertScreen(terminal, "abcde", "f");
    assertTrue(terminal.cells().row(0).isWrapped());
  }

  @Test
  void withoutAutowrapTheLastColumnIsOverwritten() {
    assertScreen(fed(5, 2, ESC + "[?7labcdefgh"), "abcdh", "");
  }

  @Test
  void aWideCharacterThatDoesNotFitGoesToTheNextLine() {
    assertScreen(fed(5, 2, "abcd日"), "abcd", "日");
  }

  @Test
  void overwritingHalfAWideCharacterBlanksTheOther() {
    assertScreen(fed(6, 1, "日本" + ESC + "[2Gx"), " x本");
  }

  @Test
  void marginsLimitScrolling() {
    assertScreen(
        fed(6, 4, "1\r\n2\r\n3\r\n4" + ESC + "[2;3r" + ESC + "[3;1H\nx"), "1", "3", "x", "4");
  }

  @Test
  void leftAndRightMarginsScrollOnlyTheirColumns() {
    assertScreen(
        fed(4, 2, "abcd\r\nefgh" + ESC + "[?69h" + ESC + "[2;3s" + ESC + "[2;2H\n"),
        "afgd",
        "e  h");
  }

  @Test
  void insertAndDeleteCharactersStayWithinTheLine() {
    assertScreen(fed(6, 1, "abcdef" + ESC + "[2G" + ESC + "[2@"), "a  bcd");
    assertScreen(fed(6, 1, "abcdef" + ESC + "[2G" + ESC + "[2P"), "adef");
  }

  @Test
  void selectiveErasingSparesWhatIsProtected() {
    assertScreen(fed(8, 1, "a" + ESC + "[1\"qb" + ESC + "[0\"qc" + ESC + "[?2K"), " b");
  }

  @Test
  void lineDrawingShowsBoxes() {
    assertScreen(fed(8, 1, ESC + "(0lqk" + ESC + "(Bl"), "┌─┐l");
  }

  @Test
  void theAlternateScreenLeavesThePrimaryAsItWas() {
    var terminal = fed(8, 2, "one" + ESC + "[?1049h" + "two");
    assertTrue(terminal.isAlternateScreen());
    terminal.feed(RandomStreams.utf8(ESC + "[?1049l"));
    assertScreen(terminal, "one");
    assertEquals(3, terminal.cursorCol());
  }

  @Test
  void stylesAreReadAsGiven() {
    var terminal = fed(8, 1, ESC + "[1;4:3;38;5;200;48:2::1:2:3;58:5:9mx");
    var cell = terminal.cells().row(0);
    assertTrue(cell.isBold());
    assertEquals(UnderlineStyle.CURLY, cell.underline());
    assertTrue(CellColor.isIndexed(cell.foreground()));
    assertEquals(200, CellColor.index(cell.foreground()));
    assertEquals(0x010203, CellColor.rgb(cell.background()));
    assertEquals(9, CellColor.index(cell.underlineColor()));
    assertFalse(cell.isItalic());
  }

  @Test
  void hiddenTextIsNotSeen() {
    assertScreen(fed(8, 1, "a" + ESC + "[8mb" + ESC + "[28mc"), "a c");
  }

  @Test
  void linksKeepUriAndId() {
    var terminal = fed(8, 1, ESC + "]8;id=7;http://x/" + ESC + "\\ab" + ESC + "]8;;" + ESC + "\\c");
    assertEquals("http://x/", terminal.cells().row(0).cell(1).linkUri());
    assertEquals("7", terminal.cells().row(0).linkId());
    assertEquals(null, terminal.cells().row(0).cell(2).linkUri());
  }

  @Test
  void rectanglesAreFilledCopiedAndErased() {
    assertScreen(
        fed(6, 3, ESC + "[88;1;1;2;2$x" + ESC + "[1;1;1;2;1;3;4;1$v" + ESC + "[2;1;2;1$z"),
        "XX",
        " X",
        "   XX");
  }

  @Test
  void aFamilyIsOneClusterInMode2027AndItsPartsWithout() {
    String family = "👩\u200d👩\u200d👧";
    assertEquals(2, fed(20, 1, ESC + "[?2027h" + family).cursorCol());
    assertEquals(6, fed(20, 1, family).cursorCol());
  }

  @Test
  void vt52CommandsWorkInVt52ModeOnly() {
    assertScreen(
        fed(8, 3, ESC + "[?2l" + ESC + "Y\"%x" + ESC + "<" + ESC + "[1;1Hy"), "y", "", "     x");
  }

  @Test
  void theListenerHearsBellsTitlesMarksAndClipboard() {
    List<String> heard = new ArrayList<>();
    var terminal = new Terminal(8, 1, TerminalOptions.defaults());
    terminal.setListener(
        new TerminalListener() {
          @Override
          public void bell() {
            heard.add("bell");
          }

          @Override
          public void titleChanged(String title) {
            heard.add("title " + title);
          }

          @Override
          public void workingDirectoryChanged(String uri) {
            heard.add("directory " + uri);
          }

          @Override
          public void shellMark(ShellMark mark) {
            heard.add(mark.kind() + " " + mark.exitCode());
          }

          @Override
          public void clipboardSet(String selection, String base64) {
            heard.add("clipboard " + selection + " " + base64);
          }

          @Override
          public void sizeRequested(int cols, int rows) {
            heard.add("size " + cols + "x" + rows);
          }

          @Override
          public void screenErasing() {
            heard.add("erasing");
          }
        });
    terminal.feed(
        RandomStreams.utf8(
            "\u0007"
                + ESC
                + "]2;t\u0007"
                + ESC
                + "]7;file:///x\u0007"
                + ESC
                + "]133;D;3\u0007"
                + ESC
                + "]52;c;aGk=\u0007"
                + ESC
                + "[8;5;9t"
                + ESC
                + "[1J"
                + ESC
                + "[2J"));
    assertEquals(
        List.of(
            "bell",
            "title t",
            "directory file:///x",
            "COMMAND_FINISHED OptionalInt[3]",
            "clipboard c aGk=",
            "size 9x5",
            "erasing"),
        heard);
    assertEquals(8, terminal.cols());
  }

  @Test
  void aSizeRequestIsCarriedOutWhereThatIsAllowed() {
    var terminal = new Terminal(8, 1, TerminalOptions.defaults().withWindowResizeAllowed(true));
    terminal.feed(RandomStreams.utf8(ESC + "[8;5;9t"));
    assertEquals(9, terminal.cols());
    assertEquals(5, terminal.rows());
  }

  @Test
  void aStringThatIsBrokenOffDoesNothing() {
    var terminal = fed(8, 1, ESC + "]2;title" + ESC + "[mx");
    assertEquals("", terminal.title());
    assertScreen(terminal, "x");
    assertScreen(fed(8, 1, ESC + "]2;title\u0018x"), "x");
  }

  @Test
  void malformedUtf8ShowsOneReplacementPerSequence() {
    var terminal = new Terminal(8, 1, TerminalOptions.defaults());
    terminal.feed(
        new byte[] {(byte) 0xe2, (byte) 0x82, 'x', (byte) 0x80, (byte) 0xc0, (byte) 0x80});
    assertScreen(terminal, "\ufffdx\ufffd\ufffd");
  }

  @Test
  void everyModeIsFoundByItsNumber() {
    for (Mode mode : Mode.values()) {
      assertEquals(mode, Mode.of(mode.isPrivate(), mode.number()));
    }
  }
}
