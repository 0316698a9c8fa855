package dev.session.render;

import java.util.Arrays;

/// Compresses bytes into a zlib stream: the same bytes on every machine, which the zlib that a JDK
/// happens to be linked with does not promise.
///
/// Spec: RFC 1950 and 1951. Repetitions are found by hash chains over the last 32 KiB; each block
/// has its own Huffman codes.
final class Deflate {
  private static final int WINDOW = 1 << 15;
  private static final int HASH_BITS = 15;
  private static final int MATCH_MIN = 4;
  private static final int MATCH_MAX = 258;

  /// How many earlier places are tried; a picture of text gains little from more.
  private static final int CHAIN_MAX = 24;

  /// A match of this length is good enough to look no further.
  private static final int MATCH_GOOD = 96;

  private static final int BLOCK_SYMBOLS = 1 << 15;
  private static final int LITERAL_CODES = 286;
  private static final int DISTANCE_CODES = 30;
  private static final int END_OF_BLOCK = 256;
  private static final int ADLER = 65_521;

  /// Sums stay below 2^31 for so many bytes.
  private static final int ADLER_RUN = 3_800;

  private static final int[] LENGTH_BASE = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258
  };
  private static final int[] LENGTH_EXTRA = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
  };
  private static final int[] DISTANCE_BASE = {
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577
  };
  private static final byte[] LENGTH_CODE = new byte[MATCH_MAX + 1];

  static {
    for (int code = 0; code < LENGTH_BASE.length; code++) {
      Arrays.fill(LENGTH_CODE, LENGTH_BASE[code], LENGTH_CODE.length, (byte) code);
    }
  }

  private final byte[] data;
  private final int[] heads = new int[1 << HASH_BITS];
  private final int[] earlier = new int[WINDOW];

  /// The symbols of the block: a literal, or a length with its distance above bit 16.
  private final int[] symbols = new int[BLOCK_SYMBOLS];

  private int count;
  private byte[] out = new byte[1 << 14];
  private int size;
  private long bits;
  private int bitCount;

  private Deflate(byte[] data) {
    this.data = data;
    Arrays.fill(heads, -1);
  }

  /// `data` as a zlib stream.
  static byte[] zlib(byte[] data) {
    return new Deflate(data).run();
  }

  private byte[] run() {
    put(0x78, 8);
    put(0x9c, 8);
    int at = 0;
    while (at < data.length) {
      if (count == BLOCK_SYMBOLS) {
        block(false);
      }
      at = symbol(at);
    }
    block(true);
    if (bitCount > 0) {
      put(0, 8 - bitCount);
    }
    int sum = adler();
    for (int shift = 24; shift >= 0; shift -= 8) {
      put(sum >>> shift & 0xff, 8);
    }
    return Arrays.copyOf(out, size);
  }

  /// Notes what stands at `at`, as a repetition if it is one; the result is the place behind it.
  private int symbol(int at) {
    int best = 0;
    int distance = 0;
    int longest = Math.min(MATCH_MAX, data.length - at);
    if (longest >= MATCH_MIN) {
      int candidate = heads[hash(at)];
      for (int tries = CHAIN_MAX;
          tries > 0 && candidate >= 0 && at - candidate < WINDOW && best < MATCH_GOOD;
          tries--) {
        if (best == 0 || (best < longest && data[candidate + best] == data[at + best])) {
          int length =
              Arrays.mismatch(data, candidate, candidate + longest, data, at, at + longest);
          int same = length < 0 ? longest : length;
          if (same > best) {
            best = same;
            distance = at - candidate;
          }
        }
        int before = earlier[candidate & WINDOW - 1];
        candidate = before < candidate ? before : -1;
      }
    }
    if (best < MATCH_MIN) {
      insert(at);
      symbols[count++] = data[at] & 0xff;
      return at + 1;
    }
    symbols[count++] = distance << 16 | best;
    // Of a long repetition the beginning is enough to find it again.
    int inserted = Math.min(best, 16);
    for (int i = 0; i < inserted; i++) {
      insert(at + i);
    }
    return at + best;
  }

  private void insert(int at) {
    if (at + MATCH_MIN <= data.length) {
      int hash = hash(at);
      earlier[at & WINDOW - 1] = heads[hash];
      heads[hash] = at;
    }
  }

  private int hash(int at) {
    int word =
        data[at] & 0xff
            | (data[at + 1] & 0xff) << 8
            | (data[at + 2] & 0xff) << 16
            | data[at + 3] << 24;
    return word * 0x9e37_79b1 >>> 32 - HASH_BITS;
  }

  private static int distanceCode(int distance) {
    int at = Arrays.binarySearch(DISTANCE_BASE, distance);
    return at >= 0 ? at : -at - 2;
  }

  private static int distanceExtra(int code) {
    return code < 4 ? 0 : (code >> 1) - 1;
  }

  private void block(boolean last) {
    var literalCounts = new int[LITERAL_CODES];
    var distanceCounts = new int[DISTANCE_CODES];
    for (int i = 0; i < count; i++) {
      int distance = symbols[i] >>> 16;
      if (distance == 0) {
        literalCounts[symbols[i]]++;
      } else {
        literalCounts[END_OF_BLOCK + 1 + LENGTH_CODE[symbols[i] & 0xffff]]++;
        distanceCounts[distanceCode(distance)]++;
      }
    }
    literalCounts[END_OF_BLOCK] = 1;
    var literals = HuffmanCode.of(literalCounts, 15);
    var distances = HuffmanCode.of(distanceCounts, 15);
    put(last ? 1 : 0, 1);
    put(2, 2);
    codes(literals, distances);
    for (int i = 0; i < count; i++) {
      int distance = symbols[i] >>> 16;
      if (distance == 0) {
        put(literals, symbols[i]);
      } else {
        int length = symbols[i] & 0xffff;
        int code = LENGTH_CODE[length];
        put(literals, END_OF_BLOCK + 1 + code);
        put(length - LENGTH_BASE[code], LENGTH_EXTRA[code]);
        int far = distanceCode(distance);
        put(distances, far);
        put(distance - DISTANCE_BASE[far], distanceExtra(far));
      }
    }
    put(literals, END_OF_BLOCK);
    count = 0;
  }

  private static final int[] CODE_LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  /// The lengths of both codes, themselves as Huffman codes with runs of zeros shortened.
  private void codes(HuffmanCode literals, HuffmanCode distances) {
    int literalEnd = Math.max(257, literals.used());
    int distanceEnd = Math.max(1, distances.used());
    var lengths = new int[literalEnd + distanceEnd];
    for (int i = 0; i < literalEnd; i++) {
      lengths[i] = literals.length(i);
    }
    for (int i = 0; i < distanceEnd; i++) {
      lengths[literalEnd + i] = distances.length(i);
    }
    var runs = new int[lengths.length];
    var counts = new int[CODE_LENGTH_ORDER.length];
    int runCount = 0;
    for (int i = 0; i < lengths.length; ) {
      int zeros = i;
      while (zeros < lengths.length && lengths[zeros] == 0 && zeros - i < 138) {
        zeros++;
      }
      int run = zeros - i;
      int symbol = run < 3 ? lengths[i] : run < 11 ? 17 : 18;
      runs[runCount++] = symbol | (run < 3 ? 0 : run << 8);
      counts[symbol]++;
      i += run < 3 ? 1 : run;
    }
    var code = HuffmanCode.of(counts, 7);
    int orderEnd = CODE_LENGTH_ORDER.length;
    while (orderEnd > 4 && code.length(CODE_LENGTH_ORDER[orderEnd - 1]) == 0) {
      orderEnd--;
    }
    put(literalEnd - 257, 5);
    put(distanceEnd - 1, 5);
    put(orderEnd - 4, 4);
    for (int i = 0; i < orderEnd; i++) {
      put(code.length(CODE_LENGTH_ORDER[i]), 3);
    }
    for (int i = 0; i < runCount; i++) {
      int symbol = runs[i] & 0xff;
      put(code, symbol);
      if (symbol == 17) {
        put((runs[i] >> 8) - 3, 3);
      } else if (symbol == 18) {
        put((runs[i] >> 8) - 11, 7);
      }
    }
  }

  private void put(HuffmanCode code, int symbol) {
    put(code.bits(symbol), code.length(symbol));
  }

  private void put(int value, int length) {
    bits |= (long) value << bitCount;
    bitCount += length;
    while (bitCount >= 8) {
      if (size == out.length) {
        out = Arrays.copyOf(out, out.length * 2);
      }
      out[size++] = (byte) bits;
      bits >>>= 8;
      bitCount -= 8;
    }
  }

  private int adler() {
    int low = 1;
    int high = 0;
    for (int from = 0; from < data.length; from += ADLER_RUN) {
      int end = Math.min(data.length, from + ADLER_RUN);
      for (int i = from; i < end; i++) {
        low += data[i] & 0xff;
        high += low;
      }
      low %= ADLER;
      high %= ADLER;
    }
    return high << 16 | low;
  }
}
