package dev.session.log;

/// How a log is written.
///
/// @param segmentMaxBytes a segment that reached this size is sealed and the next one begun
/// @param sync when written events are forced to the disk
/// @param logMaxBytes when sealed segments together with the one being written are larger, the
///   oldest are dropped; 0 keeps everything
/// @param keyframeEveryBytes how much log lies between two entries of the keyframe index, and
///   between two check lines
public record LogSettings(
    long segmentMaxBytes, SyncPolicy sync, long logMaxBytes, long keyframeEveryBytes) {

  public static final LogSettings DEFAULT =
      new LogSettings(64L << 20, SyncPolicy.INTERVAL, 0, 1L << 20);

  public LogSettings {
    if (segmentMaxBytes <= 0 || logMaxBytes < 0 || keyframeEveryBytes <= 0) {
      throw new IllegalArgumentException("Sizes of a log must be positive.");
    }
  }

  public LogSettings withSegmentMaxBytes(long bytes) {
    return new LogSettings(bytes, sync, logMaxBytes, keyframeEveryBytes);
  }

  public LogSettings withSync(SyncPolicy policy) {
    return new LogSettings(segmentMaxBytes, policy, logMaxBytes, keyframeEveryBytes);
  }

  public LogSettings withLogMaxBytes(long bytes) {
    return new LogSettings(segmentMaxBytes, sync, bytes, keyframeEveryBytes);
  }

  public LogSettings withKeyframeEveryBytes(long bytes) {
    return new LogSettings(segmentMaxBytes, sync, logMaxBytes, bytes);
  }
}
