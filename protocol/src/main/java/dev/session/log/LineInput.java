package dev.session.log;

import java.io.IOException;
import java.util.Arrays;

/// Reads a segment line by line through a buffer that grows to the longest line.
///
/// At the end of a file that is being written, the beginning of a line is never kept: the writer
/// may take it back and write something else there.
final class LineInput {

  /// The longest line that is read, its line feed included.
  static final int LINE_MAX_BYTES = 64 << 20;

  private static final int BUFFER_BYTES = 64 * 1024;

  private final SegmentSource source;
  private byte[] buffer = new byte[BUFFER_BYTES];

  /// The offset in the segment of the buffer's first byte.
  private long bufferOffset;

  private int limit;
  private int from;
  private int end;

  LineInput(SegmentSource source, long offset) {
    this.source = source;
    bufferOffset = offset;
  }

  /// Moves to the next line; false if there is no complete one (yet).
  ///
  /// @throws LineTooLongException if it is longer than [#LINE_MAX_BYTES]
  boolean next() throws IOException {
    from = end;
    int lineEnd = findLineFeed(end);
    if (lineEnd < 0) {
      return false;
    }
    end = lineEnd;
    return true;
  }

  /// Makes the current line and the next one together the current line; false if there is no
  /// complete next one (yet), and then nothing changes.
  boolean join() throws IOException {
    int lineEnd = findLineFeed(end);
    if (lineEnd < 0) {
      return false;
    }
    end = lineEnd;
    return true;
  }

  /// Makes the current line end earlier; what was behind comes next.
  void splitAt(int lineEnd) {
    end = lineEnd;
  }

  /// Makes the current line come next again.
  void unread() {
    end = from;
  }

  /// The position behind the first line feed at or after a position, or -1. May move the buffer's
  /// content, and with it `from` and `end`.
  private int findLineFeed(int position) throws IOException {
    int at = position;
    while (true) {
      while (at < limit) {
        if (buffer[at++] == '\n') {
          return at;
        }
      }
      if (limit == buffer.length) {
        at -= makeRoom();
      }
      int read = source.read(bufferOffset + limit, buffer, limit, buffer.length - limit);
      if (read <= 0) {
        limit = end;
        return -1;
      }
      limit += read;
    }
  }

  /// Returns by how much the content moved.
  private int makeRoom() throws IOException {
    int moved = from;
    if (moved > 0) {
      System.arraycopy(buffer, moved, buffer, 0, limit - moved);
      bufferOffset += moved;
      limit -= moved;
      end -= moved;
      from = 0;
    } else if (buffer.length < LINE_MAX_BYTES) {
      buffer = Arrays.copyOf(buffer, buffer.length * 4);
    } else {
      throw new LineTooLongException();
    }
    return moved;
  }

  byte[] buffer() {
    return buffer;
  }

  /// Where the current line begins in the buffer.
  int from() {
    return from;
  }

  /// Behind the current line's line feed.
  int end() {
    return end;
  }

  byte[] copyLine() {
    return Arrays.copyOfRange(buffer, from, end);
  }

  /// The offset of the current line in the segment.
  long offset() {
    return bufferOffset + from;
  }

  /// The offset of the line that comes next.
  long nextOffset() {
    return bufferOffset + end;
  }

  /// A line of a size that nothing of ours writes.
  static final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    LineTooLongException() {
      super("a line is longer than " + LINE_MAX_BYTES + " bytes");
    }
  }
}
