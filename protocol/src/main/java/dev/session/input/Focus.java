package dev.session.input;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;

/// The bytes that tell an application that its terminal got or lost the focus.
public enum Focus {
  IN("I"),
  OUT("O");

  private final String last;

  Focus(String last) {
    this.last = last;
  }

  /// The report of this change.
  ///
  /// @throws SessionException INVALID_INPUT unless the application asked for it, or `force`
  public byte[] bytes(boolean force, InputModes modes) {
    if (!modes.focusReports() && !force) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The application has not asked for focus reports (mode 1004); force sends one all the"
              + " same.");
    }
    return new TerminalBytes(modes).csi(last).toByteArray();
  }
}
