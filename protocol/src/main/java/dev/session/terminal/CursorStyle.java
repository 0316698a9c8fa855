package dev.session.terminal;

/// The cursor's shape (DECSCUSR).
public enum CursorStyle {
  BLOCK,
  UNDERLINE,
  BAR;

  static CursorStyle of(int decscusr) {
    return values()[(decscusr - 1) / 2];
  }
}
