package dev.session.log;

import dev.session.digest.Sha256;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Copies a log as that of another session: its events, times and numbers, under another id.
///
/// Headers name the id, and seals the hash of all that precedes them; so each segment gets a new
/// first block and a new seal, and keeps every byte between. Copies are not compressed, and have no
/// keyframe index, which is made again when it is missed.
public final class LogCopy {
  private static final int CHUNK_BYTES = 64 * 1024;

  private LogCopy() {}

  /// How many bytes a copy of the log takes, but for what another id changes.
  public static long bytes(Path source) throws IOException {
    long bytes = 0;
    for (int number : SegmentFiles.numbers(source)) {
      try (var segment =
          SegmentSource.open(Objects.requireNonNull(SegmentFiles.find(source, number)))) {
        bytes += segment.size();
      }
    }
    return bytes;
  }

  /// Copies the log.
  ///
  /// @param target a directory that is created and must not be there yet
  /// @throws LogDamagedException if a segment has no readable beginning
  public static void withId(Path source, Path target, String sessionId) throws IOException {
    SegmentFiles.createDirectory(target);
    @Nullable String previous = null;
    for (int number : SegmentFiles.numbers(source)) {
      var header = renamed(source, number, sessionId, previous);
      Path from = Objects.requireNonNull(SegmentFiles.find(source, number));
      Path to = SegmentFiles.plain(target, number);
      SegmentFiles.createFile(to);
      try (var in = SegmentSource.open(from);
          var file = new FileOutputStream(to.toFile());
          var out = new Hashing(new BufferedOutputStream(file, CHUNK_BYTES))) {
        previous = copy(in, CheckLine.sealOf(from), header, out);
        out.flush();
        file.getFD().sync();
      }
    }
  }

  private static LogHeader renamed(
      Path log, int number, String sessionId, @Nullable String previous) throws IOException {
    try (var reader = LogReader.openSegment(log, number)) {
      var header = reader.intactHeader();
      return new LogHeader(
          header.cols(),
          header.rows(),
          header.about().withSessionId(sessionId),
          header.segment(),
          header.firstSequence(),
          header.startMicros(),
          header.keyframe(),
          previous == null ? header.previousSha256() : previous);
    }
  }

  /// The hash in the new seal; null where there is none.
  private static @Nullable String copy(
      SegmentSource in, CheckLine.@Nullable Seal seal, LogHeader header, Hashing out)
      throws IOException {
    var lines = new LineInput(in, 0);
    boolean hasHeader = lines.next();
    boolean hasCheck = lines.next();
    if (!hasHeader || !hasCheck || !CheckLine.isCheck(lines.buffer(), lines.from(), lines.end())) {
      throw new IOException("the segment's header has no check line");
    }
    byte[] first = (header.toJson().compact() + "\n").getBytes(StandardCharsets.UTF_8);
    var crc = new CRC32C();
    crc.update(first);
    out.write(first);
    out.write(CheckLine.check(crc.getValue()).getBytes(StandardCharsets.UTF_8));
    long end = in.size();
    if (seal != null) {
      end -= seal.text().getBytes(StandardCharsets.UTF_8).length;
    }
    copy(in, lines.nextOffset(), end, out);
    if (seal == null) {
      return null;
    }
    String hash = out.sha256();
    var renewed =
        new CheckLine.Seal(
            hash, seal.firstSequence(), seal.nextSequence(), seal.lastMicros(), seal.marks());
    out.write(renewed.text().getBytes(StandardCharsets.UTF_8));
    return hash;
  }

  private static void copy(SegmentSource in, long from, long end, OutputStream out)
      throws IOException {
    var chunk = new byte[CHUNK_BYTES];
    for (long at = from; at < end; ) {
      int read = in.read(at, chunk, 0, (int) Math.min(chunk.length, end - at));
      if (read <= 0) {
        throw new IOException("the segment became shorter while it was copied");
      }
      out.write(chunk, 0, read);
      at += read;
    }
  }

  /// Knows the hash of what was written.
  private static final class Hashing extends FilterOutputStream {
    private final MessageDigest sha256 = Sha256.digest();

    Hashing(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      sha256.update(bytes, from, count);
      out.write(bytes, from, count);
    }

    String sha256() {
      return HexFormat.of().formatHex(sha256.digest());
    }
  }
}
