package dev.session.log;

import dev.session.digest.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The segment that is being written: appends units, each completely or not at all, and keeps the
/// two checksums (a CRC-32C of the lines since the last check line, a SHA-256 of the whole
/// segment).
///
/// A unit is what must not be torn apart: an event's line, or two lines that belong together. Bytes
/// are put with [#put] and its likes and become part of the segment with [#commit]; after a failure
/// [#rollback] takes back what a unit has already written.
///
/// Writes go through `RandomAccessFile`, because an interrupt closes a `FileChannel` under its
/// user's hands.
final class SegmentAppender extends LineBuffer implements Closeable {

  private static final int READ_BACK_BYTES = 32 * 1024;

  private Path path;
  private final RandomAccessFile file;

  private final EventEncoder encoder = new EventEncoder(this);

  /// The segment's size, counting complete units only.
  private long end;

  /// The file's size as far as it is known: the segment and what is written of a unit.
  private long written;

  /// Where the lines begin which the next check line is about.
  private long blockStart;

  private final CRC32C crc = new CRC32C();
  private final MessageDigest sha256 = Sha256.digest();

  /// Checksums cannot go back: after a rollback they are computed anew from the file when needed.
  private boolean crcIsStale;

  private boolean sha256IsStale;

  /// Takes a file that exists and has `end` bytes worth keeping.
  private SegmentAppender(Path path, long end, long blockStart) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.end = end;
    this.blockStart = blockStart;
    crcIsStale = end > 0;
    sha256IsStale = end > 0;
  }

  /// Begins a segment in a file that must not exist yet.
  static SegmentAppender create(Path path) throws IOException {
    SegmentFiles.createFile(path);
    return new SegmentAppender(path, 0, 0);
  }

  /// Goes on with a segment after its first `end` bytes; anything behind them is cut off.
  static SegmentAppender resume(Path path, long end, long blockStart) throws IOException {
    var appender = new SegmentAppender(path, end, blockStart);
    try {
      appender.rollback();
      if (end <= READ_BACK_BYTES) { // little was written: cheaper now than all of it at the seal
        appender.refreshCrc();
        appender.refreshSha256();
      }
    } catch (IOException e) {
      appender.close();
      throw e;
    }
    return appender;
  }

  Path path() {
    return path;
  }

  EventEncoder encoder() {
    return encoder;
  }

  /// The segment's size, counting complete units only.
  long end() {
    return end;
  }

  long blockStart() {
    return blockStart;
  }

  @Override
  void write(byte[] bytes, int count) throws IOException {
    file.write(bytes, 0, count);
    written += count;
    crc.update(bytes, 0, count);
    sha256.update(bytes, 0, count);
  }

  /// Ends the unit: when this returns, all of it is in the file, and with `sync` on the disk.
  void commit(boolean sync) throws IOException {
    flush();
    if (sync) {
      sync();
    }
    end = written;
  }

  /// Forgets the unit that was begun and takes back what is written of it.
  void rollback() throws IOException {
    filled(0);
    // Also where nothing was counted: a write that failed may have written a part.
    crcIsStale |= written != end;
    sha256IsStale |= written != end;
    written = end;
    file.setLength(end);
    file.seek(end);
  }

  /// Writes a check line as a unit of its own: from here on a new block begins.
  void check() throws IOException {
    refreshCrc();
    putAscii(CheckLine.check(crc.getValue()));
    commit(false);
    blockStart = end;
    crc.reset();
  }

  /// Writes a check line and the seal as the last units; returns the segment's SHA-256.
  String seal(long firstSequence, long nextSequence, long lastMicros, @Nullable SegmentMarks marks)
      throws IOException {
    check();
    String hash = sha256();
    putUtf8(new CheckLine.Seal(hash, firstSequence, nextSequence, lastMicros, marks).text());
    commit(false);
    return hash;
  }

  private void refreshCrc() throws IOException {
    if (crcIsStale) {
      crc.reset();
      readBack(blockStart, crc::update);
      crcIsStale = false;
    }
  }

  private void refreshSha256() throws IOException {
    if (sha256IsStale) {
      sha256.reset();
      readBack(0, sha256::update);
      sha256IsStale = false;
    }
  }

  private String sha256() throws IOException {
    refreshSha256();
    sha256IsStale = true; // digesting resets it
    return HexFormat.of().formatHex(sha256.digest());
  }

  private interface Checksum {
    void update(byte[] bytes, int from, int count);
  }

  private void readBack(long from, Checksum checksum) throws IOException {
    var chunk = new byte[READ_BACK_BYTES];
    try {
      file.seek(from);
      for (long left = end - from; left > 0; ) {
        int count = (int) Math.min(left, chunk.length);
        file.readFully(chunk, 0, count);
        checksum.update(chunk, 0, count);
        left -= count;
      }
    } finally {
      file.seek(end);
    }
  }

  /// Forces everything written to the disk.
  void sync() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /// Gives the file another name, which must be free.
  void moveTo(Path target) throws IOException {
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    path = target;
  }

  /// Closes and deletes a segment that could not be begun.
  void discard() throws IOException {
    close();
    Files.deleteIfExists(path);
  }
}
