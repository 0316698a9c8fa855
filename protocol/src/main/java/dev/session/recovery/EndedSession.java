package dev.session.recovery;

import dev.session.home.LogMark;
import dev.session.home.Refusals;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.home.Storage;
import dev.session.log.LogDamagedException;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogSettings;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionCommand;
import dev.session.story.LogStory;
import dev.session.story.StoryEvents;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What can still happen to sessions that are over: whoever does it holds the session's lock, and
/// writes it to the log, into a further segment, before the record says it.
public final class EndedSession {
  private EndedSession() {}

  /// The record of the session, now destroyed: nothing of it runs.
  ///
  /// @throws dev.session.error.SessionException SESSION_ALREADY_DESTROYED, also where somebody else
  ///   was faster
  public static SessionRecord destroy(SessionFiles files) {
    return change(
        files,
        SessionCommand.DESTROY,
        StoryEvents.destroyed(),
        record -> record.after(LifecycleEvent.DESTROY_REQUESTED, Instant.now()));
  }

  /// The record of the session with another name.
  public static SessionRecord rename(SessionFiles files, @Nullable String name) {
    return change(
        files,
        SessionCommand.RENAME,
        StoryEvents.renamed(name),
        record -> record.withName(name, Instant.now()));
  }

  /// The record of the session, which `gc` must leave alone from now on, or may take.
  public static SessionRecord keep(SessionFiles files, boolean kept) {
    return change(
        files,
        SessionCommand.KEEP,
        StoryEvents.kept(kept),
        record -> record.withKept(kept, Instant.now()));
  }

  /// The record of a session that nobody knows of yet, kept or not, which its log then tells too if
  /// it tells such things; the caller writes the record.
  public static SessionRecord keptAs(
      SessionFiles files, SessionRecord record, boolean kept, LogStory told) {
    var after = record.withKept(kept, record.updatedAt());
    return after.equals(record) || told.story().kept() == null
        ? after
        : after.withLogged(note(files, StoryEvents.kept(kept)));
  }

  private static SessionRecord change(
      SessionFiles files,
      SessionCommand command,
      Extension event,
      UnaryOperator<SessionRecord> change) {
    return SessionStore.update(
        files,
        written -> {
          var record = Reconciliation.asLogged(files, written);
          Refusals.check(command, record);
          var after = change.apply(record);
          return after.equals(record) ? record : after.withLogged(note(files, event));
        });
  }

  /// Where the log ends with the event; null for a log that is missing or damaged, of which the
  /// record is all that is left.
  private static @Nullable LogMark note(SessionFiles files, Extension event) {
    try {
      var told = LogStory.of(files.log());
      return FurtherEvents.append(files, told, LogSettings.DEFAULT, List.of(event)).mark();
    } catch (NoSuchFileException | LogDamagedException nothingToGoOnWith) {
      return null;
    } catch (IOException e) {
      throw Storage.unwritable(files.log(), e);
    }
  }
}
