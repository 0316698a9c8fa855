package dev.session.log;

import dev.session.home.PrivateFiles;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Compressed segments: `000001.cast.gz`, which `zcat` and every other gzip tool reads.
///
/// The file is a sequence of gzip members (RFC 1952), each holding [#MEMBER_BYTES] of the segment
/// (the last one less) and naming both its sizes in an extra field, so that a reader gets to any
/// offset by hopping from member to member:
///
/// ```
/// 1f 8b 08 04  mtime 0 u32  xfl 0  os ff  xlen 12 u16
/// 'S' 'G'  8 u16  compressed u32  uncompressed u32        the extra field
/// deflate data
/// crc32 u32  uncompressed u32
/// ```
///
/// All numbers are little-endian.
public final class SegmentGzip {

  private static final int MEMBER_BYTES = 1 << 20;
  private static final int HEADER_BYTES = 24;
  private static final int TRAILER_BYTES = 8;
  private static final int MAGIC_AND_FLAGS = 0x04088b1f;
  private static final short EXTRA_BYTES = 12;
  private static final short EXTRA_ID = 'S' | 'G' << 8;
  private static final short EXTRA_DATA_BYTES = 8;

  private SegmentGzip() {}

  /// Compresses every sealed segment of a log that is not compressed yet; returns how many. Readers
  /// and the writer may be at work meanwhile. Whoever calls this is the only one.
  ///
  /// @param lock what the writer's owner holds while it writes, because writing may drop a segment;
  ///   taken only for the moment in which the compressed file replaces the other
  public static int compressSealed(Path log, Lock lock) throws IOException {
    int count = 0;
    for (int number : SegmentFiles.numbers(log)) {
      Path plain = SegmentFiles.plain(log, number);
      try {
        if (Files.exists(plain) && CheckLine.sealOf(plain) != null && compress(log, number, lock)) {
          count++;
        }
      } catch (FileNotFoundException | NoSuchFileException e) {
        if (Files.exists(plain)) {
          throw e;
        }
        // It was dropped meanwhile.
      }
    }
    return count;
  }

  private static boolean compress(Path log, int number, Lock lock) throws IOException {
    Path plain = SegmentFiles.plain(log, number);
    Path target = SegmentFiles.compressed(log, number);
    Path unfinished = target.resolveSibling(target.getFileName() + SegmentFiles.UNBORN);
    Files.deleteIfExists(unfinished);
    SegmentFiles.createFile(unfinished);
    try (var in = new RandomAccessFile(plain.toFile(), "r");
        var out = new FileOutputStream(unfinished.toFile())) {
      var member = new byte[MEMBER_BYTES];
      for (long left = in.length(); left > 0; ) {
        int length = (int) Math.min(left, member.length);
        in.readFully(member, 0, length);
        out.write(member(member, length));
        left -= length;
      }
      out.getFD().sync();
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    lock.lock();
    try {
      if (!Files.exists(plain)) {
        Files.delete(unfinished);
        return false;
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      PrivateFiles.force(log);
      Files.delete(plain);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static byte[] member(byte[] content, int length) {
    var deflated = new byte[length + length / 1000 + 64];
    int compressed;
    try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(content, 0, length);
      deflater.finish();
      compressed = deflater.deflate(deflated);
      if (!deflater.finished()) {
        throw new IllegalStateException("Deflate made " + length + " bytes longer than it can.");
      }
    }
    var crc = new CRC32();
    crc.update(content, 0, length);
    return ByteBuffer.allocate(HEADER_BYTES + compressed + TRAILER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(MAGIC_AND_FLAGS)
        .putInt(0)
        .putShort((short) 0xff00)
        .putShort(EXTRA_BYTES)
        .putShort(EXTRA_ID)
        .putShort(EXTRA_DATA_BYTES)
        .putInt(compressed)
        .putInt(length)
        .put(deflated, 0, compressed)
        .putInt((int) crc.getValue())
        .putInt(length)
        .array();
  }

  /// The uncompressed bytes of such a file. Keeps the member it read last.
  static final class Source implements SegmentSource {

    private record Member(long start, long fileOffset, int compressed, int length) {}

    private final Path path;
    private final RandomAccessFile file;
    private final List<Member> members = new ArrayList<>();
    private byte[] content = new byte[0];
    private int current = -1;

    Source(Path path) throws IOException {
      this.path = path;
      file = new RandomAccessFile(path.toFile(), "r");
      try {
        hop();
      } catch (IOException e) {
        file.close();
        throw e;
      }
    }

    private void hop() throws IOException {
      long start = 0;
      long at = 0;
      var bytes = new byte[HEADER_BYTES];
      while (at + HEADER_BYTES <= file.length()) {
        file.seek(at);
        file.readFully(bytes);
        var header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean isOurs =
            header.getInt() == MAGIC_AND_FLAGS
                && header.getShort(10) == EXTRA_BYTES
                && header.getShort(12) == EXTRA_ID;
        int compressed = header.getInt(16);
        int length = header.getInt(20);
        long end = at + HEADER_BYTES + compressed + TRAILER_BYTES;
        if (!isOurs
            || compressed < 0
            || length < 0
            || length > MEMBER_BYTES
            || end > file.length()) {
          throw new IOException(path + " was not compressed by this program or is damaged");
        }
        members.add(new Member(start, at + HEADER_BYTES, compressed, length));
        start += length;
        at = end;
      }
    }

    @Override
    public int read(long offset, byte[] target, int from, int count) throws IOException {
      int index = (int) (offset / MEMBER_BYTES);
      if (index >= members.size()) {
        return -1;
      }
      var member = members.get(index);
      int skip = (int) (offset - member.start());
      if (skip >= member.length()) {
        return -1;
      }
      if (current != index) {
        content = inflate(member);
        current = index;
      }
      int copied = Math.min(count, member.length() - skip);
      System.arraycopy(content, skip, target, from, copied);
      return copied;
    }

    @Override
    public long size() {
      return members.isEmpty() ? 0 : members.getLast().start() + members.getLast().length();
    }

    private byte[] inflate(Member member) throws IOException {
      var deflated = new byte[member.compressed()];
      var inflated = new byte[member.length()];
      file.seek(member.fileOffset());
      file.readFully(deflated);
      var crc = new CRC32();
      int expected = Integer.reverseBytes(file.readInt());
      try (var inflater = new Inflater(true)) {
        inflater.setInput(deflated);
        int length = inflater.inflate(inflated);
        crc.update(inflated, 0, length);
      } catch (DataFormatException e) {
        throw new IOException(path + " is damaged: " + e.getMessage(), e);
      }
      if ((int) crc.getValue() != expected) {
        throw new IOException(path + " is damaged: its gzip checksum is wrong");
      }
      return inflated;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
