package dev.session.render;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Writes bitmaps as PNG: with a palette where 256 colours are enough, else as RGB, or RGBA where a
/// pixel is not opaque. The bytes depend on the pixels only.
///
/// Spec: https://www.w3.org/TR/png-3/. Lines are not filtered: a screen repeats itself in whole
/// characters, which filters would hide.
public final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int COLORS_MAX = 256;
  private static final int TABLE = 1 << 12;
  private static final int TYPE_RGB = 2;
  private static final int TYPE_PALETTE = 3;
  private static final int TYPE_RGBA = 6;

  private Png() {}

  public static byte[] of(Bitmap bitmap) {
    var palette = Palette.of(bitmap.argb());
    var out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    if (palette != null) {
      header(out, bitmap, palette.depth(), TYPE_PALETTE);
      palette.write(out);
      chunk(out, "IDAT", Deflate.zlib(palette.lines(bitmap)));
    } else {
      boolean opaque = isOpaque(bitmap.argb());
      header(out, bitmap, 8, opaque ? TYPE_RGB : TYPE_RGBA);
      chunk(out, "IDAT", Deflate.zlib(lines(bitmap, opaque ? 3 : 4)));
    }
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void header(ByteArrayOutputStream out, Bitmap bitmap, int depth, int type) {
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(bitmap.width())
            .putInt(bitmap.height())
            .put((byte) depth)
            .put((byte) type)
            .array());
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static boolean isOpaque(int[] argb) {
    int all = -1;
    for (int color : argb) {
      all &= color;
    }
    return all >>> 24 == 0xff;
  }

  private static byte[] lines(Bitmap bitmap, int bytesPerPixel) {
    int stride = bitmap.width() * bytesPerPixel + 1;
    var lines = new byte[stride * bitmap.height()];
    int pixel = 0;
    for (int y = 0; y < bitmap.height(); y++) {
      int at = y * stride + 1;
      for (int x = 0; x < bitmap.width(); x++) {
        int color = bitmap.argb()[pixel++];
        lines[at++] = (byte) (color >> 16);
        lines[at++] = (byte) (color >> 8);
        lines[at++] = (byte) color;
        if (bytesPerPixel == 4) {
          lines[at++] = (byte) (color >> 24);
        }
      }
    }
    return lines;
  }

  /// The colours of a picture of few, in the order in which they first occur.
  private static final class Palette {
    private final int[] keys = new int[TABLE];
    private final short[] numbers = new short[TABLE];
    private final int[] colors = new int[COLORS_MAX];
    private int count;

    private Palette() {
      Arrays.fill(numbers, (short) -1);
    }

    static @Nullable Palette of(int[] argb) {
      var palette = new Palette();
      int former = ~argb[0];
      for (int color : argb) {
        if (color != former && palette.number(color) < 0) {
          return null;
        }
        former = color;
      }
      return palette;
    }

    /// The number of a colour, new or not; -1 if there are too many.
    private int number(int color) {
      int slot = color * 0x9e37_79b1 >>> 20;
      while (numbers[slot] >= 0) {
        if (keys[slot] == color) {
          return numbers[slot];
        }
        slot = slot + 1 & TABLE - 1;
      }
      if (count == COLORS_MAX) {
        return -1;
      }
      keys[slot] = color;
      colors[count] = color;
      numbers[slot] = (short) count;
      return count++;
    }

    int depth() {
      return count <= 2 ? 1 : count <= 4 ? 2 : count <= 16 ? 4 : 8;
    }

    void write(ByteArrayOutputStream out) {
      var rgb = new byte[3 * count];
      var alpha = new byte[count];
      boolean opaque = true;
      for (int i = 0; i < count; i++) {
        rgb[3 * i] = (byte) (colors[i] >> 16);
        rgb[3 * i + 1] = (byte) (colors[i] >> 8);
        rgb[3 * i + 2] = (byte) colors[i];
        alpha[i] = (byte) (colors[i] >> 24);
        opaque &= alpha[i] == -1;
      }
      chunk(out, "PLTE", rgb);
      if (!opaque) {
        chunk(out, "tRNS", alpha);
      }
    }

    byte[] lines(Bitmap bitmap) {
      int depth = depth();
      int stride = (bitmap.width() * depth + 7) / 8 + 1;
      var lines = new byte[stride * bitmap.height()];
      int pixel = 0;
      int former = ~bitmap.argb()[0];
      int number = 0;
      for (int y = 0; y < bitmap.height(); y++) {
        int from = y * stride + 1;
        for (int x = 0; x < bitmap.width(); x++) {
          int color = bitmap.argb()[pixel++];
          if (color != former) {
            former = color;
            number = number(color);
          }
          int bit = x * depth;
          lines[from + bit / 8] |= (byte) (number << 8 - depth - bit % 8);
        }
      }
      return lines;
    }
  }
}
