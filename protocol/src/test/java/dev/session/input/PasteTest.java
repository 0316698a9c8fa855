package dev.session.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.testing.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pastes, and changes of focus.
class PasteTest {
  private static final String START = "\\e[200~";
  private static final String END = "\\e[201~";

  private static String plain(String text) {
    return Modes.shown(Paste.bytes(text, false, InputModes.DEFAULT));
  }

  private static String bracketed(String text) {
    return Modes.shown(Paste.bytes(text, false, Modes.NONE.bracketedPaste().of()));
  }

  @Test
  void bracketsAreSentOnlyIfAskedForOrForced() {
    assertEquals("hi", plain("hi"));
    assertEquals(START + "hi" + END, bracketed("hi"));
    assertEquals(START + "hi" + END, Modes.shown(Paste.bytes("hi", true, InputModes.DEFAULT)));
    assertEquals(
        "\\x9b200~hi\\x9b201~",
        Modes.shown(Paste.bytes("hi", false, Modes.NONE.bracketedPaste().eightBit().of())));
  }

  @ParameterizedTest
  @CsvSource({"'a\nb\n'", "'a\rb\r'", "'a\r\nb\r\n'"})
  void everyLineEndIsEnterOutsideBracketsAndALineInside(String text) {
    assertEquals("a\\x0db\\x0d", plain(text));
    assertEquals(START + "a\\x0ab\\x0a" + END, bracketed(text));
  }

  @Test
  void emptyLinesStay() {
    assertEquals("\\x0d\\x0d\\x0d", plain("\n\r\n\r"));
  }

  @Test
  void bracketsInsideTheTextNeverGetThrough() {
    var shown =
        Map.of(
            "x\u001b[201~y", "xy",
            "x\u001b[200~y", "xy",
            "x\u009b201~y", "xy",
            "\u001b[201~\u001b[201~", "",
            "\u001b[20\u001b[201~1~rm", " [201~rm",
            "\u001b\u001b[201~[201~rm", " [201~rm",
            "\u001b[31mred", " [31mred");
    shown.forEach(
        (text, bytes) -> {
          assertEquals(bytes, plain(text));
          assertEquals(START + bytes + END, bracketed(text));
        });
  }

  @Test
  void controlsBecomeSpacesAndTabsStay() {
    assertEquals("a\\x09b", plain("a\tb"));
    assertEquals(
        "^           $", plain("^\0\u0003\u0004\u0005\b\u0011\u001a\u001c\u007f\u0085\u009f$"));
  }

  @Test
  void textIsSentAsUtf8() {
    var text = "grüße 漢字 👨‍👩‍👧 \u00a0";
    assertArrayEquals(
        text.getBytes(StandardCharsets.UTF_8), Paste.bytes(text, false, InputModes.DEFAULT));
  }

  @Test
  void noRandomTextEscapesItsBrackets() {
    long seed = Seed.get();
    var random = new Random(seed);
    var pieces =
        new String[] {
          "\u001b", "[", "2", "0", "1", "~", "\u009b", "[201~", "200~", "\r", "\n", "x"
        };
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      var bytes = bracketed(text.toString());
      assertTrue(bytes.startsWith(START) && bytes.endsWith(END), "seed " + seed);
      var inside = bytes.substring(START.length(), bytes.length() - END.length());
      assertFalse(inside.contains("\\e") || inside.contains("\\xc2\\x9b"), "seed " + seed);
    }
  }

  @Test
  void focusIsReportedOnlyIfAskedForOrForced() {
    assertEquals("\\e[I", Modes.shown(Focus.IN.bytes(false, Modes.NONE.focusReports().of())));
    assertEquals("\\e[O", Modes.shown(Focus.OUT.bytes(false, Modes.NONE.focusReports().of())));
    assertEquals("\\e[O", Modes.shown(Focus.OUT.bytes(true, InputModes.DEFAULT)));
    var failure =
        assertThrows(SessionException.class, () -> Focus.IN.bytes(false, InputModes.DEFAULT));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
    assertTrue(failure.sentence().contains("1004"), failure.sentence());
  }
}
