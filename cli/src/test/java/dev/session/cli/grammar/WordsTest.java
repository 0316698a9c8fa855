package dev.session.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private static final List<String> KNOWN = List.of("create", "list", "ls", "destroy", "snapshot");

  @ParameterizedTest
  @CsvSource({
    "crate, create",
    "craete, create",
    "creates, create",
    "snap, snapshot",
    "lsit, list",
    "l, ls",
    "destory, destroy",
  })
  void nearestWordIsFound(String word, String nearest) {
    assertEquals(nearest, Words.nearest(word, KNOWN));
  }

  @ParameterizedTest
  @CsvSource({"frobnicate", "xy", "''"})
  void nothingIsGuessedForWhatIsFarFromEverything(String word) {
    assertNull(Words.nearest(word, KNOWN));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "a, a, 0",
    "'', abc, 3",
    "abc, acb, 1",
    "kitten, sitting, 3",
    "ab, ba, 1"
  })
  void slipsAreCounted(String a, String b, int slips) {
    assertEquals(slips, Words.slips(a, b));
    assertEquals(slips, Words.slips(b, a));
  }

  @Test
  void choicesReadAsASentence() {
    assertEquals("a, b or c", Words.oneOf(List.of("a", "b", "c")));
    assertEquals("a", Words.oneOf(List.of("a")));
  }
}
