package dev.session.terminal;

/// How many columns a character takes: what xterm gives through the C library's `wcwidth`, from
/// current Unicode data (East Asian Width, general category, emoji presentation). Ambiguous
/// characters are narrow. Also the width of a grapheme cluster, which xterm does not know; there
/// the choices are those of the terminals that offer mode 2027.
///
/// Deviations from `wcwidth`: unassigned code points are drawn (by their block's width) rather than
/// refused, and the line and paragraph separators take no column. Control characters are the
/// caller's business.
final class UnicodeWidth {
  static final int TEXT_SELECTOR = 0xFE0E;
  static final int EMOJI_SELECTOR = 0xFE0F;

  /// Everything below is one column wide, control characters aside.
  private static final int FIRST_NOT_NARROW = 0x300;

  private static final int WIDTH_SHIFT = 5;
  private static final int WIDTH_MASK = 3;
  private static final int SELECTABLE = 0x80;
  private static final int REGIONAL_INDICATOR_A = 0x1F1E6;
  private static final int REGIONAL_INDICATOR_Z = 0x1F1FF;

  private UnicodeWidth() {}

  /// The columns of `codePoint` on its own: 0, 1 or 2.
  static int of(int codePoint) {
    return codePoint < FIRST_NOT_NARROW
        ? 1
        : (UnicodeTable.of(codePoint) >> WIDTH_SHIFT) & WIDTH_MASK;
  }

  /// The columns of a cluster that took `width` and ended in `last`, now that `codePoint` belongs
  /// to it. A flag's second half makes it wide, a presentation selector makes its base wide or
  /// narrow, and otherwise the widest member decides: one emoji joined to a text symbol makes an
  /// emoji.
  static int inCluster(int width, int last, int codePoint) {
    if (codePoint == EMOJI_SELECTOR) {
      return isSelectable(last) ? 2 : width;
    }
    if (codePoint == TEXT_SELECTOR) {
      return isSelectable(last) ? 1 : width;
    }
    if (isRegionalIndicator(last) && isRegionalIndicator(codePoint)) {
      return 2;
    }
    return Math.max(width, of(codePoint));
  }

  /// Whether U+FE0E or U+FE0F behind `codePoint` decides its width: it has two presentations.
  static boolean isSelectable(int codePoint) {
    return (UnicodeTable.of(codePoint) & SELECTABLE) != 0;
  }

  private static boolean isRegionalIndicator(int codePoint) {
    return codePoint >= REGIONAL_INDICATOR_A && codePoint <= REGIONAL_INDICATOR_Z;
  }
}
