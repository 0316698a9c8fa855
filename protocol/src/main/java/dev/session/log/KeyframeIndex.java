package dev.session.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The side file with a segment's keyframes, `000001.keyframes`. It can be deleted at any time: it
/// costs only speed, and `KeyframeRebuild` writes it again.
///
/// ```
/// file    "SKF1"  startMicros i64  firstSequence i64   the segment's, so a stray file is told
///         entry*
/// entry   length u32  crc32c u32                       of the rest of the entry
///         sequence i64  micros i64  offset i64  cols i32  rows i32  keyframe bytes
/// ```
///
/// All numbers are big-endian. A torn last entry is ignored, and so is an entry whose checksum is
/// wrong.
final class KeyframeIndex {

  private static final int MAGIC = 0x534b4631;
  private static final int FILE_HEADER_BYTES = 20;
  private static final int ENTRY_HEADER_BYTES = 8;
  private static final int FIXED_BYTES = 32;

  /// No keyframe is larger.
  private static final int KEYFRAME_MAX_BYTES = 64 << 20;

  private KeyframeIndex() {}

  /// Adds an entry to the index of the segment with this header; the file is created if it is
  /// missing.
  static void append(Path file, LogHeader header, Keyframe keyframe) throws IOException {
    if (!Files.exists(file)) {
      create(file, header);
    }
    try (var out = new FileOutputStream(file.toFile(), true)) {
      out.write(encode(keyframe));
    }
  }

  /// Makes an index without entries.
  static void create(Path file, LogHeader header) throws IOException {
    SegmentFiles.createFile(file);
    try (var out = new FileOutputStream(file.toFile())) {
      out.write(
          ByteBuffer.allocate(FILE_HEADER_BYTES)
              .putInt(MAGIC)
              .putLong(header.startMicros())
              .putLong(header.firstSequence())
              .array());
    }
  }

  /// Whether there is an index of the segment with this header and all of it can be read.
  static boolean isIntact(Path log, LogHeader header) throws IOException {
    Path file = SegmentFiles.keyframes(log, header.segment());
    if (!Files.exists(file)) {
      return false;
    }
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      if (!belongsTo(in, header)) {
        return false;
      }
      long end = FILE_HEADER_BYTES;
      for (long at : positions(in, (_, _) -> true)) {
        in.seek(at);
        end = at + ENTRY_HEADER_BYTES + in.readInt();
        if (read(in, at, header.segment()) == null) {
          return false;
        }
      }
      return end == in.length();
    }
  }

  private static byte[] encode(Keyframe keyframe) {
    int length = FIXED_BYTES + keyframe.bytes().length;
    var entry =
        ByteBuffer.allocate(ENTRY_HEADER_BYTES + length)
            .putInt(length)
            .putInt(0)
            .putLong(keyframe.sequence())
            .putLong(keyframe.micros())
            .putLong(keyframe.offset())
            .putInt(keyframe.cols())
            .putInt(keyframe.rows())
            .put(keyframe.bytes());
    var crc = new CRC32C();
    crc.update(entry.array(), ENTRY_HEADER_BYTES, length);
    return entry.putInt(4, (int) crc.getValue()).array();
  }

  /// Which entries of an index to take.
  interface Condition {
    boolean holds(long sequence, long micros);
  }

  /// The last intact entry that fulfils a condition which earlier entries fulfil too; null if there
  /// is none. An index that is missing or cannot be read is as good as an empty one.
  static @Nullable Keyframe last(Path log, LogHeader header, Condition condition) {
    Path file = SegmentFiles.keyframes(log, header.segment());
    if (!Files.exists(file)) {
      return null;
    }
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      if (!belongsTo(in, header)) {
        return null;
      }
      var positions = positions(in, condition);
      for (int i = positions.size() - 1; i >= 0; i--) {
        var keyframe = read(in, positions.get(i), header.segment());
        if (keyframe != null) {
          return keyframe;
        }
      }
      return null;
    } catch (IOException _) {
      return null; // the log itself tells whether the disk can be read
    }
  }

  private static boolean belongsTo(RandomAccessFile in, LogHeader header) throws IOException {
    return in.length() >= FILE_HEADER_BYTES
        && in.readInt() == MAGIC
        && in.readLong() == header.startMicros()
        && in.readLong() == header.firstSequence();
  }

  /// Where the entries are that fulfil the condition, as far as their lengths can be followed.
  private static List<Long> positions(RandomAccessFile in, Condition condition) throws IOException {
    var positions = new ArrayList<Long>();
    long at = FILE_HEADER_BYTES;
    var fixed = new byte[ENTRY_HEADER_BYTES + FIXED_BYTES];
    while (at + fixed.length <= in.length()) {
      in.seek(at);
      in.readFully(fixed);
      var entry = ByteBuffer.wrap(fixed);
      int length = entry.getInt();
      entry.getInt();
      if (length < FIXED_BYTES
          || length > FIXED_BYTES + KEYFRAME_MAX_BYTES
          || at + ENTRY_HEADER_BYTES + length > in.length()
          || !condition.holds(entry.getLong(), entry.getLong())) {
        break;
      }
      positions.add(at);
      at += ENTRY_HEADER_BYTES + length;
    }
    return positions;
  }

  private static @Nullable Keyframe read(RandomAccessFile in, long at, int segment)
      throws IOException {
    in.seek(at);
    int length = in.readInt();
    int expected = in.readInt();
    var content = new byte[length];
    in.readFully(content);
    var crc = new CRC32C();
    crc.update(content, 0, length);
    if ((int) crc.getValue() != expected) {
      return null;
    }
    var entry = ByteBuffer.wrap(content);
    long sequence = entry.getLong();
    long micros = entry.getLong();
    long offset = entry.getLong();
    int cols = entry.getInt();
    int rows = entry.getInt();
    var bytes = new byte[entry.remaining()];
    entry.get(bytes);
    return new Keyframe(sequence, micros, cols, rows, bytes, segment, offset);
  }

  /// Deletes the index of a segment whose end was lost if it knows of more than what is left.
  static void discardBeyond(Path log, LogHeader header, long end) throws IOException {
    var last = last(log, header, (_, _) -> true);
    if (last != null && last.offset() > end) {
      Files.deleteIfExists(SegmentFiles.keyframes(log, header.segment()));
    }
  }
}
