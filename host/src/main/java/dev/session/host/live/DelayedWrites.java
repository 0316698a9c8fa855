package dev.session.host.live;

import dev.session.log.LogWriteException;
import dev.session.log.LogWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is written to a session's log a while later: what is held back because nothing has followed
/// it yet, and what is to be forced to the disk. Guarded by the session's lock, which is not held
/// while the disk is waited for.
final class DelayedWrites {
  private static final Logger LOG = LoggerFactory.getLogger(DelayedWrites.class);

  private final LiveSession session;
  private final Recorder log;

  /// After how long what was logged is forced to the disk; 0 if not by us.
  private final long forceMillis;

  private final HostTimer timer;
  private boolean forceIsComing;
  private boolean releaseIsComing;

  DelayedWrites(LiveSession session, Recorder log, long forceMillis, HostTimer timer) {
    this.session = session;
    this.log = log;
    this.forceMillis = forceMillis;
    this.timer = timer;
  }

  /// After output.
  void printed() {
    if (log.isHolding() && !releaseIsComing) {
      releaseAfter(log.patienceMillis());
    }
  }

  private void releaseAfter(long millis) {
    releaseIsComing = true;
    timer.after(millis, () -> session.locked(this::release));
  }

  private void release() throws LogWriteException {
    releaseIsComing = false;
    if (!session.isWritable() || !log.isHolding()) {
      return;
    }
    long left = log.patienceMillis() - session.quietMillis();
    if (left > 0) {
      releaseAfter(left);
    } else {
      log.release();
      session.printed();
    }
  }

  /// After any event.
  void logged() {
    var unindexed = log.takeIndexFailure();
    if (unindexed != null) {
      LOG.warn("no keyframe index for a segment of session {}", session.record().id(), unindexed);
    }
    if (forceMillis > 0 && !forceIsComing) {
      forceIsComing = true;
      timer.onDiskAfter(forceMillis, this::force);
    }
  }

  private void force() {
    session.atomically(_ -> unforced()).ifPresent(this::force);
  }

  private Optional<Path> unforced() {
    forceIsComing = false;
    return session.isWritable() ? Optional.ofNullable(log.file()) : Optional.empty();
  }

  private void force(Path file) {
    try {
      LogWriter.force(file);
    } catch (LogWriteException e) {
      session.locked(
          () -> {
            throw e;
          });
    }
  }
}
