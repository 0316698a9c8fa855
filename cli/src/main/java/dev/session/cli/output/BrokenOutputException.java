package dev.session.cli.output;

import java.io.IOException;

/// A result could not be written: the reader went away (`session log … | head`), or the disk is
/// full.
public final class BrokenOutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  BrokenOutputException(IOException cause) {
    super(cause);
    var message = cause.getMessage();
    this.reason = message == null ? "unknown reason" : message;
  }

  /// Whether the reader closed the pipe, which is its way to say that it has enough.
  public boolean readerLeft() {
    return reason.contains("Broken pipe");
  }

  /// Why, as the system says it.
  public String reason() {
    return reason;
  }
}
