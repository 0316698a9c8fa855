package dev.session.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.SessionException;
import dev.session.testing.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedactorTest {
  private static final List<String> SECRETS =
      List.of("hunter2", "tok_[a-z0-9]{4,8}", "(?<=password: )\\S+", "(?i)key=[^;\\s]*;?", "ää+ö");

  private static String redact(String text, String... patterns) {
    return new String(RedactionPatterns.of(List.of(patterns)).redact(text.getBytes(UTF_8)), UTF_8);
  }

  private static String fed(Redactor redactor, String text) {
    var bytes = text.getBytes(UTF_8);
    redactor.feed(bytes, 0, bytes.length);
    return new String(redactor.take(), UTF_8);
  }

  @Test
  void whatMatchesIsReplacedAndNothingElseChanges() {
    assertEquals("a [redacted] b\r\n", redact("a hunter2 b\r\n", "hunter2"));
    assertEquals("a hunter3 b\r\n", redact("a hunter3 b\r\n", "hunter2"));
  }

  @Test
  void whatMayBecomeAMatchIsHeldBackAndNothingElse() {
    var redactor = RedactionPatterns.of(List.of("hunter2")).redactor();
    assertEquals("the ", fed(redactor, "the hun"));
    assertTrue(redactor.isHolding());
    assertEquals("hunk", fed(redactor, "k"));
    assertFalse(redactor.isHolding());
    assertEquals("", fed(redactor, "hunter"));
    assertEquals("[redacted].", fed(redactor, "2."));
  }

  @Test
  void aPauseLetsOutWhatIsHeldBack() {
    var redactor = RedactionPatterns.of(List.of("password")).redactor();
    assertEquals("", fed(redactor, "pass"));
    redactor.flush();
    assertEquals("pass", new String(redactor.take(), UTF_8));
    assertFalse(redactor.isHolding());
  }

  @Test
  void aMatchThatMayGrowIsAwaited() {
    var redactor = RedactionPatterns.of(List.of("tok_\\w+")).redactor();
    assertEquals("", fed(redactor, "tok_ab"));
    assertEquals("", fed(redactor, "cd"));
    assertEquals("[redacted] x", fed(redactor, " x"));
  }

  @Test
  void coloursInsideASecretDoNotHideItAndStay() {
    assertEquals(
        "\u001b[31m[redacted]\u001b[1;32m\u001b(B\u001b[m.",
        redact("\u001b[31mhun\u001b[1;32mte\u001b(B\u001b[mr2.", "hunter2"));
  }

  @Test
  void textInTwoPlacesIsNotOneText() {
    assertEquals(
        "hun\u001b[5;5Hter2, key=[redacted]\u001b[3;1Hnext",
        redact("hun\u001b[5;5Hter2, key=abc\u001b[3;1Hnext", "hunter2", "(?<=key=)\\S+"));
  }

  @Test
  void titlesAndLinksAreRedacted() {
    assertEquals(
        "\u001b]0;at [redacted]\u0007\u001b]8;;http://x/[redacted]\u001b\\",
        redact("\u001b]0;at hunter2\u0007\u001b]8;;http://x/hunter2\u001b\\", "hunter2"));
  }

  @Test
  void patternsSeeLinesAndCharactersNotBytes() {
    assertEquals("x\r\n[redacted]\r\nz", redact("x\r\nsecret\r\nz", "^.{6}$"));
    assertEquals("[redacted]!", redact("😀😀!", "^..(?=!)"));
  }

  @Test
  void matchesThatOverlapAreOneReplacement() {
    assertEquals("[redacted]!", redact("abcdef!", "abcd", "cdef"));
    assertEquals("[redacted]!", redact("aaaaa!", "aaaa"));
  }

  @Test
  void bytesThatAreNoTextComeOutAsTheyAre() {
    var bytes = "\u00ff\u00fe hunter2 \u00e2\u0082 \u00c3".getBytes(ISO_8859_1);
    var redactor = RedactionPatterns.of(List.of("hunter2")).redactor();
    redactor.feed(bytes, 0, bytes.length);
    redactor.flush();
    assertEquals(
        "\u00ff\u00fe [redacted] \u00e2\u0082 \u00c3", new String(redactor.take(), ISO_8859_1));
  }

  @Test
  void whateverThePiecesTheResultIsThatOfTheWhole() {
    long seed = Seed.get();
    var random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      var patterns = new ArrayList<>(SECRETS);
      Collections.shuffle(patterns, random);
      var shared = RedactionPatterns.of(patterns.subList(0, 1 + random.nextInt(patterns.size())));
      var text = randomText(random);
      var whole = new String(shared.redact(text), ISO_8859_1);
      var redactor = shared.redactor();
      var pieces = new StringBuilder();
      for (int at = 0; at < text.length; ) {
        int length = Math.min(text.length - at, 1 + random.nextInt(1 + random.nextInt(40)));
        redactor.feed(text, at, length);
        at += length;
        pieces.append(new String(redactor.take(), ISO_8859_1));
      }
      redactor.flush();
      pieces.append(new String(redactor.take(), ISO_8859_1));
      assertEquals(whole, pieces.toString(), "seed " + seed + ", round " + round);
    }
  }

  private static byte[] randomText(Random random) {
    var parts =
        List.of(
            "hunter2",
            "hunt",
            "er2",
            "tok_",
            "ab12",
            "password: ",
            "xyz",
            " ",
            "KEY=",
            "q;",
            "\r\n",
            "\u001b[31m",
            "\u001b[0m",
            "\u001b[2;3H",
            "\u001b]0;",
            "\u0007",
            "ä",
            "ää",
            "ö",
            "😀",
            "\b",
            "\u001b",
            "[",
            "\u001b7",
            "\u001b(B");
    var text = new StringBuilder();
    for (int i = random.nextInt(60); i >= 0; i--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    var bytes = text.toString().getBytes(UTF_8);
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @Test
  void noMoreThanTheWindowIsHeldBack() {
    var redactor = RedactionPatterns.of(List.of("begin[^.]*end")).redactor();
    var text = "begin" + "x".repeat(3 * Redactor.WINDOW_CHARS);
    var out = fed(redactor, text);
    assertEquals(text, out + "x".repeat(text.length() - out.length()));
    assertFalse(redactor.isHolding());
  }

  @Test
  void aMatchOfTheWindowsLengthIsRedactedAndAWholeLineWithIt() {
    var text = "begin" + "x".repeat(Redactor.WINDOW_CHARS - 8) + "end.";
    assertEquals("[redacted].", redact(text, "begin[^.]*end"));
  }

  @Test
  void aPatternThatNeverEndsTakesTheTextWithIt() {
    var text = "a".repeat(5_000) + "!";
    assertEquals("[redacted]", redact(text, "(a+)+b"));
    assertEquals("ok", redact("ok", "(a+)+b"));
  }

  @Test
  void aPatternThatNeedsTooMuchStackTakesTheTextWithIt() {
    assertEquals("[redacted]", redact("ab".repeat(8_000), "(a|b)*c"));
  }

  @Test
  void manyMatchesOfOnePatternDoNotExhaustThePatienceWithAnother() {
    assertEquals(
        "[redacted] ".repeat(5_000), redact("hunter2 ".repeat(5_000), "never seen", "hunter2"));
  }

  @Test
  void aBrokenPatternIsNamedByItsPlaceAndNotShown() {
    var error =
        assertThrows(
            SessionException.class, () -> RedactionPatterns.of(List.of("fine", "hunter2(")));
    assertTrue(error.sentence().startsWith("Pattern 2 "), error.sentence());
    assertFalse(error.sentence().contains("hunter2"), error.sentence());
  }
}
