package dev.session.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing byte buffer that terminal output is put together in.
final class Bytes {
  static final int ESC = 0x1b;
  static final int BEL = 0x07;

  private byte[] data;
  private int length;

  Bytes(int capacity) {
    data = new byte[capacity];
  }

  int length() {
    return length;
  }

  byte[] array() {
    return data;
  }

  void clear() {
    length = 0;
  }

  void truncate(int newLength) {
    length = Math.min(length, newLength);
  }

  Bytes put(int value) {
    if (length == data.length) {
      data = Arrays.copyOf(data, Math.max(64, length * 2));
    }
    data[length++] = (byte) value;
    return this;
  }

  Bytes put(byte[] source, int from, int to) {
    int count = to - from;
    if (length + count > data.length) {
      data = Arrays.copyOf(data, Math.max(data.length * 2, length + count));
    }
    System.arraycopy(source, from, data, length, count);
    length += count;
    return this;
  }

  /// ASCII text.
  Bytes ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
    return this;
  }

  Bytes utf8(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return put(encoded, 0, encoded.length);
  }

  Bytes codePoint(int code) {
    if (code < 0x80) {
      return put(code);
    }
    if (code < 0x800) {
      return put(0xc0 | code >> 6).put(0x80 | (code & 0x3f));
    }
    if (code < 0x10000) {
      return put(0xe0 | code >> 12).put(0x80 | (code >> 6 & 0x3f)).put(0x80 | (code & 0x3f));
    }
    return put(0xf0 | code >> 18)
        .put(0x80 | (code >> 12 & 0x3f))
        .put(0x80 | (code >> 6 & 0x3f))
        .put(0x80 | (code & 0x3f));
  }

  Bytes decimal(int value) {
    if (value >= 10) {
      decimal(value / 10);
    }
    return put('0' + value % 10);
  }

  Bytes hex(int value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      put(Character.toUpperCase(Character.forDigit(value >>> shift & 0xf, 16)));
    }
    return this;
  }

  String utf8(int from) {
    return new String(data, from, length - from, StandardCharsets.UTF_8);
  }

  byte[] toArray() {
    return Arrays.copyOf(data, length);
  }
}
