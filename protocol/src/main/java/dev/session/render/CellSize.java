package dev.session.render;

/// The measures of a cell in pixels, at one scale.
///
/// @param stroke the thickness of a light line
record CellSize(int width, int height, int baseline, int stroke) {
  /// The height of the text's em. At it the text font is 9 pixels wide, exactly.
  static final int EM = 15;

  private static final int BASELINE = 15;

  static CellSize at(int scale) {
    return new CellSize(
        Painter.CELL_WIDTH * scale, Painter.CELL_HEIGHT * scale, BASELINE * scale, scale);
  }

  int em() {
    return EM * stroke;
  }
}
