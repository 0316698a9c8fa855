package dev.session.terminal;

/// Horizontal scrolling: DECIC, DECDC, SL, SR, DECBI, DECFI.
final class Columns {
  private final Screen screen;
  private final CursorMotion motion;
  private final Editing editing;

  Columns(Screen screen, CursorMotion motion, Editing editing) {
    this.screen = screen;
    this.motion = motion;
    this.editing = editing;
  }

  void insert(int count) {
    editing.shiftColumns(screen.col, count, false);
  }

  void delete(int count) {
    editing.shiftColumns(screen.col, count, true);
  }

  void shift(int count, boolean towardsLeft) {
    editing.shiftColumns(screen.left, count, towardsLeft);
  }

  /// DECBI: to the left, at the left margin scrolling to the right.
  void backIndex() {
    if (screen.col == screen.left) {
      editing.shiftColumns(screen.left, 1, false);
    } else {
      motion.back(1);
    }
  }

  /// DECFI: to the right, at the right margin scrolling to the left.
  void forwardIndex() {
    if (screen.col == screen.right) {
      editing.shiftColumns(screen.left, 1, true);
    } else {
      motion.forward(1);
    }
  }
}
