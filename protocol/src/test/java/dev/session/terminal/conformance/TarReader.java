package dev.session.terminal.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the regular files of a tar archive (POSIX ustar): 512-byte headers, contents padded to
/// 512.
final class TarReader {
  private static final int BLOCK_BYTES = 512;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_BYTES = 12;
  private static final int TYPE_OFFSET = 156;

  private TarReader() {}

  static Map<String, byte[]> files(byte[] archive) {
    var files = new LinkedHashMap<String, byte[]>();
    int at = 0;
    while (at + BLOCK_BYTES <= archive.length && archive[at] != 0) {
      String name = field(archive, at, NAME_BYTES);
      int size = Integer.parseInt(field(archive, at + SIZE_OFFSET, SIZE_BYTES).strip(), 8);
      byte type = archive[at + TYPE_OFFSET];
      int content = at + BLOCK_BYTES;
      if (type == '0' || type == 0) {
        files.put(name, Arrays.copyOfRange(archive, content, content + size));
      }
      at = content + (size + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    }
    return files;
  }

  private static String field(byte[] archive, int from, int length) {
    int end = from;
    while (end < from + length && archive[end] != 0) {
      end++;
    }
    return new String(archive, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
