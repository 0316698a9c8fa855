package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.session.testing.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The private sequences of keyframes: nothing to a program, and harmless in a keyframe that
/// somebody made by hand.
class HostileKeyframeTest {
  private static final String KINDS = "LRCSKMNVAOTQYXGBZ";
  private static final int KEYFRAMES = 3_000 * Seed.factor();
  private static final long[] NUMBERS = {
    0,
    1,
    2,
    3,
    7,
    24,
    80,
    -1,
    -2,
    255,
    256,
    9_999,
    10_000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  /// Ends what was begun, VT52 mode included.
  private static final byte[] CALM = "\030\033<".getBytes(StandardCharsets.US_ASCII);

  private final long seed = Seed.get();
  private final Random random = new Random(seed);

  private static Terminal terminal() {
    return new Terminal(20, 6, TerminalOptions.defaults());
  }

  private String field() {
    return switch (random.nextInt(6)) {
      case 0 -> Long.toString(random.nextLong());
      case 1 -> random.nextBoolean() ? "" : "x";
      case 2 -> "99999999999999999999999";
      case 3 -> "c3a9";
      default -> Long.toString(NUMBERS[random.nextInt(NUMBERS.length)]);
    };
  }

  private String sequence() {
    int fields = random.nextInt(5) == 0 ? random.nextInt(400) : random.nextInt(30);
    var numbers =
        random.ints(fields, 0, 1).mapToObj(_ -> ";" + field()).collect(Collectors.joining());
    return "\033]20725;" + KINDS.charAt(random.nextInt(KINDS.length())) + numbers + "\033\\";
  }

  @Test
  void aProgramChangesNothingByThem() {
    for (int i = 0; i < KEYFRAMES / 10; i++) {
      var attacked = terminal();
      var spared = terminal();
      var attack = sequence();
      for (var terminal : List.of(attacked, spared)) {
        terminal.feed(RandomStreams.stream(seed + i, 20));
        terminal.feed(CALM);
      }
      attacked.feed(attack.getBytes(StandardCharsets.US_ASCII));
      // Any other number that means nothing.
      spared.feed(attack.replace("20725", "20726").getBytes(StandardCharsets.US_ASCII));
      assertEquals(
          spared.describeState(), attacked.describeState(), "seed " + seed + ": " + attack);
    }
  }

  @Test
  void whateverAKeyframeHoldsTheTerminalStaysWhole() {
    for (int i = 0; i < KEYFRAMES; i++) {
      var terminal = terminal();
      var keyframe = new StringBuilder();
      for (int left = 1 + random.nextInt(12); left > 0; left--) {
        keyframe.append(sequence());
      }
      assertStaysWhole(terminal, keyframe.toString().getBytes(StandardCharsets.US_ASCII), i);
    }
  }

  @Test
  void aKeyframeThatIsCutOffLeavesAWholeTerminal() {
    var source = terminal();
    source.feed(RandomStreams.stream(7, 200));
    byte[] whole = source.dump(Integer.MAX_VALUE);
    for (int i = 0; i < 300; i++) {
      assertStaysWhole(terminal(), Arrays.copyOf(whole, random.nextInt(whole.length)), i);
    }
  }

  private void assertStaysWhole(Terminal terminal, byte[] keyframe, int number) {
    try {
      var changes = new RowChanges(terminal);
      changes.look();
      terminal.restore(keyframe);
      changes.look();
      terminal.feed(RandomStreams.stream(random.nextLong(), 10));
      changes.look();
      terminal.resize(1 + random.nextInt(40), 1 + random.nextInt(12));
      changes.look();
      terminal.feed("\033[?1049l\0338\033[3J text\r\n".getBytes(StandardCharsets.US_ASCII));
      changes.look();
      terminal.restore(terminal.dump(Integer.MAX_VALUE));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ", keyframe " + number, e);
    }
  }
}
