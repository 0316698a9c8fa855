package dev.session.input;

/// What happens to a key. Terminals report repeats as presses and releases not at all, unless the
/// application asked for event types by the kitty keyboard protocol.
public enum KeyAction {
  PRESS(1),
  REPEAT(2),
  RELEASE(3);

  private final int kittyType;

  KeyAction(int kittyType) {
    this.kittyType = kittyType;
  }

  /// The number of the event type in the kitty protocol.
  int kittyType() {
    return kittyType;
  }
}
