package dev.session.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Line feeds of bytes that come from a pipe.
class LineEndsTest {
  @ParameterizedTest
  @CsvSource({
    "auto, a|b|, a~|b~|",
    "auto, |, ~|",
    "auto, a~|b|c, a~|b|c",
    "auto, abc, abc",
    "auto, '', ''",
    "crlf, a~|b||, a~|b~|~|",
    "crlf, a~b|, a~b~|",
    "keep, a|b, a|b",
  })
  void lineFeedsBeginALineWhereNoneHasAReturn(String how, String input, String expected)
      throws IOException {
    var bytes = input.replace('|', '\n').replace('~', '\r').getBytes(StandardCharsets.UTF_8);
    var applied = LineEnds.ofWord(how).applied(new ByteArrayInputStream(bytes));
    var text = new String(applied.readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(expected, text.replace('\n', '|').replace('\r', '~'));
  }
}
