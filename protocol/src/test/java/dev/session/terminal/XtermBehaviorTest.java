package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Small streams that random comparison with a real xterm (379, VT420) brought up, and what that
/// xterm shows: the rows of a 10x4 screen that are not empty, and the cursor.
class XtermBehaviorTest {
  private static final int COLS = 10;
  private static final int ROWS = 4;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          SD scrolls by one,                            ab^[[T,                      "1 ab, 0:2"
          SD by zero does not scroll,                   ab^[[0T,                     "0 ab, 0:2"
          SU by zero scrolls by one,                    "^[[2;1Hab^[[0S",            "0 ab, 1:2"
          DECIC leaves a wrap pending,                  0123456789^[[3'}x,           "0 012345678, 1 x, 1:1"
          DECDC leaves a wrap pending,                  0123456789^[[3'~x,           "0 012345678, 1 x, 1:1"
          SR leaves a wrap pending,                     0123456789^[[ Ax,            "0  012345678, 1 x, 1:1"
          DECFI leaves a wrap pending,                  0123456789^[9x,              "0 123456789, 1 x, 1:1"
          DECRARA reverses what is seen of attributes,  "ab^[[1;1;1;2;0$t",          "0 ab, 0:2"
          IL goes to the first column,                  "^[[2;5Hab^[[Lx",            "1 x, 2     ab, 1:1"
          REP repeats the base only,                    e\u0301^[[2bx,               "0 éeex, 0:4"
          REP wraps,                                    "^[[1;9Ha^[[3bx",            "0         aa, 1 aax, 1:3"
          a repetition of nothing repeats nothing,      "a^[[H^[[3b",                "0 a, 0:0"
          mode 45 goes back over any line,              "^[[?45h^[[3;1H^[[Dx",       "1          x, 1:9"
          mode 45 does not go back over NEL,            "ab^[[?45h^[E^[[Dx",         "0 ab, 1 x, 1:1"
          mode 1045 does,                               "^[[?45;1045h^[E^[[Dx",      "0          x, 0:9"
          NEL is forgotten when the cursor moves,       "^[[?45h^[E^[[C^[[2Dx",      "0          x, 0:9"
          DECSTR leaves a wrap pending,                 0123456789^[[!px,            "0 0123456789, 1 x, 1:1"
          and saves it with the cursor,                 0123456789^[[!p^[8x,           "0 0123456789, 1 x, 1:1"
          text from left of a margin is not inserted,   "012345678^[[4h^[[?69h^[[3;9sabcd",  "0 abcd45678, 0:4"
          it is on the next line,                       "x^[[2;1H01234^[[4h^[[?69h^[[3;6s^[[?69l^[[1;1Habcdefghijkl",  "0 abcdefghij, 1 kl01234, 1:2"
          half a wide character is blanked,             漢^[[1Gx,                    "0 x, 0:1"
          a wide character wraps whole,                 012345678漢,                 "0 012345678, 1 漢, 1:2"
          """)
  void showsWhatXtermShows(String what, String input, String expected) {
    var terminal = new Terminal(COLS, ROWS, TerminalOptions.defaults());
    terminal.feed(input.replace("^[", "\033").getBytes(StandardCharsets.UTF_8));
    String rows =
        IntStream.range(0, ROWS)
            .filter(row -> !terminal.lineText(row).isEmpty())
            .mapToObj(row -> row + " " + composed(terminal.lineText(row)))
            .collect(Collectors.joining(", "));
    assertEquals(expected, rows + ", " + terminal.cursorRow() + ":" + terminal.cursorCol(), what);
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
