package dev.session.render;

/// The shape of a character, to be filled with a colour: how much of each pixel it covers.
///
/// Coverage has few steps, so that a screen of some colours needs no more than the 256 of a small
/// PNG; the eye does not tell.
final class GlyphMask {
  /// A wholly covered pixel.
  static final int FULL = 32;

  static final GlyphMask EMPTY = new GlyphMask(0, 0, 0, 0, new byte[0]);

  /// Where it begins, from the upper left corner of its cell.
  final int left;

  final int top;
  final int width;
  final int height;
  final byte[] coverage;

  GlyphMask(int left, int top, int width, int height, byte[] coverage) {
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    this.coverage = coverage;
  }

  /// The colour between two, `part` of [#FULL] of the way to `over`.
  static int blend(int under, int over, int part) {
    int rest = FULL - part;
    int red = (under >> 16 & 0xff) * rest + (over >> 16 & 0xff) * part;
    int green = (under >> 8 & 0xff) * rest + (over >> 8 & 0xff) * part;
    int blue = (under & 0xff) * rest + (over & 0xff) * part;
    int half = FULL / 2;
    return 0xff00_0000
        | (red + half) / FULL << 16
        | (green + half) / FULL << 8
        | (blue + half) / FULL;
  }

  /// Fills it with `color` at a cell, within the rectangle given.
  void draw(Bitmap bitmap, int cellX, int cellY, int color, Clip clip) {
    int fromX = Math.max(clip.left(), cellX + left);
    int toX = Math.min(clip.right(), cellX + left + width);
    int fromY = Math.max(clip.top(), cellY + top);
    int toY = Math.min(clip.bottom(), cellY + top + height);
    int[] argb = bitmap.argb();
    for (int y = fromY; y < toY; y++) {
      int source = (y - cellY - top) * width - cellX - left;
      int target = y * bitmap.width();
      for (int x = fromX; x < toX; x++) {
        int part = coverage[source + x];
        if (part == FULL) {
          argb[target + x] = color;
        } else if (part != 0) {
          argb[target + x] = blend(argb[target + x], color, part);
        }
      }
    }
  }

  /// A rectangle of pixels, its right and bottom edges excluded.
  record Clip(int left, int top, int right, int bottom) {}
}
