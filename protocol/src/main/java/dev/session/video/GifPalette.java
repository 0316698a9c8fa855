package dev.session.video;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The colours of a whole GIF, at most 255, so that one of the 256 is free to mean "as before".
///
/// Terminals show few colours, but the edges of letters blend them. Up to 255 they are kept as they
/// are; more are divided by median cut, where a colour that fills most of its part stays exact.
final class GifPalette {
  static final int COLORS_MAX = 255;

  private static final int RGB = 0xff_ffff;
  private static final int CACHE_SLOTS = 1 << 14;

  private static final long CACHED = 1L << 40;

  private final int[] colors;

  /// What was last asked for in a slot: the colour in the low 24 bits, above it its index and a bit
  /// that says there is something.
  private final long[] cache = new long[CACHE_SLOTS];

  GifPalette(int[] colors) {
    this.colors = colors;
  }

  /// Each 0xRRGGBB.
  int[] colors() {
    return colors;
  }

  /// The index of the colour that is nearest to a pixel.
  int index(int argb) {
    int rgb = argb & RGB;
    int slot = (rgb * 0x9e37_79b1) >>> 18;
    long entry = cache[slot];
    if ((entry & (CACHED | RGB)) == (CACHED | rgb)) {
      return (int) (entry >> 24 & 0xff);
    }
    int index = nearest(rgb);
    cache[slot] = CACHED | (long) index << 24 | rgb;
    return index;
  }

  private int nearest(int rgb) {
    int best = 0;
    int bestDistance = Integer.MAX_VALUE;
    for (int i = 0; i < colors.length && bestDistance > 0; i++) {
      int red = (colors[i] >> 16) - (rgb >> 16);
      int green = (colors[i] >> 8 & 0xff) - (rgb >> 8 & 0xff);
      int blue = (colors[i] & 0xff) - (rgb & 0xff);
      int distance = 2 * red * red + 4 * green * green + 3 * blue * blue;
      if (distance < bestDistance) {
        bestDistance = distance;
        best = i;
      }
    }
    return best;
  }

  /// Counts the colours of pictures, in bounded memory: beyond [#COUNTED_MAX] colours the lowest
  /// bits of all are no longer told apart.
  static final class Counter {
    private static final int SLOTS = 1 << 17;
    private static final int COUNTED_MAX = SLOTS / 2;
    private static final int USED = 1 << 24;

    private int[] keys = new int[SLOTS];
    private long[] counts = new long[SLOTS];
    private int size;
    private int mask = RGB;

    void add(int[] argb, int from, int end) {
      int i = from;
      while (i < end) {
        int color = argb[i];
        int run = i + 1;
        while (run < end && argb[run] == color) {
          run++;
        }
        count(color & mask, run - i);
        i = run;
      }
    }

    private void count(int rgb, long times) {
      int key = rgb | USED;
      int slot = (rgb * 0x9e37_79b1) >>> 15;
      while (keys[slot] != key) {
        if (keys[slot] == 0) {
          if (size == COUNTED_MAX) {
            coarsen();
            count(rgb & mask, times);
            return;
          }
          keys[slot] = key;
          size++;
        } else {
          slot = slot + 1 & SLOTS - 1;
        }
      }
      counts[slot] += times;
    }

    private void coarsen() {
      int lowest = Integer.lowestOneBit(mask & 0xff);
      mask &= ~(lowest | lowest << 8 | lowest << 16);
      var formerKeys = keys;
      var formerCounts = counts;
      keys = new int[SLOTS];
      counts = new long[SLOTS];
      size = 0;
      for (int slot = 0; slot < SLOTS; slot++) {
        if (formerKeys[slot] != 0) {
          count(formerKeys[slot] & mask, formerCounts[slot]);
        }
      }
    }

    GifPalette palette() {
      var all = new long[size];
      int next = 0;
      // Sorted by colour, so that the palette depends on what was counted and not on its order.
      var order = new int[size];
      for (int slot = 0; slot < SLOTS; slot++) {
        if (keys[slot] != 0) {
          order[next++] = keys[slot] & RGB;
        }
      }
      Arrays.sort(order);
      if (size <= COLORS_MAX) {
        return new GifPalette(order);
      }
      for (int i = 0; i < size; i++) {
        all[i] = countOf(order[i]);
      }
      return new GifPalette(MedianCut.of(order, all));
    }

    private long countOf(int rgb) {
      int slot = (rgb * 0x9e37_79b1) >>> 15;
      while (keys[slot] != (rgb | USED)) {
        slot = slot + 1 & SLOTS - 1;
      }
      return counts[slot];
    }
  }

  /// Divides a space of colours where that helps most, until there are as many parts as a palette
  /// has colours.
  private static final class MedianCut {
    private final int[] colors;
    private final long[] counts;

    private MedianCut(int[] colors, long[] counts) {
      this.colors = colors;
      this.counts = counts;
    }

    static int[] of(int[] colors, long[] counts) {
      return new MedianCut(colors, counts).cut();
    }

    /// The colours of `members`, whose `channel` differs most: by `range`.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(int[] members, int channel, int range, long count) {
      double weight() {
        return range * Math.sqrt((double) count);
      }
    }

    private int[] cut() {
      var everything = new int[colors.length];
      Arrays.setAll(everything, i -> i);
      var parts = new ArrayList<Part>();
      parts.add(part(everything));
      while (parts.size() < COLORS_MAX) {
        int widest = widest(parts);
        var part = parts.get(widest);
        if (part.members.length < 2) {
          break;
        }
        divide(part, parts, widest);
      }
      return parts.stream().mapToInt(this::color).toArray();
    }

    private static int widest(List<Part> parts) {
      int widest = 0;
      for (int i = 1; i < parts.size(); i++) {
        if (parts.get(i).weight() > parts.get(widest).weight()) {
          widest = i;
        }
      }
      return widest;
    }

    private void divide(Part part, List<Part> parts, int index) {
      var sorted = new long[part.members.length];
      for (int i = 0; i < sorted.length; i++) {
        sorted[i] = (long) level(part.members[i], part.channel) << 32 | part.members[i];
      }
      Arrays.sort(sorted);
      long half = 0;
      int at = 0;
      while (at < sorted.length - 1 && (at == 0 || half < part.count / 2)) {
        half += counts[(int) sorted[at++]];
      }
      var members = Arrays.stream(sorted).mapToInt(entry -> (int) entry).toArray();
      parts.set(index, part(Arrays.copyOfRange(members, 0, at)));
      parts.add(part(Arrays.copyOfRange(members, at, members.length)));
    }

    private Part part(int[] members) {
      long count = 0;
      for (int member : members) {
        count += counts[member];
      }
      int channel = 0;
      int range = -1;
      for (int each = 0; each < 3; each++) {
        int low = 255;
        int high = 0;
        for (int member : members) {
          low = Math.min(low, level(member, each));
          high = Math.max(high, level(member, each));
        }
        if (high - low > range) {
          range = high - low;
          channel = each;
        }
      }
      return new Part(members, channel, range, count);
    }

    private int level(int member, int channel) {
      return colors[member] >> 8 * channel & 0xff;
    }

    private int color(Part part) {
      int most = part.members[0];
      long[] sums = new long[3];
      for (int member : part.members) {
        most = counts[member] > counts[most] ? member : most;
        for (int channel = 0; channel < 3; channel++) {
          sums[channel] += counts[member] * level(member, channel);
        }
      }
      if (counts[most] >= part.count / 2) {
        return colors[most];
      }
      int rgb = 0;
      for (int channel = 0; channel < 3; channel++) {
        rgb |= (int) ((sums[channel] + part.count / 2) / part.count) << 8 * channel;
      }
      return rgb;
    }
  }
}
