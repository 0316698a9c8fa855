package dev.session.render;

import java.util.Arrays;

/// Pixels in memory: rows from the top, each pixel 0xAARRGGBB.
public final class Bitmap {
  /// More would not fit one array of bytes in an RGB picture.
  static final int PIXELS_MAX = 1 << 29;

  private final int width;
  private final int height;
  private final int[] argb;

  /// A picture of transparent pixels.
  public Bitmap(int width, int height) {
    if (width < 1 || height < 1 || (long) width * height > PIXELS_MAX) {
      throw new IllegalArgumentException("no bitmap has " + width + "x" + height + " pixels");
    }
    this.width = width;
    this.height = height;
    argb = new int[width * height];
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /// The pixels themselves, not a copy: pixel (x, y) is at `y * width() + x`.
  public int[] argb() {
    return argb;
  }

  /// Sets what of a rectangle lies in the picture.
  public void fill(int left, int top, int columns, int lines, int color) {
    int from = Math.max(0, left);
    int to = (int) Math.min(width, (long) left + columns);
    int end = (int) Math.min(height, (long) top + lines);
    for (int y = Math.max(0, top); y < end && from < to; y++) {
      Arrays.fill(argb, y * width + from, y * width + to, color);
    }
  }
}
