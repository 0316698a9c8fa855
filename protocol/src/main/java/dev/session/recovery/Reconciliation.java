package dev.session.recovery;

import dev.session.error.SessionException;
import dev.session.home.Ending;
import dev.session.home.FileLocks;
import dev.session.home.Home;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.json.JsonObject;
import dev.session.log.LogClock;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogSettings;
import dev.session.log.LogSummary;
import dev.session.log.LogWriter;
import dev.session.log.SyncPolicy;
import dev.session.process.PosixSession;
import dev.session.process.ProcessIdentity;
import dev.session.status.FailureOrigin;
import dev.session.status.LifecycleEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings a session whose host died to the state that is true: nothing of it is left running, its
/// log ends with what happened, its record says the same as the log.
public final class Reconciliation {
  /// The type of the event that says that the host died.
  static final String HOST_LOST = "host-lost";

  private static final LogSettings NOTE = LogSettings.DEFAULT.withSync(SyncPolicy.NEVER);

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
    killProcesses(stale);
    var reconciled = new HashSet<SessionId>();
    for (var record : stale) {
      try {
        var _ = of(home.session(record.id()), record, true);
        reconciled.add(record.id());
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
  public static SessionRecord of(SessionFiles files, SessionRecord record) {
    return isNeeded(record) ? of(files, record, false) : record;
  }

  /// The record of a session that is over, with the end that its log tells. The log is the truth: a
  /// record that says something else was edited, or damaged, and `doctor --repair` mends the file.
  public static SessionRecord asLogged(SessionFiles files, SessionRecord record) {
    if (!record.status().terminal()) {
      return record;
    }
    var exit = exitInLog(files);
    return exit == null ? record : record.endedAs(exit);
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
            killProcesses(List.of(current));
          }
          var after = reconciled(files, current);
          SessionStore.write(files, after);
          return after;
        });
  }

  /// A host that was killed right after it had started a process did not come to note which; the
  /// process bears its session's id.
  private static void killProcesses(List<SessionRecord> records) {
    var leaders = new ArrayList<ProcessIdentity>();
    for (var record : records) {
      var child = record.child();
      if (child == null) {
        leaders.addAll(PosixSession.founders(SessionId.VARIABLE, record.id().value()));
      } else {
        leaders.add(child);
      }
    }
    var _ = PosixSession.kill(leaders);
  }

  private static SessionRecord reconciled(SessionFiles files, SessionRecord record) {
    var exit = exitInLog(files);
    if (exit != null) {
      return record.ended(LifecycleEvent.CHILD_EXITED, exit);
    }
    var reason = sentence(record.host());
    var ending = Ending.failure(noteInLog(files, reason), FailureOrigin.HOST_DEATH, reason);
    return record.ended(LifecycleEvent.HOST_LOST, ending);
  }

  private static String sentence(@Nullable ProcessIdentity host) {
    return "The host process died unexpectedly"
        + (host == null ? "" : " (pid " + host.pid() + ")")
        + " while the session was running; how the session's own process ended is not known.";
  }

  /// The exit that the host still wrote to the log, but not to the record.
  private static @Nullable Ending exitInLog(SessionFiles files) {
    try {
      var exit = LogSummary.of(files.log()).exit();
      return exit == null ? null : Endings.of(exit);
    } catch (IOException unreadable) {
      return null; // the record says what is known; 'doctor' tells of the log
    }
  }

  // Readers of the log alone, players too, see that the recording was cut off here. The time of the
  // note, which the record is to have too. Not forced to the disk: what is lost with the power is
  // noted again, and a thousand sessions would take their time.
  private static Instant noteInLog(SessionFiles files, String reason) {
    try (var log = LogWriter.open(files.log(), NOTE, LogClock.system(), null)) {
      log.append(
          new Extension(JsonObject.builder().put("type", HOST_LOST).put("reason", reason).build()));
      log.seal();
      return Endings.instant(log.lastMicros());
    } catch (IOException unwritable) {
      return Instant.now(); // damaged, or no room: the record has it
    }
  }
}
