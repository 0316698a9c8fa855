package dev.session.host.live;

import dev.session.home.SessionRecord;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogWriteException;
import dev.session.story.StoryEvents;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What somebody has said of a running session: what it is called, and whether it is kept. The log
/// tells it before the record does, and where the log cannot be written it is refused.
///
/// Guarded by the session's lock, which the methods take.
final class SessionLabels {
  private final LiveSession session;
  private final CurrentRecord record;
  private final Recorder log;
  private final ReentrantLock lock;

  SessionLabels(LiveSession session, CurrentRecord record, Recorder log, ReentrantLock lock) {
    this.session = session;
    this.record = record;
    this.log = log;
    this.lock = lock;
  }

  SessionRecord rename(@Nullable String name) {
    return change(StoryEvents.renamed(name), before -> before.withName(name, Instant.now()));
  }

  /// Keeps the session from being collected once it is over, or lets it be.
  SessionRecord keep(boolean kept) {
    return change(StoryEvents.kept(kept), before -> before.withKept(kept, Instant.now()));
  }

  /// Changes the record, if that changes anything, when the log tells of it.
  private SessionRecord change(Extension event, UnaryOperator<SessionRecord> change) {
    lock.lock();
    try {
      session.requireOpen();
      if (change.apply(record.get()).equals(record.get())) {
        return record.get();
      }
      var blocked = session.blocked();
      if (blocked != null) {
        throw Complaint.logBlocked(record.get(), blocked);
      }
      var _ = log.append(event);
      var after = record.note(change);
      session.logged();
      return after;
    } catch (LogWriteException e) {
      throw Complaint.unwritten(record.get(), e);
    } finally {
      lock.unlock();
    }
  }
}
