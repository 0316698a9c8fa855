package dev.session.cli.gc;

import dev.session.cli.doctor.Workspace;
import dev.session.cli.gc.GcReport.OfHome;
import dev.session.cli.gc.GcReport.Skipped;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.HomeRegistry;
import dev.session.home.HostRecord;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionStore;
import dev.session.home.Storage;
import dev.session.home.Trash;
import dev.session.home.Unfinished;
import dev.session.log.LogSummary;
import dev.session.recovery.Reconciliation;
import dev.session.story.LogStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the sessions that are over, safely beside a running host and beside other collections.
///
/// A session goes in two steps: its directory is renamed into the home's trash, which no other
/// command looks at, then removed file by file. A collection that is cut short is finished by the
/// next.
public final class Collector {

  /// A session that is over: what decides whether it stays.
  private record Candidate(SessionFiles files, Instant endedAt, long bytes) {
    String id() {
      return files.id().value();
    }
  }

  private final Retention retention;
  private final Instant now;

  public Collector(Retention retention, Instant now) {
    this.retention = retention;
    this.now = now;
  }

  /// Collects in one home and leaves the registry alone.
  public GcReport ofHome(Home home) {
    return new GcReport(retention.dryRun(), List.of(collect(home, false)));
  }

  /// Collects in `home` and all registered homes, and lets the registry forget those that are gone
  /// or have no session left. A home in which nothing can be done does not keep the others from
  /// being looked after.
  public GcReport ofAllHomes(Home home, HomeRegistry registry) {
    Set<Path> registered = new LinkedHashSet<>();
    for (var entry : registry.entries()) {
      registered.add(entry.path());
    }
    Set<Path> homes = new LinkedHashSet<>();
    homes.add(home.directory());
    homes.addAll(registered);
    var reports = new ArrayList<OfHome>();
    for (var path : homes) {
      OfHome report;
      try {
        report = collect(new Home(path, false), registered.contains(path));
        if (report.deregistered() && !retention.dryRun()) {
          registry.forget(path);
        }
      } catch (SessionException e) {
        report = OfHome.failed(path, e.sentence());
      }
      reports.add(report);
    }
    return new GcReport(retention.dryRun(), reports);
  }

  private OfHome collect(Home home, boolean registered) {
    if (!Files.isDirectory(home.directory())) {
      return OfHome.gone(home.directory(), registered);
    }
    home.requirePrivate();
    var skipped = new ArrayList<Skipped>();
    var over = new ArrayList<Candidate>();
    var reconciled = new HashSet<SessionId>();
    for (var files : SessionCatalog.all(home)) {
      try {
        var candidate = candidate(home, files, reconciled, skipped);
        if (candidate != null) {
          over.add(candidate);
        }
      } catch (SessionException e) {
        if (Files.isDirectory(files.directory())) { // and not collected by another at this moment
          skipped.add(skipped(files.id().value(), e));
        }
      }
    }
    over.sort(Comparator.comparing(Candidate::endedAt));
    long freed = retention.dryRun() ? 0 : finishEarlierRemovals(home, skipped);
    var removed = new ArrayList<String>();
    for (var candidate : choose(over, skipped)) {
      try {
        requireKnownFormat(candidate.files());
        var bytes = retention.dryRun() ? (Long) candidate.bytes() : discard(home, candidate);
        if (bytes != null) {
          freed += bytes;
          removed.add(candidate.id());
        }
      } catch (SessionException e) {
        skipped.add(skipped(candidate.id(), e));
      }
    }
    boolean empty = SessionCatalog.all(home).isEmpty();
    return new OfHome(home.directory(), true, removed, skipped, freed, registered && empty, null);
  }

  /// What a newer version has written is for that version to remove.
  private static Skipped skipped(String id, SessionException e) {
    return e.code() == ErrorCode.UNSUPPORTED_VERSION
        ? Skipped.kept(id, "a newer version of session has written it")
        : Skipped.failed(id, e.sentence());
  }

  private static void requireKnownFormat(SessionFiles files) {
    try {
      var _ = LogSummary.firstSequence(files.log());
    } catch (IOException unreadable) {
      // No log, or a damaged one: of this version, as far as can be known.
    }
  }

  /// The session, if it is over; else it is noted why not.
  ///
  /// @param reconciled the sessions whose host was found dead in this run: where one is, all are
  ///   looked for at once
  private @Nullable Candidate candidate(
      Home home, SessionFiles files, Set<SessionId> reconciled, List<Skipped> skipped) {
    var id = files.id().value();
    var record = SessionStore.readable(files);
    if (record == null) {
      return unrecorded(home, files, skipped);
    }
    boolean stale = reconciled.contains(files.id()) || Reconciliation.isNeeded(record);
    if (stale && !retention.dryRun()) {
      if (reconciled.isEmpty()) {
        reconciled.addAll(Reconciliation.ofHome(home));
      }
      try {
        record = Reconciliation.of(files, SessionStore.require(files));
      } catch (SessionException cannotEnd) {
        skipped.add(Skipped.kept(id, cannotEnd.sentence()));
        return null;
      }
    }
    record = Reconciliation.asLogged(files, record);
    if (!record.status().collectable() && !(stale && retention.dryRun())) {
      skipped.add(Skipped.kept(id, "it is " + record.status().word() + "; its host is alive"));
      return null;
    }
    if (record.kept()) {
      skipped.add(Skipped.kept(id, "it is kept ('session keep --off' lets it go)"));
      return null;
    }
    if (retention.staleOnly() && !stale) {
      skipped.add(Skipped.kept(id, "it was over before this run (--stale-only)"));
      return null;
    }
    var ending = record.ending();
    var ended = ending == null ? now : ending.at(); // a dry run's stale session ends now
    return new Candidate(files, ended, bytes(files));
  }

  /// A session without a useful record. A host makes the record before the directory gets its name,
  /// so this is no session in the making; but a host may still be writing its log.
  private @Nullable Candidate unrecorded(Home home, SessionFiles files, List<Skipped> skipped) {
    var id = files.id().value();
    if (retention.staleOnly()) {
      skipped.add(Skipped.kept(id, "it has no record (--stale-only)"));
      return null;
    }
    try {
      var log = log(files);
      if (log != null && log.story().ending() == null && hostIsAlive(home)) {
        skipped.add(
            Skipped.kept(
                id, "it has no record and its log has no end, so the host may still run it"));
        return null;
      }
      var ended =
          log == null
              ? Files.getLastModifiedTime(files.directory()).toInstant()
              : Instant.ofEpochMilli(log.lastMicros() / 1000);
      return new Candidate(files, ended, bytes(files));
    } catch (NoSuchFileException goneMeanwhile) {
      return null;
    } catch (IOException e) {
      throw Storage.unreadable(files.directory(), e);
    }
  }

  private static @Nullable LogStory log(SessionFiles files) {
    try {
      return LogStory.of(files.log());
    } catch (IOException noneOrNothingOfIt) {
      return null;
    }
  }

  // Looking into every directory takes time and is needed only where sizes matter beforehand.
  private long bytes(SessionFiles files) {
    return retention.dryRun() || retention.maxTotalBytes() != null
        ? Trash.size(files.directory())
        : 0;
  }

  /// The sessions to remove, the first to have ended first.
  private List<Candidate> choose(List<Candidate> over, List<Skipped> skipped) {
    var olderThan = retention.olderThan();
    var maxBytes = retention.maxTotalBytes();
    boolean onlyBySize = maxBytes != null && olderThan == null && retention.keepLast() == 0;
    long total = over.stream().mapToLong(Candidate::bytes).sum();
    var chosen = new ArrayList<Candidate>();
    for (int i = 0; i < over.size(); i++) {
      var candidate = over.get(i);
      if (over.size() - i <= retention.keepLast()) {
        skipped.add(Skipped.kept(candidate.id(), "it is among the last " + retention.keepLast()));
        continue;
      }
      boolean tooLarge = maxBytes != null && total > maxBytes;
      boolean tooYoung = olderThan != null && candidate.endedAt().isAfter(now.minus(olderThan));
      if (!tooLarge && (onlyBySize || tooYoung)) {
        skipped.add(
            Skipped.kept(
                candidate.id(), tooYoung ? "it ended too recently" : "it fits the total size"));
        continue;
      }
      chosen.add(candidate);
      total -= candidate.bytes();
    }
    return chosen;
  }

  // Nothing that is over becomes active again, so it need not be looked at once more.
  private static @Nullable Long discard(Home home, Candidate candidate) {
    return Trash.discard(home, candidate.files().directory());
  }

  /// Finishes removals that were cut short, and removes sessions whose creation was and what
  /// checkups that were cut short left.
  private static long finishEarlierRemovals(Home home, List<Skipped> skipped) {
    var bytes = 0L;
    for (var directory : Unfinished.abandoned(home)) {
      bytes += finish(directory, skipped, () -> Unfinished.remove(home, directory));
    }
    for (var leftover : Trash.leftovers(home)) {
      bytes += finish(leftover, skipped, () -> Trash.finish(leftover));
    }
    for (var leftover : Workspace.leftovers(home)) {
      bytes += finish(leftover, skipped, () -> Workspace.remove(leftover));
    }
    return bytes;
  }

  private interface Removal {
    @Nullable Long run();
  }

  private static long finish(Path directory, List<Skipped> skipped, Removal removal) {
    try {
      var bytes = removal.run();
      return bytes == null ? 0 : bytes;
    } catch (SessionException e) {
      skipped.add(Skipped.failed(directory.getFileName().toString(), e.sentence()));
      return 0;
    }
  }

  private static boolean hostIsAlive(Home home) {
    var host = HostRecord.read(home);
    return host != null && host.process().isAlive();
  }
}
