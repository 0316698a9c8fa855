package dev.session.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.testing.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a program prints is followed as text, and steers nobody's terminal.
class FollowedTextTest {
  private static String tame(String... pieces) {
    var followed = new FollowedText();
    var text = new StringBuilder();
    for (var piece : pieces) {
      text.append(followed.of(piece));
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "one\\r\\ntwo\\n, one\\ntwo\\n",
    "\\e[1;31mred\\e[0m, red",
    "\\e]0;title\\atext, text",
    "\\e]0;title\\Stext, text",
    "\\ePq#0\\Stext, text",
    "\\e(Btext\\e=, text",
    "10%\\r20%\\r\\n, 10%\\n20%\\n",
    "a\\e[5;1Hb, a\\nb",
    "\\e[2J\\e[Ha, a",
    "\\e[31\\x18m, m",
    "a\\ab\\bc, abc",
    "a\\tb, a b",
    "\u009b31m, \ufffd31m",
    "\u202edab, \ufffddab",
  })
  void outputBecomesText(String output, String expected) {
    assertEquals(unescaped(expected), tame(unescaped(output)));
    // And the same whatever the pieces it comes in.
    assertEquals(unescaped(expected), tame(unescaped(output).split("")));
  }

  private static String unescaped(String text) {
    return text.replace("\\e", "\033")
        .replace("\\a", "\007")
        .replace("\\b", "\b")
        .replace("\\x18", "\030")
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\S", "\033\\");
  }

  @Test
  void nothingSteersTheTerminalWhateverIsPrinted() {
    long seed = Seed.get();
    var random = new Random(seed);
    var followed = new FollowedText();
    for (int i = 0; i < 1000; i++) {
      var bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = random.nextInt(4) == 0 ? (byte) random.nextInt(0x20) : bytes[at];
      }
      var text = followed.of(new String(bytes, StandardCharsets.UTF_8));
      assertTrue(
          text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f || c > 0x9f),
          () -> "seed " + seed + ": " + text);
    }
  }
}
