package dev.session.log;

import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The two comment lines by which damage is found.
///
/// A check line ends a block of lines: `# crc32c 0a1b2c3d`, the CRC-32C of all bytes since the
/// check line before it, line feeds included. A seal follows a check line, as the last line of a
/// segment that will not change any more: `# sealed {"sha256":…,…,"crc32c":"0a1b2c3d"}`. Its
/// SHA-256 is that of all bytes before the seal; its CRC is that of the seal itself up to the last
/// comma.
final class CheckLine {

  private static final String CHECK_PREFIX = "# crc32c ";
  private static final String SEAL_PREFIX = "# sealed ";
  private static final String SEAL_CRC_PREFIX = ",\"crc32c\":\"";
  private static final String SEAL_END = "\"}\n";
  private static final int CRC_DIGITS = 8;
  private static final int CHECK_BYTES = CHECK_PREFIX.length() + CRC_DIGITS + 1;

  /// How many bytes of a seal its own CRC does not cover.
  private static final int SEAL_UNCHECKED_BYTES =
      SEAL_CRC_PREFIX.length() + CRC_DIGITS + SEAL_END.length();

  /// A seal is shorter than this.
  private static final int SEAL_MAX_BYTES = 64 * 1024;

  private CheckLine() {}

  /// What a seal says.
  ///
  /// @param nextSequence one more than the number of the segment's last event
  /// @param lastMicros the time of the log's last event
  /// @param marks the segment's marks; null if they are too many
  record Seal(
      String sha256,
      long firstSequence,
      long nextSequence,
      long lastMicros,
      @Nullable SegmentMarks marks) {

    /// The line, with its line feed.
    String text() {
      String object =
          JsonObject.builder()
              .put("sha256", sha256)
              .put("firstSequence", firstSequence)
              .put("nextSequence", nextSequence)
              .put("lastMicros", lastMicros)
              .put("marks", marks == null ? null : marks.toJson())
              .build()
              .compact();
      String checked = SEAL_PREFIX + object.substring(0, object.length() - 1);
      var crc = new CRC32C();
      crc.update(checked.getBytes(StandardCharsets.UTF_8));
      return checked
          + SEAL_CRC_PREFIX
          + HexFormat.of().toHexDigits((int) crc.getValue())
          + SEAL_END;
    }
  }

  static String check(long crc) {
    return CHECK_PREFIX + HexFormat.of().toHexDigits((int) crc) + "\n";
  }

  /// Whether a line, given with its line feed, has the form of a check line.
  static boolean isCheck(byte[] bytes, int from, int end) {
    return end - from == CHECK_BYTES && startsWith(bytes, from, end, CHECK_PREFIX);
  }

  static boolean isSeal(byte[] bytes, int from, int end) {
    return end - from > SEAL_PREFIX.length() + SEAL_UNCHECKED_BYTES
        && startsWith(bytes, from, end, SEAL_PREFIX)
        && startsWith(bytes, end - SEAL_END.length(), end, SEAL_END);
  }

  /// How many bytes of a check line or seal belong to the block that it is about.
  static int checkedBytes(byte[] bytes, int from, int end) {
    return isSeal(bytes, from, end) ? end - from - SEAL_UNCHECKED_BYTES : 0;
  }

  /// Whether a check line or seal names this CRC.
  static boolean names(long crc, byte[] bytes, int from, int end) {
    int digitsEnd = end - (isSeal(bytes, from, end) ? SEAL_END.length() : 1);
    return startsWith(
        bytes, digitsEnd - CRC_DIGITS, digitsEnd, HexFormat.of().toHexDigits((int) crc));
  }

  /// What a seal says, or null if it cannot be read or is damaged.
  static @Nullable Seal parseSeal(byte[] bytes, int from, int end) {
    var crc = new CRC32C();
    crc.update(bytes, from, checkedBytes(bytes, from, end));
    if (!names(crc.getValue(), bytes, from, end)) {
      return null;
    }
    int start = from + SEAL_PREFIX.length();
    try {
      var seal =
          JsonObject.parse(new String(bytes, start, end - 1 - start, StandardCharsets.UTF_8))
              .fields("");
      return new Seal(
          seal.string("sha256"),
          seal.longInteger("firstSequence"),
          seal.longInteger("nextSequence"),
          seal.longInteger("lastMicros"),
          SegmentMarks.parse(seal));
    } catch (JsonException _) {
      return null;
    }
  }

  /// The seal at the end of a segment, or null if there is none.
  static @Nullable Seal sealOf(Path file) throws IOException {
    try (var source = SegmentSource.open(file)) {
      long size = source.size();
      var tail = new byte[(int) Math.min(size, SEAL_MAX_BYTES)];
      int filled = 0;
      while (filled < tail.length) {
        int read = source.read(size - tail.length + filled, tail, filled, tail.length - filled);
        if (read <= 0) {
          return null;
        }
        filled += read;
      }
      int from = filled - 1;
      while (from > 0 && tail[from - 1] != '\n') {
        from--;
      }
      boolean isLine = from > 0 && tail[filled - 1] == '\n';
      return isLine && isSeal(tail, from, filled) ? parseSeal(tail, from, filled) : null;
    }
  }

  private static boolean startsWith(byte[] bytes, int from, int end, String text) {
    if (end - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
