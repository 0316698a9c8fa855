package dev.session.host.live;

import org.jspecify.annotations.Nullable;

/// Times that a request gives in milliseconds.
public final class Durations {
  /// What JSON's numbers hold exactly: some 285,000 years.
  static final long MAX_MILLIS = 1L << 53;

  private Durations() {}

  /// The time given, or `otherwise`.
  ///
  /// @throws dev.session.error.SessionException INVALID_DURATION
  public static long millis(String name, @Nullable Long given, long otherwise) {
    if (given == null) {
      return otherwise;
    }
    if (given < 0 || given > MAX_MILLIS) {
      throw Complaint.invalidDuration(name, given, MAX_MILLIS);
    }
    return given;
  }
}
