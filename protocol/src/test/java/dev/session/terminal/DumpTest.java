package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DumpTest {
  private static final int ROUNDS = Integer.getInteger("rounds", 400);
  private static final TerminalOptions OPTIONS = TerminalOptions.defaults().withScrollbackLines(50);

  @Test
  void aDumpGivesAFreshTerminalTheSameState() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      var terminal = randomTerminal(random);
      terminal.feed(RandomStreams.stream(seed, 1 + random.nextInt(300)));
      assertRestores(terminal, random, "seed " + seed);
    }
  }

  @Test
  void aRestoredTerminalGoesOnAsTheFirstWouldHave() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      var terminal = randomTerminal(random);
      byte[] stream = RandomStreams.stream(seed + 1_000_000, 200);
      terminal.feed(stream, 0, stream.length / 2);
      var restored = restored(terminal, random);
      terminal.takeReplies();
      restored.takeReplies();
      terminal.feed(stream, stream.length / 2, stream.length - stream.length / 2);
      restored.feed(stream, stream.length / 2, stream.length - stream.length / 2);
      assertEquals(terminal.describeState(), restored.describeState(), "seed " + seed);
      assertArrayEquals(terminal.takeReplies(), restored.takeReplies(), "seed " + seed);
    }
  }

  @Test
  void aDumpRestoresAtEveryByteOfAStream() {
    byte[] stream = RandomStreams.stream(7, 60);
    var random = new Random(7);
    var terminal = new Terminal(20, 5, OPTIONS);
    for (int i = 0; i < stream.length; i++) {
      terminal.feed(stream, i, 1);
      assertRestores(terminal, random, "byte " + i);
    }
  }

  @Test
  void scrollbackIsDumpedUpToTheBound() {
    var terminal = new Terminal(10, 2, OPTIONS);
    terminal.feed(RandomStreams.utf8("1\r\n2\r\n3\r\n4\r\n5"));
    var restored = new Terminal(10, 2, OPTIONS);
    restored.restore(terminal.dump(2));
    assertEquals(2, restored.scrollbackSize());
    assertEquals("2", restored.scrollbackText(0));
    assertEquals("5", restored.lineText(1));
  }

  private static Terminal randomTerminal(Random random) {
    return new Terminal(1 + random.nextInt(30), 1 + random.nextInt(12), OPTIONS);
  }

  private static Terminal restored(Terminal terminal, Random random) {
    var restored = new Terminal(terminal.cols(), terminal.rows(), OPTIONS);
    byte[] dump = terminal.dump(Integer.MAX_VALUE);
    for (int at = 0, end; at < dump.length; at = end) {
      end = Math.min(dump.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 100));
      restored.restore(Arrays.copyOfRange(dump, at, end));
    }
    return restored;
  }

  private static void assertRestores(Terminal terminal, Random random, String message) {
    assertEquals(terminal.describeState(), restored(terminal, random).describeState(), message);
  }
}
