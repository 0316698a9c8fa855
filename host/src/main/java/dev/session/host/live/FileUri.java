package dev.session.host.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The directory that a shell tells by OSC 7, as `file://host/path`. Shells differ in what they
/// encode; what is not encoded stands for itself.
final class FileUri {
  private static final String SCHEME = "file://";

  private FileUri() {}

  /// The path of `uri`; null where it has none.
  static @Nullable String path(String uri) {
    int slash = uri.startsWith(SCHEME) ? uri.indexOf('/', SCHEME.length()) : -1;
    if (slash < 0) {
      return null;
    }
    var encoded = uri.substring(slash).getBytes(StandardCharsets.UTF_8);
    var path = new ByteArrayOutputStream(encoded.length);
    int at = 0;
    while (at < encoded.length) {
      int value = encoded[at] == '%' ? hex(encoded, at + 1) : -1;
      path.write(value < 0 ? encoded[at] : value);
      at += value < 0 ? 1 : 3;
    }
    return path.toString(StandardCharsets.UTF_8);
  }

  private static int hex(byte[] digits, int at) {
    if (at + 1 >= digits.length) {
      return -1;
    }
    int high = Character.digit(digits[at], 16);
    int low = Character.digit(digits[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
