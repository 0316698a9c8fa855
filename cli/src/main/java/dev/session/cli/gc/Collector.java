package dev.session.cli.gc;

import dev.session.cli.gc.GcReport.OfHome;
import dev.session.cli.gc.GcReport.Skipped;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.HomeRegistry;
import dev.session.home.HostRecord;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionStore;
import dev.session.home.Trash;
import dev.session.log.LogSummary;
import dev.session.recovery.Reconciliation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
  private record Candidate(SessionFiles files, Instant endedAt, long bytes) {}

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
  /// or have no session left.
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
      var report = collect(new Home(path, false), registered.contains(path));
      if (report.deregistered() && !retention.dryRun()) {
        registry.forget(path);
      }
      reports.add(report);
    }
    return new GcReport(retention.dryRun(), reports);
  }

  private OfHome collect(Home home, boolean registered) {
    if (!Files.isDirectory(home.directory())) {
      return new OfHome(home.directory(), false, List.of(), List.of(), 0, registered);
    }
    var skipped = new ArrayList<Skipped>();
    var over = new ArrayList<Candidate>();
    for (var files : SessionCatalog.all(home)) {
      try {
        var candidate = candidate(home, files, skipped);
        if (candidate != null) {
          over.add(candidate);
        }
      } catch (SessionException e) {
        skipped.add(new Skipped(files.id().value(), e.sentence()));
      }
    }
    over.sort(Comparator.comparing(Candidate::endedAt));
    var removed = new ArrayList<String>();
    long freed = retention.dryRun() ? 0 : Trash.empty(home) + abandonedCreations(home);
    for (var candidate : choose(over, skipped)) {
      try {
        freed += retention.dryRun() ? candidate.bytes() : remove(home, candidate);
        removed.add(candidate.files().id().value());
      } catch (SessionException e) {
        skipped.add(new Skipped(candidate.files().id().value(), e.sentence()));
      }
    }
    boolean empty = !retention.dryRun() && SessionCatalog.all(home).isEmpty();
    return new OfHome(home.directory(), true, removed, skipped, freed, registered && empty);
  }

  /// The session, if it is over; else it is noted why not.
  private @Nullable Candidate candidate(Home home, SessionFiles files, List<Skipped> skipped) {
    var id = files.id().value();
    var record = SessionStore.read(files);
    if (record == null) {
      return withoutRecord(home, files, skipped);
    }
    boolean stale = Reconciliation.isNeeded(record);
    if (stale && !retention.dryRun()) {
      record = Reconciliation.of(files, record);
    }
    if (!record.status().collectable() && !(stale && retention.dryRun())) {
      skipped.add(new Skipped(id, "it is " + record.status().word() + "; its host is alive"));
      return null;
    }
    if (retention.staleOnly() && !stale) {
      skipped.add(new Skipped(id, "it was over before this run (--stale-only)"));
      return null;
    }
    return new Candidate(
        files, stale ? now : record.endedOrCreatedAt(), Trash.size(files.directory()));
  }

  /// A directory whose record is gone. A host makes the record before the directory gets its name,
  /// so this is no session in the making; but its log may still be written by a host.
  private @Nullable Candidate withoutRecord(Home home, SessionFiles files, List<Skipped> skipped) {
    var id = files.id().value();
    if (retention.staleOnly()) {
      skipped.add(new Skipped(id, "it has no record (--stale-only)"));
      return null;
    }
    try {
      if (!Files.isDirectory(files.log())) {
        var changed = Files.getLastModifiedTime(files.directory()).toInstant();
        return new Candidate(files, changed, Trash.size(files.directory()));
      }
      var summary = LogSummary.of(files.log());
      var host = HostRecord.read(home);
      if (summary.exit() == null && host != null && host.process().isAlive()) {
        skipped.add(
            new Skipped(
                id,
                "its record is missing and its log has no end, so the host may still run it;"
                    + " 'session doctor --repair' rebuilds the record"));
        return null;
      }
      var ended = Instant.ofEpochMilli(summary.lastMicros() / 1000);
      return new Candidate(files, ended, Trash.size(files.directory()));
    } catch (IOException e) {
      skipped.add(
          new Skipped(id, "it has no record and its log cannot be read: " + e.getMessage()));
      return null;
    }
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
      var id = candidate.files().id().value();
      if (over.size() - i <= retention.keepLast()) {
        skipped.add(new Skipped(id, "it is among the last " + retention.keepLast() + " to end"));
        continue;
      }
      boolean tooLarge = maxBytes != null && total > maxBytes;
      boolean tooYoung = olderThan != null && candidate.endedAt().isAfter(now.minus(olderThan));
      if (!tooLarge && (onlyBySize || tooYoung)) {
        skipped.add(new Skipped(id, tooYoung ? "it ended too recently" : "it fits the total size"));
        continue;
      }
      chosen.add(candidate);
      total -= candidate.bytes();
    }
    return chosen;
  }

  private static long remove(Home home, Candidate candidate) {
    // Looked at once more right before.
    var record = SessionStore.read(candidate.files());
    if (record != null && !record.status().collectable()) {
      return 0;
    }
    return Trash.discard(home, candidate.files().directory());
  }

  /// Sessions whose creation a dying host left unfinished.
  private static long abandonedCreations(Home home) {
    var host = HostRecord.read(home);
    if (host != null && host.process().isAlive()) {
      return 0; // its own, and about to be finished
    }
    long bytes = 0;
    for (var directory : SessionCatalog.unfinished(home)) {
      bytes += Trash.discard(home, directory);
    }
    return bytes;
  }
}
