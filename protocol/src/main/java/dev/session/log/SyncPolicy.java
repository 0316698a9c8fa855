package dev.session.log;

/// When written events are forced to the disk, which matters when the machine loses power; when
/// only the process dies, nothing that was written is lost under any policy.
public enum SyncPolicy {
  /// Before a method that writes returns. Survives power loss completely; slow.
  ALWAYS,
  /// When a segment is sealed or closed, and in between by the log's owner, some time after a
  /// write.
  INTERVAL,
  /// When the operating system likes.
  NEVER
}
