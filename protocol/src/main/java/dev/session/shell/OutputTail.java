package dev.session.shell;

import java.util.Arrays;

/// The last bytes of what a command printed: all of it, or where it was more than [#MAX_BYTES], as
/// much as that. A build's end tells more than its beginning.
public final class OutputTail implements CommandTracker.Capture {
  static final int MAX_BYTES = 1 << 20;

  private static final int FIRST_BYTES = 256;

  private byte[] ring = new byte[FIRST_BYTES];

  /// How many bytes there ever were.
  private long total;

  @Override
  public void restart() {
    ring = new byte[FIRST_BYTES];
    total = 0;
  }

  @Override
  public void append(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= MAX_BYTES) {
      total += length - MAX_BYTES;
      append(bytes, to - MAX_BYTES, to);
      return;
    }
    grow(total + length);
    int at = (int) (total % ring.length);
    int first = Math.min(length, ring.length - at);
    System.arraycopy(bytes, from, ring, at, first);
    System.arraycopy(bytes, from + first, ring, 0, length - first);
    total += length;
  }

  // As long as the ring grows, nothing in it has come round.
  private void grow(long needed) {
    if (needed > ring.length && ring.length < MAX_BYTES) {
      long size = ring.length;
      while (size < needed && size < MAX_BYTES) {
        size *= 2;
      }
      ring = Arrays.copyOf(ring, (int) size);
    }
  }

  /// Whether the command has printed nothing yet.
  public boolean isEmpty() {
    return total == 0;
  }

  public CommandOutput output() {
    return new CommandOutput(bytes(), total > MAX_BYTES);
  }

  private byte[] bytes() {
    if (total <= ring.length) {
      return Arrays.copyOf(ring, (int) total);
    }
    int start = (int) (total % ring.length);
    var bytes = new byte[ring.length];
    System.arraycopy(ring, start, bytes, 0, ring.length - start);
    System.arraycopy(ring, 0, bytes, ring.length - start, start);
    return bytes;
  }
}
