package dev.session.video;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// One picture of a GIF with its descriptor, compressed by GIF's variant of LZW (appendix F of the
/// specification): codes of growing length, lowest bit first, in blocks of at most 255 bytes.
final class LzwEncoder {
  private static final int CODE_BITS_MAX = 12;
  private static final int CODES_MAX = 1 << CODE_BITS_MAX;
  private static final int BLOCK_BYTES_MAX = 255;
  private static final int SLOTS = 1 << 14;

  private final int pixelBits;
  private final int clearCode;

  /// The table of known strings: prefix code and pixel, and the code of the whole.
  private final int[] keys = new int[SLOTS];

  private final int[] codes = new int[SLOTS];
  private final byte[] block = new byte[BLOCK_BYTES_MAX];
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int blockLength;
  private int bitBuffer;
  private int bitCount;

  LzwEncoder(int pixelBits) {
    this.pixelBits = pixelBits;
    clearCode = 1 << pixelBits;
  }

  /// Encodes a rectangle of `pixels`, whose lines are `stride` long.
  byte[] image(byte[] pixels, int stride, int left, int top, int right, int bottom) {
    out.reset();
    out.write(0x2c);
    for (int value : new int[] {left, top, right - left, bottom - top}) {
      out.write(value);
      out.write(value >> 8);
    }
    out.write(0);
    out.write(pixelBits);
    compress(pixels, stride, left, top, right, bottom);
    out.write(0);
    return out.toByteArray();
  }

  private void compress(byte[] pixels, int stride, int left, int top, int right, int bottom) {
    int codeBits = pixelBits + 1;
    int nextCode = clearCode + 2;
    int prefix = -1;
    Arrays.fill(keys, -1);
    emit(clearCode, codeBits);
    for (int y = top; y < bottom; y++) {
      for (int at = y * stride + left, end = y * stride + right; at < end; at++) {
        int pixel = pixels[at] & 0xff;
        if (prefix < 0) {
          prefix = pixel;
          continue;
        }
        int key = prefix << 8 | pixel;
        int slot = slot(key);
        if (keys[slot] == key) {
          prefix = codes[slot];
          continue;
        }
        emit(prefix, codeBits);
        prefix = pixel;
        if (nextCode == CODES_MAX) {
          emit(clearCode, codeBits);
          Arrays.fill(keys, -1);
          codeBits = pixelBits + 1;
          nextCode = clearCode + 2;
          continue;
        }
        keys[slot] = key;
        codes[slot] = nextCode;
        // The decoder is one string behind: it needs the longer code one step later.
        if (nextCode == 1 << codeBits) {
          codeBits++;
        }
        nextCode++;
      }
    }
    emit(prefix, codeBits);
    boolean longer = nextCode == 1 << codeBits && codeBits < CODE_BITS_MAX;
    emit(clearCode + 1, longer ? codeBits + 1 : codeBits);
    flush();
  }

  private int slot(int key) {
    int slot = (key * 0x9e37_79b1) >>> 18;
    while (keys[slot] >= 0 && keys[slot] != key) {
      slot = slot + 1 & SLOTS - 1;
    }
    return slot;
  }

  private void emit(int code, int codeBits) {
    bitBuffer |= code << bitCount;
    bitCount += codeBits;
    while (bitCount >= 8) {
      put((byte) bitBuffer);
      bitBuffer >>>= 8;
      bitCount -= 8;
    }
  }

  private void flush() {
    if (bitCount > 0) {
      put((byte) bitBuffer);
    }
    bitBuffer = 0;
    bitCount = 0;
    writeBlock();
  }

  private void put(byte value) {
    block[blockLength++] = value;
    if (blockLength == BLOCK_BYTES_MAX) {
      writeBlock();
    }
  }

  private void writeBlock() {
    if (blockLength > 0) {
      out.write(blockLength);
      out.write(block, 0, blockLength);
      blockLength = 0;
    }
  }
}
