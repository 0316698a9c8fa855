package dev.session.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.testing.Seed;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our compressor, read back by somebody else's.
class DeflateTest {
  private static byte[] inflated(byte[] compressed, int length) throws DataFormatException {
    try (var inflater = new Inflater()) {
      inflater.setInput(compressed);
      var data = new byte[length + 1];
      int count = inflater.inflate(data);
      assertTrue(inflater.finished(), "the stream ends where the data does");
      assertEquals(0, inflater.getRemaining());
      return Arrays.copyOf(data, count);
    }
  }

  private static void comesBack(byte[] data, String what) throws DataFormatException {
    assertArrayEquals(data, inflated(Deflate.zlib(data), data.length), what);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 257, 258, 259, 32_767, 32_768, 32_769, 200_000})
  void dataOfEveryLengthComesBack(int length) throws DataFormatException {
    var random = new Random(length);
    var noise = new byte[length];
    random.nextBytes(noise);
    comesBack(noise, "noise");
    comesBack(new byte[length], "zeros");
    var text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) (random.nextInt(8) == 0 ? random.nextInt(5) : i % 97);
    }
    comesBack(text, "something that repeats itself");
  }

  @Test
  void randomMixturesComeBack() throws DataFormatException {
    long seed = Seed.get();
    var random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      var data = new byte[random.nextInt(120_000)];
      int at = 0;
      while (at < data.length) {
        int run = Math.min(data.length - at, 1 + random.nextInt(700));
        switch (random.nextInt(3)) {
          case 0 -> Arrays.fill(data, at, at + run, (byte) random.nextInt());
          case 1 -> {
            for (int i = at; i < at + run; i++) {
              data[i] = (byte) random.nextInt(1 + random.nextInt(256));
            }
          }
          default -> {
            int from = random.nextInt(at + 1);
            for (int i = 0; i < run; i++) {
              data[at + i] = at == 0 ? 0 : data[(from + i) % at];
            }
          }
        }
        at += run;
      }
      comesBack(data, "seed " + seed + ", round " + round);
    }
  }

  /// Weights that grow like Fibonacci's numbers make the longest codes.
  @Test
  void codesThatWouldGetTooLongComeBack() throws DataFormatException {
    int symbols = 27;
    int length = 0;
    var counts = new int[symbols];
    for (int i = 0; i < symbols; i++) {
      counts[i] = i < 2 ? 1 : counts[i - 1] + counts[i - 2];
      length += counts[i];
    }
    var data = new byte[length];
    int at = 0;
    for (int i = 0; i < symbols; i++) {
      Arrays.fill(data, at, at + counts[i], (byte) (i * 7));
      at += counts[i];
    }
    var random = new Random(1);
    for (int i = length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      byte swapped = data[i];
      data[i] = data[other];
      data[other] = swapped;
    }
    comesBack(data, "Fibonacci");
    var code = HuffmanCode.of(counts, 15);
    for (int i = 0; i < symbols; i++) {
      assertTrue(code.length(i) >= 1 && code.length(i) <= 15);
    }
  }

  @Test
  void whatRepeatsItselfGetsShort() {
    assertTrue(Deflate.zlib(new byte[1 << 20]).length < 4096);
  }
}
