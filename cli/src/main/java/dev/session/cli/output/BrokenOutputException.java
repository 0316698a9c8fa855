package dev.session.cli.output;

import java.io.IOException;

/// A result could not be written: the reader went away (`session log … | head`), or the disk is
/// full.
public final class BrokenOutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenOutputException(IOException cause) {
    super(cause);
  }

  /// Whether the reader closed the pipe, which is its way to say that it has enough.
  public boolean readerLeft() {
    var message = getCause().getMessage();
    return message != null && message.contains("Broken pipe");
  }

  /// Why, as the system says it.
  public String reason() {
    var message = getCause().getMessage();
    return message == null ? "unknown reason" : message;
  }
}
