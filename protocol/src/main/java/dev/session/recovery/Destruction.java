package dev.session.recovery;

import dev.session.home.Refusals;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionCommand;
import java.time.Instant;

/// Destroys sessions that ended by themselves: nothing of them runs, so their records alone change.
public final class Destruction {
  private Destruction() {}

  /// The record of the session, now destroyed.
  ///
  /// @throws dev.session.error.SessionException SESSION_ALREADY_DESTROYED, also where somebody else
  ///   was faster
  public static SessionRecord ofEnded(SessionFiles files) {
    return SessionStore.update(
        files,
        record -> {
          Refusals.check(SessionCommand.DESTROY, record);
          return record.after(LifecycleEvent.DESTROY_REQUESTED, Instant.now());
        });
  }
}
