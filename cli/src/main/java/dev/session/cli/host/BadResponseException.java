package dev.session.cli.host;

import java.io.IOException;

/// What came back is not an HTTP response that this client reads. The message completes the
/// sentence "… is not a session host: …".
final class BadResponseException extends IOException {
  private static final long serialVersionUID = 1L;

  BadResponseException(String message) {
    super(message);
  }
}
