package dev.session.terminal.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Ways to cut the same input: a terminal must not care where its reads end.
final class Chunks {
  private static final boolean FULL = "full".equals(System.getProperty("conformance"));
  private static final int SEEDED = FULL ? 10 : 1;

  /// The integrity of the whole screen is checked at each chunk, so larger inputs take long.
  private static final int BYTEWISE_MAX_BYTES = FULL ? Integer.MAX_VALUE : 16 << 10;

  private final String name;
  private final int[] ends;

  private Chunks(String name, int[] ends) {
    this.name = name;
    this.ends = ends;
  }

  /// Byte by byte, and random cuts whose seed is in the name; `-Dconformance=full` tries more.
  static List<Chunks> of(byte[] input) {
    var all = new ArrayList<Chunks>();
    if (input.length <= BYTEWISE_MAX_BYTES) {
      all.add(bytewise(input));
    }
    for (int seed = 1; seed <= SEEDED; seed++) {
      all.add(random(input, seed));
    }
    return all;
  }

  String name() {
    return name;
  }

  static Chunks whole(byte[] input) {
    return new Chunks("at once", new int[] {input.length});
  }

  static Chunks bytewise(byte[] input) {
    var ends = new int[input.length];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = i + 1;
    }
    return new Chunks("byte by byte", ends);
  }

  /// Chunks of 1 to 2^n bytes with n chosen anew each time, so that both tiny and large ones occur.
  static Chunks random(byte[] input, long seed) {
    var random = new Random(seed);
    var ends = new ArrayList<Integer>();
    int end = 0;
    while (end < input.length) {
      end = Math.min(input.length, end + 1 + random.nextInt(1 << random.nextInt(12)));
      ends.add(end);
    }
    return new Chunks("seed " + seed, ends.stream().mapToInt(Integer::intValue).toArray());
  }

  void feed(byte[] input, TerminalUnderTest terminal) {
    int start = 0;
    for (int end : ends) {
      terminal.feed(input, start, end);
      start = end;
    }
  }
}
