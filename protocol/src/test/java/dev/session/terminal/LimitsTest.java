package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LimitsTest {
  private static Terminal terminal() {
    return new Terminal(20, 4, TerminalOptions.defaults());
  }

  private static void feed(Terminal terminal, String text) {
    terminal.feed(RandomStreams.utf8(text));
  }

  @Test
  void anOscOfTheLargestSizeCountsAndOneByteMoreDoesNot() {
    for (int extra = 0; extra <= 1; extra++) {
      var terminal = terminal();
      feed(terminal, "\u001b]2;before\u0007");
      feed(terminal, "\u001b]2;" + "x".repeat(Parser.OSC_MAX_BYTES + extra) + "\u0007after");
      String expected = extra == 0 ? "x".repeat(Titles.TITLE_MAX_CHARS) : "before";
      assertEquals(expected, terminal.title());
      assertEquals("after", terminal.lineText(0));
    }
  }

  @Test
  void aDcsOfTheLargestSizeIsAnsweredAndOneByteMoreIsNot() {
    for (int extra = 0; extra <= 1; extra++) {
      var terminal = terminal();
      feed(terminal, "\u001bP$q" + "x".repeat(Parser.DCS_MAX_BYTES + extra) + "\u001b\\after");
      assertEquals(extra == 0, terminal.hasReplies());
      assertEquals("after", terminal.lineText(0));
    }
  }

  @Test
  void parametersBeyondTheLastAreIgnored() {
    var terminal = terminal();
    feed(terminal, "\u001b[" + "0;".repeat(Sequence.PARAMETERS_MAX - 1) + "1mx");
    assertTrue(terminal.cells().row(0).isBold());
    feed(terminal, "\r\u001b[" + "0;".repeat(Sequence.PARAMETERS_MAX) + "3mx");
    assertEquals(false, terminal.cells().row(0).isItalic());
  }

  @Test
  void hugeCountsAreClamped() {
    for (String sequence :
        new String[] {"S", "T", "L", "M", "@", "P", "X", "b", "A", "B", "I", "Z"}) {
      var terminal = terminal();
      feed(terminal, "x\u001b[10000000" + sequence + "\u001b[99999999999999999999C");
      assertEquals(19, terminal.cursorCol());
    }
  }

  @Test
  void aClusterTakesNoMoreCodePointsThanItMay() {
    var terminal = terminal();
    feed(terminal, "\u001b[?2027he" + "\u0301".repeat(10_000));
    String cluster = terminal.lineText(0);
    assertEquals(Clusters.CLUSTER_MAX_CODEPOINTS, cluster.codePointCount(0, cluster.length()));
  }

  @Test
  void aCellTakesTwoCombiningCharactersWithoutClustering() {
    var terminal = terminal();
    feed(terminal, "e\u0301\u0302\u0303");
    assertEquals("e\u0301\u0302", terminal.lineText(0));
  }

  @Test
  void theOldestLinksAreForgotten() {
    var terminal = new Terminal(2, 1, TerminalOptions.defaults());
    feed(terminal, "\u001b]8;;http://first/\u0007a");
    for (int i = 1; i < Links.LINKS_MAX; i++) {
      feed(terminal, "\u001b]8;;http://" + i + "/\u0007");
    }
    assertEquals("http://first/", terminal.cells().row(0).linkUri());
    feed(terminal, "\u001b]8;;http://last/\u0007b");
    assertEquals(null, terminal.cells().row(0).linkUri());
    assertEquals("http://last/", terminal.cells().row(0).cell(1).linkUri());
  }

  @Test
  void theScrollbackKeepsTheNewestLines() {
    var terminal = new Terminal(20, 1, TerminalOptions.defaults().withScrollbackLines(3));
    feed(terminal, "1\r\n2\r\n3\r\n4\r\n5");
    assertEquals(3, terminal.scrollbackSize());
    assertEquals("2", terminal.scrollbackText(0));
    assertEquals(4, terminal.scrollbackTotal());
  }

  @Test
  void theClusterTableDropsWhatNoCellShows() {
    var terminal = new Terminal(4, 2, TerminalOptions.defaults().withScrollbackLines(0));
    for (int i = 0; i < 20_000; i++) {
      terminal.feed(RandomStreams.utf8(Character.toString(0x4e00 + i % 20_000) + "\u0301\r"));
    }
    assertEquals(Character.toString(0x4e00 + 19_999) + "\u0301", terminal.lineText(0));
  }

  @Test
  void theSmallestAndALargeScreenWork() {
    byte[] stream = RandomStreams.stream(3, 500);
    new Terminal(1, 1, TerminalOptions.defaults()).feed(stream);
    new Terminal(1000, 1000, TerminalOptions.defaults()).feed(stream);
  }

  @Test
  void impossibleSizesAreRefused() {
    var options = TerminalOptions.defaults();
    assertThrows(IllegalArgumentException.class, () -> new Terminal(0, 1, options));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Terminal(TerminalOptions.COLUMNS_MAX + 1, 1, options));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Terminal(TerminalOptions.COLUMNS_MAX, TerminalOptions.ROWS_MAX, options));
  }
}
