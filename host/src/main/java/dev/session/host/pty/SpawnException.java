package dev.session.host.pty;

import java.io.Serial;

/// A program could not be started. The message is a sentence for the user.
public final class SpawnException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /// Why a program could not be started.
  public enum Reason {
    /// There is no such program, neither under its path nor in `PATH`.
    PROGRAM_NOT_FOUND,
    /// The file exists but may not be executed, or is a directory.
    PERMISSION_DENIED,
    /// The interpreter named in the script's first line, or the program's dynamic loader, is
    /// missing.
    INTERPRETER_NOT_FOUND,
    /// The file is no program for this machine.
    NOT_A_PROGRAM,
    /// The working directory does not exist or is not a directory.
    DIRECTORY_NOT_FOUND,
    /// The working directory may not be entered.
    DIRECTORY_DENIED,
    /// Arguments and environment together are too long for the system.
    TOO_LONG,
    /// The system is out of processes, descriptors, terminals or memory.
    NO_RESOURCES,
    /// Anything else the system said.
    OTHER
  }

  private final Reason reason;

  SpawnException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
