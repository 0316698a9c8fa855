package dev.session.cli.dashboard;

import dev.session.cli.output.Amounts;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// A session as the list shows it.
record SessionEntry(SessionFiles files, SessionRecord record) {

  /// How a session stands, in a glance.
  enum Standing {
    RUNNING,
    DONE,
    FAILED,
    DESTROYED
  }

  SessionId id() {
    return files.id();
  }

  boolean active() {
    return record.status().active();
  }

  Standing standing() {
    return switch (record.terminationCategory()) {
      case RUNNING -> Standing.RUNNING;
      case DESTROYED -> active() ? Standing.RUNNING : Standing.DESTROYED;
      case CLEAN_EXIT -> Standing.DONE;
      case NONZERO_EXIT,
          SIGNAL_EXIT,
          HOST_DEATH,
          SPAWN_FAILURE,
          RENDERER_FAILURE,
          STORAGE_CORRUPTION,
          UNKNOWN ->
          Standing.FAILED;
    };
  }

  String command() {
    return String.join(" ", record.launch().command());
  }

  /// What a person calls it: its name, else what it runs.
  String label() {
    var name = record.name();
    return name == null ? command() : name;
  }

  /// How long ago it began, or ended. Seconds are not told: twenty sessions that count them are no
  /// calm sight.
  String age(Instant now) {
    var since = record.endedOrCreatedAt();
    return since.plusSeconds(60).isAfter(now)
        ? "<1m"
        : Amounts.relative(since, now).replace(" ago", "");
  }

  /// What became of it and why, in one line.
  String fate(Instant now) {
    var ending = record.ending();
    if (ending == null) {
      return record.status().word() + " for " + lasting(now);
    }
    var fate = new StringBuilder();
    var code = ending.exitCode();
    var signal = ending.exitSignal();
    var failure = ending.failureReason();
    if (signal != null) {
      fate.append("ended by ").append(signal);
    } else if (code != null) {
      fate.append("exited with code ").append(code);
    } else if (failure != null) {
      fate.append("failed: ").append(failure);
    } else {
      fate.append("ended, nobody knows how");
    }
    var reason = ending.reason();
    if (reason != null) {
      fate.append(", because: ").append(reason.word().replace('-', ' '));
    }
    fate.append("; ").append(Amounts.relative(ending.at(), now));
    return fate.append(", after ").append(lasted(ending.at())).toString();
  }

  /// How long it has been running. It is told now and then, so seconds would be wrong most of the
  /// time.
  private String lasting(Instant now) {
    long minutes = Duration.between(record.createdAt(), now).toMinutes();
    return minutes < 1
        ? "less than a minute"
        : Amounts.duration(Duration.ofMinutes(minutes).toMillis());
  }

  private String lasted(Instant until) {
    return Amounts.duration(Math.max(0, Duration.between(record.createdAt(), until).toMillis()));
  }

  /// Whether all words of a filter are found in what is known of the session.
  boolean matches(String filter) {
    var name = record.name();
    var known =
        (id().value() + ' ' + (name == null ? "" : name) + ' ' + command() + ' ')
            .concat(record.status().word())
            .toLowerCase(Locale.ROOT);
    for (var word : filter.toLowerCase(Locale.ROOT).split(" ", -1)) {
      if (!known.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
