package dev.session.log;

/// When written events are forced to the disk, which matters when the machine loses power; when
/// only the process dies, nothing that was written is lost under any policy.
public enum SyncPolicy {
  /// Before a method that writes returns. Survives power loss completely; slow.
  ALWAYS,
  /// Before the first write after the interval has passed, and when a segment is sealed or closed.
  INTERVAL,
  /// When the operating system likes.
  NEVER
}
