package dev.session.render;

import java.util.Arrays;

/// A canonical Huffman code of Deflate (RFC 1951, 3.2.2), of bounded length.
final class HuffmanCode {
  private final byte[] lengths;
  private final short[] codes;

  private HuffmanCode(byte[] lengths) {
    this.lengths = lengths;
    codes = new short[lengths.length];
    int code = 0;
    for (int length = 1; length <= 15; length++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          // Codes stand in the stream with their highest bit first, everything else with the
          // lowest.
          codes[symbol] = (short) (Integer.reverse(code) >>> 32 - length);
          code++;
        }
      }
      code <<= 1;
    }
  }

  /// The code for symbols that occur so often. A symbol that does not occur has none.
  static HuffmanCode of(int[] counts, int lengthMax) {
    var weights = counts.clone();
    while (true) {
      var lengths = lengths(weights);
      int longest = 0;
      for (byte length : lengths) {
        longest = Math.max(longest, length);
      }
      if (longest <= lengthMax) {
        return new HuffmanCode(lengths);
      }
      // Flatter weights give shorter codes.
      for (int i = 0; i < weights.length; i++) {
        weights[i] = weights[i] == 0 ? 0 : weights[i] / 2 + 1;
      }
    }
  }

  /// By repeatedly joining the two lightest trees; both queues are in order of weight.
  private static byte[] lengths(int[] weights) {
    var leaves = new long[weights.length];
    int count = 0;
    for (int symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] > 0) {
        leaves[count++] = (long) weights[symbol] << 16 | symbol;
      }
    }
    var lengths = new byte[weights.length];
    if (count <= 1) {
      if (count == 1) {
        lengths[(int) (leaves[0] & 0xffff)] = 1;
      }
      return lengths;
    }
    Arrays.sort(leaves, 0, count);
    var weight = new long[2 * count - 1];
    var parent = new int[2 * count - 1];
    for (int i = 0; i < count; i++) {
      weight[i] = leaves[i] >> 16;
    }
    int leaf = 0;
    int tree = count;
    for (int next = count; next < weight.length; next++) {
      for (int child = 0; child < 2; child++) {
        int lightest =
            leaf < count && (tree >= next || weight[leaf] <= weight[tree]) ? leaf++ : tree++;
        weight[next] += weight[lightest];
        parent[lightest] = next;
      }
    }
    var depth = new int[weight.length];
    for (int node = weight.length - 2; node >= 0; node--) {
      depth[node] = depth[parent[node]] + 1;
      if (node < count) {
        lengths[(int) (leaves[node] & 0xffff)] = (byte) depth[node];
      }
    }
    return lengths;
  }

  int length(int symbol) {
    return lengths[symbol];
  }

  int bits(int symbol) {
    return codes[symbol] & 0xffff;
  }

  /// One more than the last symbol that has a code.
  int used() {
    int end = lengths.length;
    while (end > 0 && lengths[end - 1] == 0) {
      end--;
    }
    return end;
  }
}
