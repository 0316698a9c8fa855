package dev.session.cli.output;

/// Text from a session, a file or the command line, made fit for a terminal: it cannot move the
/// cursor, change a title, or hide what stands beside it.
public final class SafeText {
  /// A longer value is cut in messages.
  public static final int QUOTED_MAX_CHARS = 80;

  private SafeText() {}

  /// `text` on one line: every control or direction-changing character becomes U+FFFD.
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnsafe(text, i)) {
        return replaced(text);
      }
    }
    return text;
  }

  /// As [#of], but line breaks stay.
  public static String lines(String text) {
    var safe = new StringBuilder();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      safe.append(of(text.substring(start, end))).append('\n');
      start = end + 1;
    }
    return safe.append(of(text.substring(start))).toString();
  }

  /// `'text'`, safe, and cut where it is long.
  public static String quoted(String text) {
    if (text.length() <= QUOTED_MAX_CHARS) {
      return "'" + of(text) + "'";
    }
    int end = QUOTED_MAX_CHARS;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return "'" + of(text.substring(0, end)) + "…'";
  }

  private static String replaced(String text) {
    var safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      safe.append(isUnsafe(text, i) ? '\ufffd' : text.charAt(i));
    }
    return safe.toString();
  }

  private static boolean isUnsafe(String text, int index) {
    char c = text.charAt(index);
    if (c < 0x7f) {
      return c < ' ';
    }
    if (Character.isSurrogate(c)) {
      return isLoneSurrogate(text, index);
    }
    return c <= 0x9f // DEL and C1
        || c == '\u061c' // marks of direction
        || c == '\u200e'
        || c == '\u200f'
        || c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202a' && c <= '\u202e') // bidirectional embeddings and overrides
        || (c >= '\u2066' && c <= '\u2069');
  }

  private static boolean isLoneSurrogate(String text, int index) {
    if (Character.isHighSurrogate(text.charAt(index))) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
  }
}
