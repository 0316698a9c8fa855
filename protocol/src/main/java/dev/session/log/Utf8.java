package dev.session.log;

/// Where characters begin and end in bytes that may be UTF-8.
final class Utf8 {

  /// The bytes so far begin a character, but it does not end with them.
  static final int INCOMPLETE = 0;

  /// No character begins with these bytes.
  static final int INVALID = -1;

  private Utf8() {}

  /// How many bytes the character at `at` has, or one of the two constants; exactly the sequences
  /// of the Unicode standard's table 3-7, so no surrogates and no overlong forms.
  static int lengthAt(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    if (lead < 0x80) {
      return 1;
    }
    int length;
    int secondMin = 0x80;
    int secondMax = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) {
      length = 2;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      length = 3;
      secondMin = lead == 0xe0 ? 0xa0 : 0x80;
      secondMax = lead == 0xed ? 0x9f : 0xbf;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      length = 4;
      secondMin = lead == 0xf0 ? 0x90 : 0x80;
      secondMax = lead == 0xf4 ? 0x8f : 0xbf;
    } else {
      return INVALID;
    }
    for (int i = 1; i < length; i++) {
      if (at + i == end) {
        return INCOMPLETE;
      }
      int next = bytes[at + i] & 0xff;
      if (next < (i == 1 ? secondMin : 0x80) || next > (i == 1 ? secondMax : 0xbf)) {
        return INVALID;
      }
    }
    return length;
  }

  /// Writes a code point that is not a surrogate; returns the position behind it.
  static int encode(int codePoint, byte[] target, int at) {
    int to = at;
    if (codePoint < 0x80) {
      target[to++] = (byte) codePoint;
      return to;
    }
    if (codePoint < 0x800) {
      target[to++] = (byte) (0xc0 | codePoint >> 6);
    } else {
      if (codePoint < 0x10000) {
        target[to++] = (byte) (0xe0 | codePoint >> 12);
      } else {
        target[to++] = (byte) (0xf0 | codePoint >> 18);
        target[to++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
      }
      target[to++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
    }
    target[to++] = (byte) (0x80 | (codePoint & 0x3f));
    return to;
  }
}
