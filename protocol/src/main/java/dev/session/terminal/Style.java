package dev.session.terminal;

/// How a cell looks, packed into one `long` so that a row is plain arrays.
///
/// ```
/// bits  0-24  foreground     bits 25-49  background     bits 50-62  attributes
/// ```
///
/// A colour is 25 bits: 0 the default, 1-256 a palette index plus one, bit 24 set a 24-bit RGB
/// value. What few cells have (underline colour, link) stands in a second `long`, the *extra*:
///
/// ```
/// bits  0-24  underline colour     bits 32-62  link id, 0 for none
/// ```
final class Style {
  static final int COLOR_DEFAULT = 0;
  static final int COLOR_RGB = 1 << 24;

  private static final int COLOR_BITS = 25;
  static final long COLOR_MASK = (1L << COLOR_BITS) - 1;
  static final long FOREGROUND = COLOR_MASK;
  static final long BACKGROUND = COLOR_MASK << COLOR_BITS;

  static final long BOLD = 1L << 50;
  static final long DIM = 1L << 51;
  static final long ITALIC = 1L << 52;
  private static final int UNDERLINE_SHIFT = 53;
  static final long UNDERLINE = 7L << UNDERLINE_SHIFT;
  static final long BLINK = 1L << 56;
  static final long INVERSE = 1L << 57;
  static final long HIDDEN = 1L << 58;
  static final long STRIKE = 1L << 59;
  static final long OVERLINE = 1L << 60;

  /// Set by DECSCA or SPA: erasing spares the cell.
  static final long PROTECTED = 1L << 61;

  /// Everything that SGR 0 resets.
  static final long SGR = ~PROTECTED;

  static final int UNDERLINE_NONE = 0;
  static final int UNDERLINE_SINGLE = 1;
  static final int UNDERLINE_DOUBLE = 2;
  static final int UNDERLINE_STYLE_MAX = 5;

  private static final int LINK_SHIFT = 32;

  private Style() {}

  /// A style from outside, with what no style can be taken out.
  static long valid(long style) {
    long valid = style & Long.MAX_VALUE;
    if (underline(valid) > UNDERLINE_STYLE_MAX) {
      valid = withUnderline(valid, UNDERLINE_NONE);
    }
    valid = withForeground(valid, validColor(foreground(valid)));
    return withBackground(valid, validColor(background(valid)));
  }

  static long validExtra(long extra) {
    return withUnderlineColor(extra & Long.MAX_VALUE, validColor(underlineColor(extra)));
  }

  private static int validColor(int color) {
    boolean valid = (color & COLOR_RGB) != 0 || color <= Palette.INDEXED;
    return valid ? color : COLOR_DEFAULT;
  }

  static int indexed(int index) {
    return index + 1;
  }

  static int rgb(int red, int green, int blue) {
    return COLOR_RGB | (red & 0xff) << 16 | (green & 0xff) << 8 | (blue & 0xff);
  }

  static int foreground(long style) {
    return (int) (style & COLOR_MASK);
  }

  static int background(long style) {
    return (int) (style >>> COLOR_BITS & COLOR_MASK);
  }

  static long withForeground(long style, int color) {
    return (style & ~FOREGROUND) | color;
  }

  static long withBackground(long style, int color) {
    return (style & ~BACKGROUND) | (long) color << COLOR_BITS;
  }

  static int underline(long style) {
    return (int) (style >>> UNDERLINE_SHIFT & 7);
  }

  static long withUnderline(long style, int underline) {
    return (style & ~UNDERLINE) | (long) underline << UNDERLINE_SHIFT;
  }

  static int underlineColor(long extra) {
    return (int) (extra & COLOR_MASK);
  }

  static long withUnderlineColor(long extra, int color) {
    return (extra & ~COLOR_MASK) | color;
  }

  static int link(long extra) {
    return (int) (extra >>> LINK_SHIFT);
  }

  static long withLink(long extra, int link) {
    return (extra & 0xffff_ffffL) | (long) link << LINK_SHIFT;
  }
}
