package dev.session.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// The bytes of a segment, compressed or not.
interface SegmentSource extends Closeable {

  /// Reads some bytes from an offset on; returns how many, or -1 at the end. A file that is being
  /// written may have more later.
  int read(long offset, byte[] target, int from, int count) throws IOException;

  /// How many bytes there are by now.
  long size() throws IOException;

  static SegmentSource open(Path file) throws IOException {
    return file.toString().endsWith(SegmentFiles.COMPRESSED)
        ? new SegmentGzip.Source(file)
        : new Plain(file);
  }

  /// An uncompressed segment. `RandomAccessFile`, because an interrupt would close a channel.
  final class Plain implements SegmentSource {

    private final RandomAccessFile file;
    private long position;

    Plain(Path path) throws IOException {
      file = new RandomAccessFile(path.toFile(), "r");
    }

    @Override
    public int read(long offset, byte[] target, int from, int count) throws IOException {
      if (offset != position) {
        file.seek(offset);
        position = offset;
      }
      int read = file.read(target, from, count);
      position += Math.max(0, read);
      return read;
    }

    @Override
    public long size() throws IOException {
      return file.length();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
