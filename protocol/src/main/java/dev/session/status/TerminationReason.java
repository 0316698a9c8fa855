package dev.session.status;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why the product ended a session. A session whose process ended by itself has none.
public enum TerminationReason {
  /// Nobody gave it input and it printed nothing for its idle timeout.
  IDLE_TIMEOUT,
  /// It reached its time to live.
  TIME_TO_LIVE,
  /// Somebody destroyed it.
  DESTROYED,
  /// Its host was stopped.
  HOST_STOPPED;

  /// The word used in records and results.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The reason with this word, or null.
  public static @Nullable TerminationReason ofWord(String word) {
    for (var reason : values()) {
      if (reason.word().equals(word)) {
        return reason;
      }
    }
    return null;
  }
}
