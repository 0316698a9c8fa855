package dev.session.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Words of a command on one line.
class CommandLineTest {
  @Test
  void blanksSeparateWords() {
    assertEquals(List.of("type", "dev", "ls"), CommandLine.words("  type \t dev ls \r"));
    assertEquals(List.of(), CommandLine.words(" \t"));
  }

  @Test
  void quotesKeepBlanksAndMakeEmptyWords() {
    assertEquals(List.of("a b", "c  d", ""), CommandLine.words("'a b' \"c  d\" ''"));
    assertEquals(List.of("abc d"), CommandLine.words("a'b'\"c d\""));
  }

  @Test
  void backslashProtectsOutsideOfSingleQuotes() {
    assertEquals(List.of("a b", "\\n", "\"", "\\x"), CommandLine.words("a\\ b '\\n' \\\" \"\\x\""));
    assertEquals(List.of("say \"hi\" \\ $"), CommandLine.words("\"say \\\"hi\\\" \\\\ \\$\""));
  }

  @Test
  void nothingElseOfAShellMeansAnything() {
    assertEquals(List.of("$HOME", "*", "#", "~", ";"), CommandLine.words("$HOME * # ~ ;"));
  }

  @Test
  void jsonArrayHoldsTheWordsAsTheyAre() {
    assertEquals(
        List.of("type", "dev", "a\nb"), CommandLine.words(" [\"type\", \"dev\", \"a\\nb\"]"));
    assertEquals(List.of(), CommandLine.words("[]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"type 'a", "type \"a\\\"", "type a\\", "[\"a\"", "[1]", "[\"a\"] b"})
  void whatIsNotCompleteIsRefused(String line) {
    var failure = assertThrows(SessionException.class, () -> CommandLine.words(line));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
  }
}
