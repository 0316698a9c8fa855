package dev.session.host.live;

import dev.session.terminal.Terminal;

/// What somebody has typed at a shell's prompt, as far as it shows on the screen: the shell alone
/// knows its line. Guarded by the session's lock.
final class PromptLine {
  /// Keys after which the line that was typed is not open any more: Enter, and those that throw it
  /// away (Ctrl-C, Ctrl-D, Ctrl-U).
  private static final String LINE_ENDS = "\r\n\003\004\025";

  private static final byte INTERRUPT = 0x03;

  /// Whether a line that somebody has typed is not finished.
  private boolean open;

  // Where the cursor stood, and how often something had been printed, when the first thing was
  // typed at this prompt; −1 if nothing was.
  private int row;
  private int col;
  private long touchedAfterOutputs = -1;

  /// Somebody has typed this.
  ///
  /// @param outputs how often the terminal has printed something before
  void typed(byte[] bytes, Terminal terminal, long outputs) {
    if (!isTouched()) {
      touchedAfterOutputs = outputs;
      row = terminal.cursorRow();
      col = terminal.cursorCol();
    }
    open = !isLineEnd(bytes[bytes.length - 1]);
  }

  /// Whether the shell cannot be at the end of these when it shows the next prompt: more was typed
  /// after a line was finished, or Ctrl-C, whose effect takes it a moment.
  static boolean leavesTheShellBusy(byte[] bytes) {
    for (int i = 0; i < bytes.length - 1; i++) {
      if (isLineEnd(bytes[i])) {
        return true;
      }
    }
    return bytes[bytes.length - 1] == INTERRUPT;
  }

  private static boolean isLineEnd(byte key) {
    return LINE_ENDS.indexOf(key) >= 0;
  }

  /// A whole line was given to the shell.
  void entered() {
    open = false;
  }

  /// A new prompt, or what was typed at this one is gone.
  void clear() {
    touchedAfterOutputs = -1;
  }

  boolean isTouched() {
    return touchedAfterOutputs >= 0;
  }

  boolean isOpen() {
    return open;
  }

  /// Whether something may stand at the prompt: it was typed, and the screen does not show that it
  /// came and went.
  boolean mayHoldText(Terminal terminal, long outputs) {
    if (!isTouched()) {
      return false;
    }
    boolean echoed = outputs > touchedAfterOutputs;
    boolean back = terminal.cursorRow() == row && terminal.cursorCol() == col;
    return !echoed || !back;
  }
}
