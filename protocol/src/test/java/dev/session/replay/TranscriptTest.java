package dev.session.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
  private static final String ESC = "\u001b";

  @TempDir Path directory;
  private int logs;

  private String transcript(String... outputs) throws IOException {
    var log = directory.resolve("log" + logs++);
    try (var session = new RandomSession(log, 1, 1 << 20, 1 << 20)) {
      session.resize(20, 4);
      for (var output : outputs) {
        if (output.startsWith("size ")) {
          var size = output.substring(5).split("x", 2);
          session.resize(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        } else {
          session.output(output.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return of(log, null, Moment.END);
  }

  private static String of(Path log, @Nullable Moment from, Moment to) {
    var text = new StringBuilder();
    assertNull(Transcript.write(log, from, to, text));
    return text.toString();
  }

  private static String lines(int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i).append('\n');
    }
    return text.toString();
  }

  @Test
  void eachLineIsPrintedOnceHoweverManyScrolledBy() throws IOException {
    assertEquals(lines(40_000), transcript(lines(40_000).replace("\n", "\r\n")));
  }

  @Test
  void whatWasPaintedOverIsNoPartOfIt() throws IOException {
    assertEquals(
        "done 100%\nnext\n", transcript("done 1%", "\rdone 50%", "\rdone 100%\r\n", "next"));
  }

  @Test
  void aBrokenLineIsOneLine() throws IOException {
    var line = "twenty columns have a broken line, which goes on and on and on and scrolls away";
    assertEquals(line + "\nx\n", transcript(line + "\r\nx"));
    assertEquals(line + "\n" + lines(9), transcript(line + "\r\n", lines(9).replace("\n", "\r\n")));
  }

  @Test
  void aScreenIsPrintedBeforeItIsErased() throws IOException {
    assertEquals("one\ntwo\nthree\n", transcript("one\r\ntwo", ESC + "[H" + ESC + "[2Jthree"));
    assertEquals(
        "one\ntwo\nthree\n", transcript("one\r\ntwo", ESC + "[H" + ESC + "[J" + ESC + "[3Jthree"));
  }

  @Test
  void blankLinesBetweenLinesStay() throws IOException {
    assertEquals("one\n\n\ntwo\n", transcript("one\r\n\r\n\r\ntwo\r\n\r\n\r\n"));
  }

  @Test
  void aFullScreenProgramIsOneLineWhereItBegan() throws IOException {
    var text =
        transcript(
            "$ edit\r\n",
            ESC + "[?1049h" + ESC + "]2;the file\u0007",
            ESC + "[2J" + ESC + "[Hnot to be seen",
            ESC + "[?1049l",
            "$ done");
    assertTrue(
        text.matches("\\$ edit\n\\[a full-screen program 'the file' for \\d+s\\]\n\\$ done\n"),
        text);
  }

  @Test
  void aFullScreenProgramThatNeverEndedIsTold() throws IOException {
    var text = transcript("$ edit\r\n", ESC + "[?1049h", "x");
    assertTrue(text.matches("\\$ edit\n\\[a full-screen program for \\d+s\\]\n"), text);
  }

  @Test
  void aResizePrintsNothingTwice() throws IOException {
    var sizes = new String[] {"20x9", "7x3", "30x2", "30x12", "5x5"};
    for (var size : sizes) {
      assertEquals(
          lines(30) + "the last line, which is broken\n",
          transcript(
              lines(20).replace("\n", "\r\n"),
              "size " + size,
              lines(30).substring(lines(20).length()).replace("\n", "\r\n"),
              "size 20x4",
              "the last line, which is broken"),
          size);
    }
  }

  @Test
  void aResizeUnderAFullScreenProgramPrintsNothingTwice() throws IOException {
    var text =
        transcript(
            lines(20).replace("\n", "\r\n"), ESC + "[?1049h", "size 9x12", ESC + "[?1049l", "end");
    assertEquals(lines(20) + "end\n", text.replaceFirst("\\[a full-screen.*\n", ""));
  }

  @Test
  void aPartBeginsWithTheLineOfTheCursor() throws IOException {
    transcript("one\r\ntwo\r\nth", "ree\r\nfour\r\n", "five");
    var log = directory.resolve("log0");
    assertEquals("three\nfour\n", of(log, new Moment.AtSequence(1), new Moment.AtSequence(2)));
  }

  /// Programs that only print lines, of any length, at any chunking and with any resizes.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void plainLinesComeOutAsTheyWentIn(long seed) throws IOException {
    var random = new Random(seed);
    var expected = new ArrayList<String>();
    var log = directory.resolve("log");
    try (var session = new RandomSession(log, seed, 5000, 1000)) {
      for (int i = 0; i < 300; i++) {
        var line = i + " " + "word ".repeat(random.nextInt(12)) + "end";
        expected.add(line);
        session.output((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        if (random.nextInt(20) == 0) {
          session.resize(2 + random.nextInt(60), 1 + random.nextInt(12));
        }
      }
    }
    assertLinesMatch(expected, of(log, null, Moment.END).lines().toList(), () -> "seed " + seed);
  }
}
