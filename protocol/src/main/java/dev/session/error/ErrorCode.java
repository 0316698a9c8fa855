package dev.session.error;

/// Every error code of the product with the exit code it ends a command with.
///
/// Scripts depend on both: a name or number here never changes its meaning.
public enum ErrorCode {
  INTERNAL_ERROR(1),
  SKILL_NOT_FOUND(1),
  INVALID_INPUT(2),
  INVALID_SESSION_ID(2),
  INVALID_DIMENSIONS(2),
  INVALID_SIGNAL(2),
  INVALID_KEYS(2),
  INVALID_DURATION(2),
  MOUSE_NOT_ENABLED(2),
  SESSION_NOT_FOUND(3),
  SESSION_NOT_RUNNING(4),
  SESSION_ALREADY_DESTROYED(4),
  SESSION_HELD(4, true),
  HOST_TIMEOUT(5, true),
  HOST_UNREACHABLE(6, true),
  EXPORT_ERROR(7),
  STORAGE_READ_ERROR(8),
  STORAGE_WRITE_ERROR(8),
  MANIFEST_VALIDATION_ERROR(8),
  PROTOCOL_ERROR(9),
  RPC_ERROR(9, true),
  REPLAY_ERROR(10),
  WAIT_TIMEOUT(11),
  SPAWN_FAILED(12),
  EXPECTATION_FAILED(13);

  private final int exitCode;
  private final boolean retryable;

  ErrorCode(int exitCode) {
    this(exitCode, false);
  }

  ErrorCode(int exitCode, boolean retryable) {
    this.exitCode = exitCode;
    this.retryable = retryable;
  }

  /// The code that a command failing with this error exits with.
  public int exitCode() {
    return exitCode;
  }

  /// Whether the same call may succeed later without a change by the caller.
  public boolean retryable() {
    return retryable;
  }
}
