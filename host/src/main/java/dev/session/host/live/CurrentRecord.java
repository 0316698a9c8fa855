package dev.session.host.live;

import dev.session.error.SessionException;
import dev.session.home.LogMark;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The record of a running session: what the host knows, and its file.
///
/// Others change the file only where the session is over; it is written from what the host knows,
/// so that a record somebody broke is mended rather than followed. Read by anybody; changed under
/// the session's lock.
final class CurrentRecord {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentRecord.class);

  private final SessionFiles files;
  private final Supplier<LogMark> logged;
  private volatile SessionRecord record;

  /// @param logged where the log ends
  CurrentRecord(SessionFiles files, SessionRecord record, Supplier<LogMark> logged) {
    this.files = files;
    this.record = record;
    this.logged = logged;
  }

  SessionRecord get() {
    return record;
  }

  /// Changes the record once its file says so; what it is then.
  SessionRecord change(UnaryOperator<SessionRecord> change) {
    var after = change.apply(record);
    if (after.equals(record)) {
      return record;
    }
    var marked = after.withLogged(logged.get());
    SessionStore.write(files, marked);
    record = marked;
    return marked;
  }

  /// Changes the record to what has happened already, and is in the log: a file that cannot be
  /// written now is behind until the next change, or the end.
  SessionRecord note(UnaryOperator<SessionRecord> change) {
    var after = change.apply(record);
    if (after.equals(record)) {
      return record;
    }
    var marked = after.withLogged(logged.get());
    record = marked;
    try {
      SessionStore.write(files, marked);
    } catch (SessionException e) {
      LOG.warn("the record of session {} is behind: {}", files.id(), e.sentence());
    }
    return marked;
  }
}
