package dev.session.status;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What made a session fail.
public enum FailureOrigin {
  HOST_DEATH,
  /// Its program could not be started.
  SPAWN_FAILURE,
  /// Its terminal could not take what the program printed.
  RENDERER_FAILURE,
  STORAGE_CORRUPTION,
  UNKNOWN;

  /// The word used in records and results.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The origin with this word, or null.
  public static @Nullable FailureOrigin ofWord(String word) {
    for (var origin : values()) {
      if (origin.word().equals(word)) {
        return origin;
      }
    }
    return null;
  }
}
