package dev.session.log;

/// How far apart the entries of a keyframe index are: large keyframes are written less often, so
/// that the index stays a fraction of the log.
final class KeyframeSpacing {

  /// The log is at least this many times as large as its index.
  private static final int LOG_PER_INDEX = 4;

  private final long everyBytes;
  private long lastOffset;
  private long lastBytes;

  KeyframeSpacing(long everyBytes) {
    this.everyBytes = everyBytes;
  }

  boolean isDue(long offset) {
    return offset - lastOffset >= Math.max(everyBytes, lastBytes * LOG_PER_INDEX);
  }

  void wrote(long offset, long bytes) {
    lastOffset = offset;
    lastBytes = bytes;
  }
}
