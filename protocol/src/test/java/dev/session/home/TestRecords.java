package dev.session.home;

import dev.session.process.ProcessIdentity;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records and homes for tests.
final class TestRecords {
  static final Instant CREATED = Instant.parse("2026-01-31T12:00:00.123Z");
  static final Instant ENDED = Instant.parse("2026-01-31T13:00:00Z");

  private TestRecords() {}

  static SessionRecord running(SessionId id, @Nullable String name) {
    return new SessionRecord(
        id,
        CREATED,
        CREATED,
        SessionStatus.RUNNING,
        name,
        new Launch(
            List.of("sh", "-c", "echo 'ä\n'"),
            "/tmp",
            Map.of("SECRET", "hunter2"),
            "/bin/sh",
            "xterm-256color",
            80,
            24,
            60_000,
            0,
            Recording.EVERYTHING),
        100,
        30,
        new ProcessIdentity(123, 456, "boot"),
        new ProcessIdentity(124, 457, "boot"),
        null,
        null,
        false,
        null);
  }

  static SessionRecord ended(SessionId id, @Nullable String name) {
    return running(id, name).ended(LifecycleEvent.CHILD_EXITED, Ending.exit(ENDED, 42, null, null));
  }

  /// The id with this ending, its time all zeros but `first`.
  static SessionId id(String first, int last) {
    var digits = Integer.toString(last);
    return new SessionId(first + "0".repeat(26 - first.length() - digits.length()) + digits);
  }

  static SessionFiles put(Home home, SessionRecord record) {
    home.create();
    var files = home.session(record.id());
    PrivateFiles.createDirectories(files.directory());
    SessionStore.write(files, record);
    return files;
  }
}
