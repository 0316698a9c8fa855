package dev.session.recovery;

import dev.session.error.SessionException;
import dev.session.home.FileLocks;
import dev.session.home.Home;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogSummary;
import dev.session.process.ProcessIdentity;
import dev.session.process.ProcessStat;
import dev.session.process.SessionProcesses;
import dev.session.process.SessionProcesses.Origin;
import dev.session.story.LogStory;
import dev.session.story.Story;
import dev.session.story.StoryEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Brings a session whose host died to the state that is true: nothing of it is left running, its
/// log ends with what happened, its record says the same as the log.
public final class Reconciliation {
  private Reconciliation() {}

  /// Whether `record` claims to be active although the host that ran it is gone.
  public static boolean isNeeded(SessionRecord record) {
    var host = record.host();
    return record.status().active() && (host == null || !host.isAlive());
  }

  /// Reconciles every session of `home` that needs it, and looks for their processes only once.
  /// What cannot be read or written is left for `doctor`.
  ///
  /// @return which it reconciled
  public static Set<SessionId> ofHome(Home home) {
    var stale = new ArrayList<SessionRecord>();
    for (var files : SessionCatalog.all(home)) {
      var record = readable(files);
      if (record != null && isNeeded(record)) {
        stale.add(record);
      }
    }
    var survivors = killProcesses(stale);
    var reconciled = new HashSet<SessionId>();
    for (var record : stale) {
      try {
        if (!survivors.containsKey(Survivors.origin(record))) {
          var _ = of(home.session(record.id()), record, true);
          reconciled.add(record.id());
        }
      } catch (SessionException unwritable) {
        // Whoever asks for this session is told.
      }
    }
    return reconciled;
  }

  private static @Nullable SessionRecord readable(SessionFiles files) {
    try {
      return SessionStore.read(files);
    } catch (SessionException unreadable) {
      return null;
    }
  }

  /// The true record of a session: `record` itself, or the reconciled one where that is needed.
  ///
  /// @throws SessionException HOST_TIMEOUT if a process of the session cannot be ended: it is not
  ///   over then, and the next one to look tries again
  public static SessionRecord of(SessionFiles files, SessionRecord record) {
    return isNeeded(record) ? of(files, record, false) : record;
  }

  /// The record of a session that is over, as its log tells it. The log is the truth: a record that
  /// says something else was edited, or damaged, and `doctor --repair` mends the file.
  public static SessionRecord asLogged(SessionFiles files, SessionRecord record) {
    if (!record.status().terminal() || tellsAll(files, record)) {
      return record;
    }
    try {
      return FollowedLog.of(record, LogStory.of(files.log()));
    } catch (IOException unreadable) {
      return record; // it says what is known; 'doctor' tells of the log
    }
  }

  /// Whether the record tells of the last segment's end: that of a session that is over does not
  /// grow, and what is added later begins another.
  private static boolean tellsAll(SessionFiles files, SessionRecord record) {
    var mark = record.logged();
    return mark != null && LogSummary.isLastSegment(files.log(), mark.segment());
  }

  private static SessionRecord of(SessionFiles files, SessionRecord record, boolean killed) {
    return FileLocks.holding(
        files.lock(),
        () -> {
          var current = SessionStore.require(files); // another process may have been faster
          if (!isNeeded(current)) {
            return current;
          }
          if (!killed || !Objects.equals(current.child(), record.child())) {
            var survivors = killProcesses(List.of(current));
            for (var left : survivors.values()) {
              throw Survivors.keep(current, left);
            }
          }
          var after = reconciled(files, current);
          SessionStore.write(files, after);
          return after;
        });
  }

  /// What could not be ended of which. A host that was killed right after it had started a process
  /// did not come to note which; the process bears its session's id.
  private static Map<Origin, List<ProcessStat>> killProcesses(List<SessionRecord> records) {
    return records.isEmpty()
        ? Map.of()
        : SessionProcesses.kill(records.stream().map(Survivors::origin).toList());
  }

  private static SessionRecord reconciled(SessionFiles files, SessionRecord record) {
    var lost = StoryEvents.hostLost(sentence(record.host()));
    LogStory told;
    try {
      told = LogStory.of(files.log());
    } catch (IOException unreadable) {
      return FollowedLog.of(record, untold(record, lost)); // 'doctor' tells of the log
    }
    if (told.story().ending() == null) {
      try {
        told = CutOffLog.end(files, told, lost);
      } catch (IOException unwritable) {
        told = CutOffLog.ended(told, lost); // damaged, or no room: the record has it
      }
    }
    return FollowedLog.of(record, told);
  }

  /// The story of a log of which nothing can be read, ended now.
  private static LogStory untold(SessionRecord record, Extension end) {
    long micros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    var story = new Story(false, record.status(), null, null, null, null, null, null);
    return CutOffLog.ended(new LogStory(story, 0, 0, micros), end);
  }

  private static String sentence(@Nullable ProcessIdentity host) {
    return "The host process died unexpectedly"
        + (host == null ? "" : " (pid " + host.pid() + ")")
        + " while the session was running; how the session's own process ended is not known.";
  }
}
