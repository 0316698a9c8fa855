package dev.session.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes on their way to a file. The buffer grows up to its limit, so that what writes little does
/// not hold much.
abstract class LineBuffer {

  private static final int MIN_BYTES = 1024;
  private static final int MAX_BYTES = 32 * 1024;

  private byte[] buffer = new byte[MIN_BYTES];
  private int filled;

  /// Writes the first `count` bytes of an array that is used again afterwards.
  abstract void write(byte[] bytes, int count) throws IOException;

  final void put(byte b) throws IOException {
    if (filled == buffer.length) {
      makeRoom();
    }
    buffer[filled++] = b;
  }

  final void put(byte[] bytes) throws IOException {
    int from = 0;
    while (from < bytes.length) {
      if (filled == buffer.length) {
        makeRoom();
      }
      int count = Math.min(bytes.length - from, buffer.length - filled);
      System.arraycopy(bytes, from, buffer, filled, count);
      filled += count;
      from += count;
    }
  }

  final void putAscii(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      put((byte) text.charAt(i));
    }
  }

  final void putUtf8(String text) throws IOException {
    put(text.getBytes(StandardCharsets.UTF_8));
  }

  /// For the encoder's inner loop: the buffer with at least `bytes` of room from [#filled] on.
  /// Valid until the next call of any other method; what was added is told with [#filled(int)].
  final byte[] bufferWithRoom(int bytes) throws IOException {
    while (buffer.length - filled < bytes) {
      makeRoom();
    }
    return buffer;
  }

  final int filled() {
    return filled;
  }

  final void filled(int count) {
    filled = count;
  }

  private void makeRoom() throws IOException {
    if (buffer.length < MAX_BYTES) {
      buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 4, MAX_BYTES));
    } else {
      flush();
    }
  }

  final void flush() throws IOException {
    write(buffer, filled);
    filled = 0;
  }
}
