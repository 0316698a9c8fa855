package dev.session.terminal;

/// A colour as OSC sequences write it: `#rgb` … `#rrrrggggbbbb`, `rgb:r/g/b`, or one of those of
/// [XcmsColor]. Names of X11 are not known.
final class ColorName {
  private static final int BAD = -1;

  private ColorName() {}

  /// 0xRRGGBB, or -1 if it is not a colour.
  static int parse(String text) {
    String spec = text.strip();
    if (spec.startsWith("#")) {
      return hash(spec.substring(1));
    }
    if (spec.regionMatches(true, 0, "rgb:", 0, 4)) {
      return slashed(spec.substring(4));
    }
    return XcmsColor.parse(spec);
  }

  /// `#rgb` gives the high bits of each part; the low ones are zero.
  private static int hash(String digits) {
    int width = digits.length() / 3;
    if (width < 1 || width > 4 || digits.length() % 3 != 0) {
      return BAD;
    }
    int rgb = 0;
    for (int i = 0; i < 3; i++) {
      int value = hex(digits.substring(i * width, (i + 1) * width));
      if (value < 0) {
        return BAD;
      }
      rgb = rgb << 8 | (width == 1 ? value << 4 : value >> (4 * width - 8));
    }
    return rgb;
  }

  /// `rgb:r/g/b`: each part is scaled to its own number of digits.
  private static int slashed(String spec) {
    String[] parts = spec.split("/", -1);
    if (parts.length != 3) {
      return BAD;
    }
    int rgb = 0;
    for (String part : parts) {
      int value = part.isEmpty() || part.length() > 4 ? BAD : hex(part);
      if (value < 0) {
        return BAD;
      }
      int max = (1 << (4 * part.length())) - 1;
      rgb = rgb << 8 | (int) (value * 0xffffL / max) >> 8;
    }
    return rgb;
  }

  private static int hex(String digits) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0) {
        return BAD;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
