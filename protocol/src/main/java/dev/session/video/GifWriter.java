package dev.session.video;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes an animated GIF that repeats for ever: <https://www.w3.org/Graphics/GIF/spec-gif89a.txt>
/// and Netscape's extension for repeating.
///
/// Each picture is only what differs from the one before: the rectangle around it, and in that,
/// what is as before is the transparent colour, which compresses well.
final class GifWriter {
  /// Viewers show a picture longer that asks for less.
  static final int DELAY_MIN_CENTIS = 2;

  private static final int DELAY_MAX_CENTIS = 0xffff;
  private static final int SIDE_MAX = 0xffff;
  private static final int KEEP_AND_TRANSPARENT = 1 << 2 | 1;
  private static final long MICROS_PER_CENTI = 10_000;

  private final OutputStream out;
  private final GifPalette palette;
  private final int width;
  private final int height;
  private final int bits;
  private final int transparent;
  private final LzwEncoder lzw;

  /// The picture as viewers see it now, one palette index for each pixel.
  private final byte[] shown;

  private final byte[] piece;

  /// The last picture, encoded: it is written when it is known how long it stays.
  private byte[] pending = new byte[0];

  private long pendingCentis;
  private boolean first = true;

  GifWriter(OutputStream out, int width, int height, GifPalette palette) throws IOException {
    if (width > SIDE_MAX || height > SIDE_MAX) {
      throw new IOException("a GIF cannot have " + width + "x" + height + " pixels");
    }
    this.out = out;
    this.palette = palette;
    this.width = width;
    this.height = height;
    transparent = palette.colors().length;
    bits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(transparent));
    lzw = new LzwEncoder(bits);
    shown = new byte[width * height];
    piece = new byte[width * height];
    header();
  }

  private void header() throws IOException {
    out.write("GIF89a".getBytes(StandardCharsets.US_ASCII));
    number(width);
    number(height);
    out.write(0x80 | bits - 1 << 4 | bits - 1);
    out.write(0);
    out.write(0);
    for (int i = 0; i < 1 << bits; i++) {
      int rgb = i < palette.colors().length ? palette.colors()[i] : 0;
      out.write(rgb >> 16);
      out.write(rgb >> 8);
      out.write(rgb);
    }
    out.write(new byte[] {0x21, (byte) 0xff, 11});
    out.write("NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[] {3, 1, 0, 0, 0});
  }

  /// Adds the picture that is shown from `micros` on, of which the lines outside of `[firstLine,
  /// endLine)` are as before.
  void frame(int[] argb, int firstLine, int endLine, long micros) throws IOException {
    int left = width;
    int right = -1;
    int top = -1;
    int bottom = -1;
    for (int y = firstLine; y < endLine; y++) {
      for (int x = 0, at = y * width; x < width; x++, at++) {
        byte index = (byte) palette.index(argb[at]);
        if (first || index != shown[at]) {
          shown[at] = index;
          piece[at] = index;
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = top < 0 ? y : top;
          bottom = y;
        } else {
          piece[at] = (byte) transparent;
        }
      }
    }
    if (right < 0) {
      return;
    }
    long centis = (micros + MICROS_PER_CENTI / 2) / MICROS_PER_CENTI;
    if (!first) {
      writePending(centis);
    }
    first = false;
    pendingCentis = centis;
    pending = lzw.image(piece, width, left, top, right + 1, bottom + 1);
  }

  /// Ends the film at a time.
  void finish(long micros) throws IOException {
    writePending((micros + MICROS_PER_CENTI / 2) / MICROS_PER_CENTI);
    out.write(0x3b);
    out.flush();
  }

  private void writePending(long untilCentis) throws IOException {
    long delay = Math.max(DELAY_MIN_CENTIS, untilCentis - pendingCentis);
    control((int) Math.min(delay, DELAY_MAX_CENTIS));
    out.write(pending);
    // A picture that stays for more than eleven minutes is followed by ones that change nothing.
    for (delay -= DELAY_MAX_CENTIS; delay > 0; delay -= DELAY_MAX_CENTIS) {
      control((int) Math.min(delay, DELAY_MAX_CENTIS));
      out.write(lzw.image(new byte[] {(byte) transparent}, 1, 0, 0, 1, 1));
    }
  }

  private void control(int delayCentis) throws IOException {
    out.write(new byte[] {0x21, (byte) 0xf9, 4, KEEP_AND_TRANSPARENT});
    number(delayCentis);
    out.write(transparent);
    out.write(0);
  }

  private void number(int value) throws IOException {
    out.write(value);
    out.write(value >> 8);
  }
}
