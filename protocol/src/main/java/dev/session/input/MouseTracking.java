package dev.session.input;

/// Which mouse events an application asked for. Each mode reports what those before it report.
public enum MouseTracking {
  NONE(0),
  /// Presses of the first three buttons, without modifiers.
  PRESSES(9),
  /// Presses and releases of all buttons.
  BUTTONS(1000),
  /// Motion while a button is held, too.
  DRAGS(1002),
  /// All motion.
  MOTION(1003);

  private final int mode;

  MouseTracking(int mode) {
    this.mode = mode;
  }

  /// The private mode's number; 0 for [#NONE].
  public int mode() {
    return mode;
  }

  boolean reports(MouseTracking events) {
    return compareTo(events) >= 0;
  }
}
