package dev.session.redaction;

import java.util.Arrays;

/// The characters in a stream of terminal output, each with the bytes that it comes from.
///
/// Sequences that only colour, name or switch something are no characters; those that may move the
/// cursor stand for one line break, so that what is written in two places is not taken for one
/// text. The same for what begins and ends a string such as a window's title, whose content is
/// text. A byte that belongs to no UTF-8 character counts as U+FFFD.
final class TerminalText implements CharSequence {
  /// A longer control sequence is not waited for.
  static final int SEQUENCE_MAX_BYTES = 256;

  private static final byte ESC = 0x1b;

  /// Finals of control sequences that neither move the cursor nor write: SGR, erasing, modes,
  /// reports, cursor style, window operations.
  private static final String QUIET_CSI = "mKJhlncqpt";

  /// The same of the short ones: keypad modes.
  private static final String QUIET_ESC = "=>";

  private byte[] bytes = new byte[0];
  private int byteCount;

  /// Up to here the bytes have been made characters.
  private int parsed;

  private char[] chars = new char[0];
  private int[] starts = new int[0];
  private int[] ends = new int[0];
  private int charCount;

  void append(byte[] more, int offset, int length) {
    if (byteCount + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(byteCount + length, 2 * bytes.length));
    }
    System.arraycopy(more, offset, bytes, byteCount, length);
    byteCount += length;
    int room = charCount + byteCount - parsed;
    if (room > chars.length) {
      int capacity = Math.max(room, 2 * chars.length);
      chars = Arrays.copyOf(chars, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
  }

  /// Makes characters of the bytes.
  ///
  /// @param last whether an unfinished one at the end will not be finished; else it is left
  void parse(boolean last) {
    while (parsed < byteCount) {
      byte first = bytes[parsed];
      int end = first >= 0 && first != ESC ? parsed + 1 : unitEnd(first, last);
      if (end < 0) {
        return;
      }
      if (first >= 0 && first != ESC) {
        put((char) first, parsed, end);
      } else if (first == ESC) {
        escape(end);
      } else {
        character(end);
      }
      parsed = end;
    }
  }

  /// The end of what begins at `parsed`, or −1 where that is yet to come.
  private int unitEnd(byte first, boolean last) {
    int end = first == ESC ? sequenceEnd() : characterEnd(first);
    return end < 0 && last ? parsed + 1 : end;
  }

  private int sequenceEnd() {
    int limit = Math.min(byteCount, parsed + SEQUENCE_MAX_BYTES);
    int at = parsed + 1;
    if (at < limit && bytes[at] == '[') {
      at++;
      while (at < limit && bytes[at] >= 0x20 && bytes[at] <= 0x3f) {
        at++;
      }
    } else {
      while (at < limit && bytes[at] >= 0x20 && bytes[at] <= 0x2f) {
        at++;
      }
    }
    if (at < limit) {
      // What is no final byte ends the sequence and is not part of it.
      return bytes[at] >= 0x30 && bytes[at] < 0x7f ? at + 1 : at;
    }
    return limit - parsed == SEQUENCE_MAX_BYTES ? limit : -1;
  }

  private int characterEnd(byte first) {
    int length = first >= (byte) 0xf0 ? 4 : first >= (byte) 0xe0 ? 3 : 2;
    if (first < (byte) 0xc2 || first > (byte) 0xf4) {
      return parsed + 1;
    }
    for (int i = 1; i < length; i++) {
      if (parsed + i == byteCount) {
        return -1;
      }
      if (!continues(first, bytes[parsed + i], i)) {
        return parsed + 1;
      }
    }
    return parsed + length;
  }

  /// Whether `next` may be byte `i` of the character that begins with `first`: no surrogates, no
  /// overlong forms, nothing above U+10FFFF.
  private static boolean continues(byte first, byte next, int i) {
    int min = 0x80;
    int max = 0xbf;
    if (i == 1) {
      switch (first & 0xff) {
        case 0xe0 -> min = 0xa0;
        case 0xed -> max = 0x9f;
        case 0xf0 -> min = 0x90;
        case 0xf4 -> max = 0x8f;
        default -> {}
      }
    }
    return (next & 0xff) >= min && (next & 0xff) <= max;
  }

  private void escape(int end) {
    int length = end - parsed;
    char last = (char) bytes[end - 1];
    if (length == 1) {
      put((char) ESC, parsed, end);
    } else if (bytes[parsed + 1] == '[' && length > 2) {
      if (QUIET_CSI.indexOf(last) < 0) {
        put('\n', parsed, end);
      }
    } else if (length == 2 && QUIET_ESC.indexOf(last) < 0) {
      put('\n', parsed, end);
    }
    // Longer ones choose character sets.
  }

  private void character(int end) {
    int length = end - parsed;
    if (length == 1) {
      put('\ufffd', parsed, end);
      return;
    }
    int code = bytes[parsed] & (0xff >> (length + 1));
    for (int i = parsed + 1; i < end; i++) {
      code = (code << 6) | (bytes[i] & 0x3f);
    }
    if (Character.isBmpCodePoint(code)) {
      put((char) code, parsed, end);
    } else {
      put(Character.highSurrogate(code), parsed, end);
      put(Character.lowSurrogate(code), end, end);
    }
  }

  private void put(char character, int start, int end) {
    chars[charCount] = character;
    starts[charCount] = start;
    ends[charCount] = end;
    charCount++;
  }

  /// Whether bytes wait for others to become a character.
  boolean isUnfinished() {
    return parsed < byteCount;
  }

  /// How many bytes come before character `index`, which may be the one yet to come.
  int bytesBefore(int index) {
    return index < charCount ? starts[index] : parsed;
  }

  /// Writes the bytes `[from, to)`.
  void copy(int from, int to, Output out) {
    out.write(bytes, from, to - from);
  }

  /// Writes the bytes of the sequences among the characters `[from, to)`, which keep their effect
  /// where the characters go.
  void copySequences(int from, int to, Output out) {
    int at = starts[from];
    for (int i = from; i < to; i++) {
      out.write(bytes, at, starts[i] - at);
      if (ends[i] - starts[i] > 1 && bytes[starts[i]] == ESC) {
        out.write(bytes, starts[i], ends[i] - starts[i]);
      }
      at = ends[i];
    }
  }

  /// Where the bytes of character `index` end.
  int endOf(int index) {
    return ends[index];
  }

  /// Forgets the characters before `keep` and the bytes before character `first`.
  ///
  /// @param keep at most `first`
  void forget(int keep, int first) {
    int gone = bytesBefore(first);
    System.arraycopy(bytes, gone, bytes, 0, byteCount - gone);
    byteCount -= gone;
    parsed -= gone;
    for (int i = keep; i < charCount; i++) {
      chars[i - keep] = chars[i];
      starts[i - keep] = Math.max(0, starts[i] - gone);
      ends[i - keep] = Math.max(0, ends[i] - gone);
    }
    charCount -= keep;
  }

  /// Takes bytes.
  interface Output {
    void write(byte[] bytes, int offset, int length);
  }

  @Override
  public int length() {
    return charCount;
  }

  @Override
  public char charAt(int index) {
    return chars[index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(chars, start, end - start);
  }

  @Override
  public String toString() {
    return new String(chars, 0, charCount);
  }
}
