package dev.session.host.live;

import dev.session.log.SegmentGzip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compresses a session's sealed segments, on the host's background thread. What is left
/// uncompressed because the host left is as good as the rest.
final class Compression {
  private static final Logger LOG = LoggerFactory.getLogger(Compression.class);

  private final Path log;
  private final Lock lock;
  private final HostTimer timer;

  /// The first segment that was not sealed when it was looked at last. Guarded by the lock.
  private int unsealed = 1;

  /// @param lock the session's
  Compression(Path log, Lock lock, HostTimer timer) {
    this.log = log;
    this.lock = lock;
    this.timer = timer;
  }

  /// Under the lock: all segments before `segment` are sealed.
  void sealedBefore(int segment) {
    if (segment > unsealed) {
      unsealed = segment;
      timer.inBackground(this::compress);
    }
  }

  private void compress() {
    try {
      SegmentGzip.compressSealed(log, lock);
    } catch (IOException e) {
      LOG.warn("segments of {} stay uncompressed: {}", log, e.getMessage());
    }
  }
}
