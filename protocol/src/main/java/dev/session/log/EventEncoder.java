package dev.session.log;

import dev.session.log.LogEvent.Extension;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes event lines, `[seconds.micros, "code", "data"]` without making strings.
///
/// Data that is not UTF-8 has the escape of U+FFFD in the place of each byte that belongs to no
/// character, and a second line follows with those bytes. A replacement character that the data
/// really contains is never escaped, so the escape alone tells a reader that the second line must
/// follow.
final class EventEncoder {

  /// The longest encoding of one byte: a control character or a replacement as an escape.
  private static final int ESCAPE_BYTES = 6;

  private static final int ROOM_MIN_BYTES = 16 * ESCAPE_BYTES;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REPLACEMENT = new byte[] {'\\', 'u', 'f', 'f', 'f', 'd'};

  /// What an ASCII byte needs: 0 nothing, a letter its short escape, 1 the long escape.
  private static final byte[] ESCAPES = new byte[0x80];

  private static final byte LONG_ESCAPE = 1;

  /// Eight bytes of an array, the first one lowest.
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST_BITS = ONES << 7;
  private static final long BLANKS = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  static {
    Arrays.fill(ESCAPES, 0, ' ', LONG_ESCAPE);
    ESCAPES['\b'] = 'b';
    ESCAPES['\f'] = 'f';
    ESCAPES['\n'] = 'n';
    ESCAPES['\r'] = 'r';
    ESCAPES['\t'] = 't';
    ESCAPES['"'] = '"';
    ESCAPES['\\'] = '\\';
  }

  private final LineBuffer out;

  /// The bytes that were replaced in the current event.
  private byte[] replaced = new byte[16];

  private int replacedCount;

  private final byte[] digits = new byte[20];

  EventEncoder(LineBuffer out) {
    this.out = out;
  }

  /// Writes an event whose data is bytes that should be UTF-8. Unless `all` is set, bytes at the
  /// end that begin a character are left out; if nothing else is there, no event is written.
  /// Returns the position behind the last byte written.
  int bytes(long intervalMicros, char code, byte[] bytes, int from, int end, boolean all)
      throws IOException {
    int to = all ? end : completeEnd(bytes, from, end);
    if (to == from && !all) {
      return from;
    }
    replacedCount = 0;
    begin(intervalMicros, code);
    escape(bytes, from, to);
    finish();
    return to;
  }

  /// Whether bytes of the last event had to be replaced: then [#exactBytes] must follow.
  boolean hasReplaced() {
    return replacedCount > 0;
  }

  /// Writes the event that says what was replaced in the last one.
  void exactBytes() throws IOException {
    var event = Extension.exactBytes(Arrays.copyOf(replaced, replacedCount));
    text(0, event.code(), event.object().compact());
  }

  /// Writes an event whose data is text. Lone surrogates, which UTF-8 does not have, become `?`.
  void text(long intervalMicros, char code, String text) throws IOException {
    var utf8 = text.getBytes(StandardCharsets.UTF_8);
    begin(intervalMicros, code);
    escape(utf8, 0, utf8.length);
    finish();
  }

  private void begin(long intervalMicros, char code) throws IOException {
    out.put((byte) '[');
    number(intervalMicros / 1_000_000, 1);
    out.put((byte) '.');
    number(intervalMicros % 1_000_000, 6);
    out.putAscii(", \"");
    out.put((byte) code);
    out.putAscii("\", \"");
  }

  private void finish() throws IOException {
    out.putAscii("\"]\n");
  }

  private void number(long value, int digitsMin) throws IOException {
    int at = digits.length;
    long rest = value;
    while (rest > 0 || digits.length - at < digitsMin) {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    while (at < digits.length) {
      out.put(digits[at++]);
    }
  }

  /// Where the bytes end if an unfinished character at their end is left out.
  static int completeEnd(byte[] bytes, int from, int end) {
    for (int at = end - 1; at >= from && at >= end - 3; at--) {
      if ((bytes[at] & 0xc0) != 0x80) {
        return Utf8.lengthAt(bytes, at, end) == Utf8.INCOMPLETE ? at : end;
      }
    }
    return end;
  }

  /// The hot loop: works in slices for which there is room even if every byte needs an escape.
  private void escape(byte[] bytes, int from, int end) throws IOException {
    int at = from;
    while (at < end) {
      byte[] target = out.bufferWithRoom(ROOM_MIN_BYTES);
      int to = out.filled();
      int sliceEnd = Math.min(end, at + (target.length - to) / ESCAPE_BYTES);
      while (at < sliceEnd) {
        int plain = copyPlain(bytes, at, sliceEnd, target, to);
        at += plain;
        to += plain;
        for (; at < sliceEnd && needsCare(bytes[at]); at++) {
          byte b = bytes[at];
          if (b >= 0) {
            to = escape(b, target, to);
            continue;
          }
          int length = Utf8.lengthAt(bytes, at, end);
          if (length <= 0) {
            to = replace(b, target, to);
            continue;
          }
          for (int last = at + length - 1; at < last; at++) {
            target[to++] = bytes[at];
          }
          target[to++] = bytes[at];
        }
      }
      out.filled(to);
    }
  }

  private static boolean needsCare(byte b) {
    return b < 0 || ESCAPES[b] != 0;
  }

  /// Copies the bytes up to the first that needs care, eight at a time; how many that were. What it
  /// writes behind them is overwritten by what follows.
  private static int copyPlain(byte[] bytes, int from, int end, byte[] target, int to) {
    int at = from;
    int offset = to - from;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      long word = (long) WORDS.get(bytes, at);
      WORDS.set(target, at + offset, word);
      long care = needCare(word);
      if (care != 0) {
        return at - from + (Long.numberOfTrailingZeros(care) >>> 3);
      }
    }
    for (; at < end && !needsCare(bytes[at]); at++) {
      target[at + offset] = bytes[at];
    }
    return at - from;
  }

  /// The lowest bit that is set is the highest of the first byte of the word that needs care; 0 if
  /// none does. (Subtracting borrows from the bytes above only behind a byte that was found.)
  private static long needCare(long word) {
    long quotes = word ^ QUOTES;
    long backslashes = word ^ BACKSLASHES;
    return (word
            | (word - BLANKS & ~word)
            | (quotes - ONES & ~quotes)
            | (backslashes - ONES & ~backslashes))
        & HIGHEST_BITS;
  }

  private static int escape(byte b, byte[] target, int from) {
    int to = from;
    target[to++] = '\\';
    if (ESCAPES[b] != LONG_ESCAPE) {
      target[to++] = ESCAPES[b];
      return to;
    }
    target[to++] = 'u';
    target[to++] = '0';
    target[to++] = '0';
    target[to++] = HEX[b >> 4];
    target[to++] = HEX[b & 0xf];
    return to;
  }

  private int replace(byte b, byte[] target, int to) {
    if (replacedCount == replaced.length) {
      replaced = Arrays.copyOf(replaced, replaced.length * 2);
    }
    replaced[replacedCount++] = b;
    System.arraycopy(REPLACEMENT, 0, target, to, REPLACEMENT.length);
    return to + REPLACEMENT.length;
  }
}
