package dev.session.video;

import dev.session.render.Bitmap;
import java.util.Arrays;

/// A picture drawn smaller into another one, as large as it fits there and in its middle. Each
/// pixel is the mean of what it stands for. Whole numbers only: the same bytes everywhere.
final class Reduction {
  private static final int OPAQUE = 0xff00_0000;

  private final Bitmap from;
  private final Bitmap to;
  private final int width;
  private final int height;
  private final int left;
  private final int top;

  Reduction(Bitmap from, Bitmap to) {
    this.from = from;
    this.to = to;
    boolean isWide = (long) from.width() * to.height() >= (long) from.height() * to.width();
    width = isWide ? to.width() : lengthOf(from.width(), to.height(), from.height());
    height = isWide ? lengthOf(from.height(), to.width(), from.width()) : to.height();
    left = (to.width() - width) / 2;
    top = (to.height() - height) / 2;
  }

  private static int lengthOf(int length, int part, int whole) {
    return Math.max(1, (int) ((long) length * part / whole));
  }

  /// The first line of pixels that depends on a line of the large picture.
  int firstLine(int line) {
    return top + (int) ((long) line * height / from.height());
  }

  /// Behind the last line that depends on the lines before this one.
  int endLine(int line) {
    return top + (int) Math.ceilDiv((long) line * height, from.height());
  }

  /// Draws these lines anew.
  void draw(int firstLine, int endLine) {
    var row = new long[3 * width];
    for (int y = firstLine - top; y < endLine - top; y++) {
      mean(y, row);
      int target = (top + y) * to.width() + left;
      long area = (long) from.width() * from.height();
      for (int x = 0; x < width; x++) {
        int color = OPAQUE;
        for (int channel = 0; channel < 3; channel++) {
          color |= (int) ((row[3 * x + channel] + area / 2) / area) << 16 - 8 * channel;
        }
        to.argb()[target + x] = color;
      }
    }
  }

  /// The sums of what the pixels of a line stand for. A length is measured in parts that both
  /// pictures divide it into: a pixel of the large one is `width` wide, one of the small one
  /// `from.width()`.
  private void mean(int y, long[] row) {
    Arrays.fill(row, 0);
    long lineFrom = (long) y * from.height();
    long lineEnd = lineFrom + from.height();
    for (int line = (int) (lineFrom / height); (long) line * height < lineEnd; line++) {
      long high = overlap(line, height, lineFrom, lineEnd);
      for (int x = 0; x < width; x++) {
        long start = (long) x * from.width();
        long end = start + from.width();
        for (int column = (int) (start / width); (long) column * width < end; column++) {
          long weight = high * overlap(column, width, start, end);
          int color = from.argb()[line * from.width() + column];
          row[3 * x] += weight * (color >> 16 & 0xff);
          row[3 * x + 1] += weight * (color >> 8 & 0xff);
          row[3 * x + 2] += weight * (color & 0xff);
        }
      }
    }
  }

  /// How much of pixel `index`, which is `length` long, lies between the two.
  private static long overlap(int index, int length, long start, long end) {
    return Math.min(end, (index + 1L) * length) - Math.max(start, (long) index * length);
  }
}
