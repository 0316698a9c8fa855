package dev.session.cli.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What of a session's screen gets into its picture.
class PictureTakerTest {
  private static TextCharacter first(String output) {
    return Sessions.picture(10, 2, output).cell(0, 0);
  }

  @Test
  void coloursByNumberStayNumbersAndTrueOnesAreExact() {
    assertEquals(TextColor.ANSI.RED, first("\033[31mx").getForegroundColor());
    assertEquals(TextColor.ANSI.RED_BRIGHT, first("\033[91mx").getForegroundColor());
    assertEquals(new TextColor.Indexed(200), first("\033[38;5;200mx").getForegroundColor());
    assertEquals(new TextColor.RGB(1, 2, 3), first("\033[48;2;1;2;3mx").getBackgroundColor());
    assertEquals(TextColor.ANSI.DEFAULT, first("x").getForegroundColor());
  }

  @Test
  void coloursThatTheProgramHasDefinedAreExact() {
    var output = "\033]4;1;#102030\033\\\033]11;#040506\033\\\033[31mx";
    assertEquals(new TextColor.RGB(16, 32, 48), first(output).getForegroundColor());
    assertEquals(new TextColor.RGB(4, 5, 6), first(output).getBackgroundColor());
  }

  @Test
  void looksAreKept() {
    assertEquals(
        EnumSet.of(SGR.BOLD, SGR.ITALIC, SGR.UNDERLINE, SGR.REVERSE, SGR.CROSSED_OUT),
        first("\033[1;3;4;7;9mx").getModifiers());
    assertEquals(" ", first("\033[8mx").getCharacterString());
    assertEquals(TextColor.ANSI.BLACK_BRIGHT, first("\033[2mx").getForegroundColor());
  }

  @ParameterizedTest
  @ValueSource(strings = {"漢", "🎉", "⌚", "👨‍👩‍👧", "🇩🇪"})
  void wideCharactersTakeTwoCells(String cluster) {
    var picture = Sessions.picture(10, 2, "\033[?2027h" + cluster + "x");
    assertEquals(cluster, picture.cell(0, 0).getCharacterString());
    assertTrue(picture.cell(0, 0).isDoubleWidth());
    assertEquals(Picture.BEHIND_WIDE, picture.cell(0, 1));
    assertEquals("x", picture.cell(0, 2).getCharacterString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "𝐀", "ก็", "─"})
  void narrowCharactersTakeOneHoweverTheyAreWritten(String cluster) {
    var picture = Sessions.picture(10, 2, cluster + "x");
    assertFalse(picture.cell(0, 0).isDoubleWidth());
    assertEquals("x", picture.cell(0, 1).getCharacterString());
  }

  @Test
  void naturalPanKeepsTheCursorInSight() {
    assertEquals(new Pan(0, 0), Sessions.picture(80, 24, "x").naturalPan(40, 10));
    assertEquals(new Pan(14, 0), Sessions.picture(80, 24, "\033[24;1H").naturalPan(40, 10));
    assertEquals(new Pan(0, 21), Sessions.picture(80, 24, "\033[1;61H").naturalPan(40, 10));
    assertEquals(new Pan(0, 0), Sessions.picture(80, 24, "\033[24;1H\033[?25l").naturalPan(40, 10));
  }
}
