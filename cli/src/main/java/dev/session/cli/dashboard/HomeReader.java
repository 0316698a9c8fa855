package dev.session.cli.dashboard;

import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionStore;
import dev.session.recovery.Reconciliation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the sessions of a home again and again: only records that have changed. A session whose
/// host died is reconciled on the way, as by `list`.
///
/// Owner: one thread.
final class HomeReader {
  private static final Comparator<SessionEntry> ORDER =
      Comparator.comparing((SessionEntry entry) -> !entry.active())
          .thenComparing(entry -> entry.record().endedOrCreatedAt(), Comparator.reverseOrder())
          .thenComparing(SessionEntry::id);

  /// A record as it was at a time; null if it could not be read.
  private record Known(FileTime changed, @Nullable SessionEntry entry) {}

  private final Home home;
  private Map<SessionId, Known> known = Map.of();

  HomeReader(Home home) {
    this.home = home;
  }

  Event.HomeRead read() {
    var next = new HashMap<SessionId, Known>();
    for (var files : SessionCatalog.all(home)) {
      var session = look(files);
      if (session != null) {
        next.put(files.id(), session);
      }
    }
    known = next;
    var entries = new ArrayList<SessionEntry>();
    for (var session : next.values()) {
      if (session.entry() != null) {
        entries.add(session.entry());
      }
    }
    entries.sort(ORDER);
    int unreadable = next.size() - entries.size();
    return new Event.HomeRead(home, List.copyOf(entries), unreadable, Instant.now());
  }

  /// Null for a directory without a record: it is being made, or collected.
  private @Nullable Known look(SessionFiles files) {
    try {
      var changed = Files.getLastModifiedTime(files.record());
      var before = known.get(files.id());
      if (before == null || !before.changed().equals(changed)) {
        var record = SessionStore.read(files);
        before =
            record == null
                ? null
                : new Known(
                    changed, new SessionEntry(files, Reconciliation.asLogged(files, record)));
      }
      return before == null ? null : reconciled(before);
    } catch (NoSuchFileException collected) {
      return null;
    } catch (IOException | SessionException unreadable) {
      return new Known(FileTime.fromMillis(0), null);
    }
  }

  private static Known reconciled(Known session) {
    var entry = session.entry();
    if (entry == null || !Reconciliation.isNeeded(entry.record())) {
      return session;
    }
    try {
      var record = Reconciliation.of(entry.files(), entry.record());
      return new Known(session.changed(), new SessionEntry(entry.files(), record));
    } catch (SessionException cannotEnd) {
      return session; // it is shown as it is; 'inspect' tells what keeps it
    }
  }
}
