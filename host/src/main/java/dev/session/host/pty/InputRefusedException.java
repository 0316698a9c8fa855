package dev.session.host.pty;

import java.io.Serial;

/// Input was not, or not wholly, given to the terminal.
public final class InputRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /// Why.
  public enum Reason {
    /// The program reads too slowly: more is waiting already than may wait. Nothing of this input
    /// was given; try again later.
    QUEUE_FULL,
    /// The process has ended.
    ENDED
  }

  private final Reason reason;

  InputRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
