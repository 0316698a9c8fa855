package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkingTest {
  private static final int ROUNDS = Integer.getInteger("rounds", 600);

  @Test
  void anyChunkingGivesTheSameStateAndReplies() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      int cols = 1 + random.nextInt(40);
      int rows = 1 + random.nextInt(15);
      var options = TerminalOptions.defaults().withScrollbackLines(30);
      byte[] stream = RandomStreams.stream(seed, 400);
      var whole = new Terminal(cols, rows, options);
      whole.feed(stream);
      var chunked = new Terminal(cols, rows, options);
      RandomStreams.feedInChunks(chunked, stream, random);
      assertEquals(whole.describeState(), chunked.describeState(), "seed " + seed);
      assertArrayEquals(whole.takeReplies(), chunked.takeReplies(), "seed " + seed);
    }
  }

  @Test
  void randomBytesNeitherThrowNorBreakTheScreen() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      byte[] noise = new byte[2000];
      random.nextBytes(noise);
      for (int i = 0; i < noise.length; i++) {
        if (random.nextInt(3) == 0) {
          noise[i] = (byte) "\u001b[;0123456789mHJKhlr?".charAt(random.nextInt(21));
        }
      }
      var options = TerminalOptions.defaults().withWindowResizeAllowed(seed % 2 == 0);
      var terminal = new Terminal(1 + random.nextInt(50), 1 + random.nextInt(20), options);
      terminal.feed(noise);
      terminal.resize(1 + random.nextInt(50), 1 + random.nextInt(20));
      terminal.feed(noise);
    }
  }
}
