package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RepliesTest {
  private static final String ESC = "\u001b";

  private static String reply(String query) {
    var terminal = new Terminal(80, 24, TerminalOptions.defaults());
    terminal.feed(RandomStreams.utf8(query));
    return new String(terminal.takeReplies(), StandardCharsets.ISO_8859_1);
  }

  private static void assertReply(String expected, String query) {
    assertEquals(expected, reply(query));
  }

  @Test
  void attributesAreThoseOfAVt525() {
    assertReply(ESC + "[?65;1;2;6;9;15;16;17;18;21;22;28;29c", ESC + "[c");
    assertReply(ESC + "[>64;410;0c", ESC + "[>c");
    assertReply(ESC + "P!|00000000" + ESC + "\\", ESC + "[=c");
    assertReply(ESC + "P>|XTerm(410)" + ESC + "\\", ESC + "[>q");
  }

  @Test
  void theCursorIsReportedFromTheMarginsInOriginMode() {
    assertReply(ESC + "[3;4R", ESC + "[3;4H" + ESC + "[6n");
    assertReply(ESC + "[?3;4;1R", ESC + "[3;4H" + ESC + "[?6n");
    assertReply(ESC + "[1;1R", ESC + "[5;10r" + ESC + "[?6h" + ESC + "[6n");
  }

  @Test
  void modesAreReportedSetResetOrUnknown() {
    assertReply(ESC + "[?7;1$y", ESC + "[?7$p");
    assertReply(ESC + "[?2004;2$y", ESC + "[?2004$p");
    assertReply(ESC + "[?12345;0$y", ESC + "[?12345$p");
    assertReply(ESC + "[4;1$y", ESC + "[4h" + ESC + "[4$p");
  }

  @Test
  void colorsAreReportedTheWayTheyWereAskedFor() {
    assertReply(ESC + "]11;rgb:1e1e/1e1e/2e2e" + ESC + "\\", ESC + "]11;?" + ESC + "\\");
    assertReply(ESC + "]4;1;rgb:1212/3434/5656\u0007", ESC + "]4;1;#123456;1;?\u0007");
  }

  @Test
  void settingsAreReported() {
    assertReply(ESC + "P1$r0;1;4:3m" + ESC + "\\", ESC + "[1;4:3m" + ESC + "P$qm" + ESC + "\\");
    assertReply(ESC + "P1$r2;5r" + ESC + "\\", ESC + "[2;5r" + ESC + "P$qr" + ESC + "\\");
    assertReply(ESC + "P0$r" + ESC + "\\", ESC + "P$qz" + ESC + "\\");
  }

  @Test
  void capabilitiesAreAnsweredInHexadecimal() {
    assertReply(ESC + "P1+r436F=323536" + ESC + "\\", ESC + "P+q436F" + ESC + "\\");
    assertReply(ESC + "P0+r5858" + ESC + "\\", ESC + "P+q5858" + ESC + "\\");
  }

  @Test
  void kittyFlagsFollowTheirStack() {
    assertReply(ESC + "[?0u", ESC + "[?u");
    assertReply(ESC + "[?5u", ESC + "[>1u" + ESC + "[>5u" + ESC + "[?u");
    assertReply(ESC + "[?1u", ESC + "[>1u" + ESC + "[>5u" + ESC + "[<u" + ESC + "[?u");
    assertReply(ESC + "[?0u", ESC + "[>1u" + ESC + "[?1049h" + ESC + "[?u");
  }

  @Test
  void sizesAreReported() {
    assertReply(ESC + "[8;24;80t", ESC + "[18t");
    assertReply(ESC + "[4;480;800t", ESC + "[14t");
  }

  @Test
  void aTitleReportCarriesNoControls() {
    assertReply(ESC + "]la[2Jb" + ESC + "\\", ESC + "]2;a\u009b\u0001[2Jb\u0007" + ESC + "[21t");
  }

  @Test
  void repliesUseOneByteControlsWhenAskedTo() {
    assertReply("\u009b0n", ESC + " G" + ESC + "[5n");
  }

  @Test
  void aReplayAnswersNothing() {
    var terminal = new Terminal(80, 24, TerminalOptions.defaults().withReplies(false));
    terminal.feed(RandomStreams.utf8(ESC + "[c" + ESC + "[6n" + ESC + "]11;?\u0007"));
    assertFalse(terminal.hasReplies());
  }

  @Test
  void answersThatNobodyTakesAreBounded() {
    var terminal = new Terminal(80, 24, TerminalOptions.defaults());
    for (int i = 0; i < 100_000; i++) {
      terminal.feed(RandomStreams.utf8(ESC + "[c"));
    }
    int length = terminal.takeReplies().length;
    assertEquals(true, length <= Replies.REPLIES_MAX_BYTES);
  }
}
