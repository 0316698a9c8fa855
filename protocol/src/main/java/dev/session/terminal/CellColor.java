package dev.session.terminal;

/// How to read the colours that [CellReader] gives: the default, an index into the palette, or RGB.
public final class CellColor {
  private CellColor() {}

  public static boolean isDefault(int color) {
    return color == Style.COLOR_DEFAULT;
  }

  public static boolean isIndexed(int color) {
    return color > 0 && color <= Palette.INDEXED;
  }

  public static boolean isRgb(int color) {
    return (color & Style.COLOR_RGB) != 0;
  }

  /// The palette index of an indexed colour.
  public static int index(int color) {
    return color - 1;
  }

  /// The 0xRRGGBB of an RGB colour.
  public static int rgb(int color) {
    return color & 0xff_ffff;
  }
}
