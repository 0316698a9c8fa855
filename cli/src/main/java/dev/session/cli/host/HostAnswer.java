package dev.session.cli.host;

/// A whole answer of the host.
public record HostAnswer(int status, String body) {
  private static final int STATUS_OK_MIN = 200;
  private static final int STATUS_OK_MAX = 299;

  /// Whether the host did what it was asked to.
  public boolean ok() {
    return status >= STATUS_OK_MIN && status <= STATUS_OK_MAX;
  }
}
