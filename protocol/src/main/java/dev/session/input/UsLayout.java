package dev.session.input;

/// What shift does to a key: the US layout for ASCII, upper case for other letters.
final class UsLayout {
  private static final String PLAIN = "`1234567890-=[]\\;',./";
  private static final String SHIFTED = "~!@#$%^&*()_+{}|:\"<>?";

  private UsLayout() {}

  /// The character that the key of `c` gives with shift; `c` itself where shift changes nothing.
  static int shifted(int c) {
    int index = PLAIN.indexOf(c);
    return index >= 0 ? SHIFTED.charAt(index) : Character.toUpperCase(c);
  }

  /// The character that the key of `c` gives without shift.
  static int unshifted(int c) {
    int index = SHIFTED.indexOf(c);
    if (index >= 0) {
      return PLAIN.charAt(index);
    }
    // Only letters that come back: a dotted I, say, is no key of its own.
    int lower = Character.toLowerCase(c);
    return Character.toUpperCase(lower) == c ? lower : c;
  }
}
