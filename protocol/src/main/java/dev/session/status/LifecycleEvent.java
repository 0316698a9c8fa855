package dev.session.status;

/// What can happen to a session's life.
public enum LifecycleEvent {
  /// The host was asked, or decided (idle time, time to live, shutdown), to end the session.
  END_REQUESTED,
  /// A caller asked to destroy the session.
  DESTROY_REQUESTED,
  /// The session's process ended and its exit is in the log.
  CHILD_EXITED,
  /// The host that ran the session is gone and the log holds no exit.
  HOST_LOST,
  /// The session cannot go on: its program could not be started, or its terminal failed.
  FAILED,
  /// The exit was found in the log of a session whose record does not tell of it.
  EXIT_FOUND
}
