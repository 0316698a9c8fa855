package dev.session.terminal;

/// DECSWL, DECDWL and DECDHL: how large a row is drawn. A row that is not [#SINGLE] shows its left
/// half.
public enum LineSize {
  SINGLE,
  DOUBLE_WIDTH,
  DOUBLE_HEIGHT_TOP,
  DOUBLE_HEIGHT_BOTTOM;

  private static final LineSize[] ALL = values();

  static LineSize of(int code) {
    return ALL[code];
  }
}
