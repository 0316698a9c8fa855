package dev.session.status;

import org.jspecify.annotations.Nullable;

/// How a session's life stands or ended, in one word for people and scripts.
public enum TerminationCategory {
  RUNNING("running"),
  DESTROYED("destroyed"),
  CLEAN_EXIT("clean-exit"),
  NONZERO_EXIT("nonzero-exit"),
  SIGNAL_EXIT("signal-exit"),
  HOST_DEATH("host-death"),
  SPAWN_FAILURE("spawn-failure"),
  RENDERER_FAILURE("renderer-failure"),
  STORAGE_CORRUPTION("storage-corruption"),
  UNKNOWN("unknown");

  private final String word;

  TerminationCategory(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /// The category of a session in `status` whose ending, as far as it is known, was this one.
  public static TerminationCategory of(
      SessionStatus status,
      @Nullable Integer exitCode,
      @Nullable String exitSignal,
      @Nullable FailureOrigin origin) {
    return switch (status) {
      case RUNNING, EXITING -> RUNNING;
      case DESTROYING, DESTROYED -> DESTROYED;
      case EXITED -> {
        if (exitSignal != null) {
          yield SIGNAL_EXIT;
        }
        if (exitCode == null && origin != null) {
          yield of(origin); // version 0.1 has written such records
        }
        yield exitCode == null || exitCode == 0 ? CLEAN_EXIT : NONZERO_EXIT;
      }
      case FAILED -> origin == null ? UNKNOWN : of(origin);
    };
  }

  private static TerminationCategory of(FailureOrigin origin) {
    return switch (origin) {
      case HOST_DEATH -> HOST_DEATH;
      case SPAWN_FAILURE -> SPAWN_FAILURE;
      case RENDERER_FAILURE -> RENDERER_FAILURE;
      case STORAGE_CORRUPTION -> STORAGE_CORRUPTION;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
