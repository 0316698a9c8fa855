package dev.session.status;

import dev.session.error.ErrorCode;

/// Where a command on a session is carried out.
public sealed interface Route {

  /// By the host that runs the session. Where that host turns out to be dead the session is
  /// reconciled and the command is routed again by its new status.
  record Live() implements Route {}

  /// By this process, from the session's files.
  record Offline() implements Route {}

  /// By this process, from the session record alone.
  record AtOnce() implements Route {}

  /// Not at all: the status does not allow it.
  record Refuse(ErrorCode code) implements Route {}
}
