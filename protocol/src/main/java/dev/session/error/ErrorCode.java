package dev.session.error;

/// Every error code of the product with the exit code it ends a command with.
///
/// Scripts depend on both: a name or number here never changes its meaning.
public enum ErrorCode {
  INTERNAL_ERROR(1, "a defect of session itself"),
  SKILL_NOT_FOUND(1, "no skill of that name"),
  INVALID_INPUT(2, "an option, argument, setting or file is not what it must be"),
  INVALID_SESSION_ID(2, "no session can have that id or name, or several have it"),
  INVALID_DIMENSIONS(2, "no terminal can have that size"),
  INVALID_SIGNAL(2, "the system has no such signal"),
  INVALID_KEYS(2, "no key has that name"),
  INVALID_DURATION(2, "not a length of time"),
  MOUSE_NOT_ENABLED(2, "the program did not ask for the mouse"),
  SESSION_NOT_FOUND(3, "no session has that id or name"),
  SESSION_NOT_RUNNING(4, "the session's program has ended"),
  SESSION_ALREADY_DESTROYED(4, "the session was destroyed"),
  SHELL_NOT_READY(4, true, "the session's shell does not wait for a command"),
  SESSION_HELD(4, true, "somebody else holds the session's input"),
  HOST_TIMEOUT(5, true, "the host did not answer in time"),
  HOST_UNREACHABLE(6, true, "no host could be reached or started"),
  EXPORT_ERROR(7, "an export could not be written"),
  STORAGE_READ_ERROR(8, "files could not be read"),
  STORAGE_WRITE_ERROR(8, "files could not be written"),
  MANIFEST_VALIDATION_ERROR(8, "a record or manifest holds something else than it must"),
  UNSUPPORTED_VERSION(8, "a newer version of session has written these files"),
  PROTOCOL_ERROR(9, "command and host did not understand each other"),
  RPC_ERROR(9, true, "the host went away in the middle of a request"),
  REPLAY_ERROR(10, "the log could not be replayed"),
  CURSOR_TRIMMED(10, "the log has dropped the events that were asked for"),
  WAIT_TIMEOUT(11, "the time of a wait was up"),
  SPAWN_FAILED(12, "the program could not be started"),
  EXPECTATION_FAILED(13, "an expectation failed");

  private final int exitCode;
  private final boolean retryable;
  private final String meaning;

  ErrorCode(int exitCode, String meaning) {
    this(exitCode, false, meaning);
  }

  ErrorCode(int exitCode, boolean retryable, String meaning) {
    this.exitCode = exitCode;
    this.retryable = retryable;
    this.meaning = meaning;
  }

  /// The code that a command failing with this error exits with.
  public int exitCode() {
    return exitCode;
  }

  /// Whether the same call may succeed later without a change by the caller.
  public boolean retryable() {
    return retryable;
  }

  /// What happened, in a few words without a full stop, for lists of all codes.
  public String meaning() {
    return meaning;
  }
}
