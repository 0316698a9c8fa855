package dev.session.recovery;

import dev.session.error.SessionException;
import dev.session.home.ArtifactManifest;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.home.Storage;
import dev.session.log.LogSummary;
import dev.session.message.InspectResult;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Collects what `inspect` tells of a session.
public final class Inspection {
  private Inspection() {}

  /// What the files tell.
  ///
  /// @param hostLost whether a live host should have answered
  public static InspectResult offline(SessionFiles files, boolean showEnv, boolean hostLost) {
    var record = Reconciliation.asLogged(files, SessionStore.require(files));
    try {
      var summary = LogSummary.of(files.log());
      return result(
          files,
          record,
          summary.firstSequence(),
          summary.eventCount(),
          summary.bytes(),
          showEnv,
          hostLost,
          null);
    } catch (NoSuchFileException noLog) {
      return result(files, record, 0, 0, 0, showEnv, hostLost, null);
    } catch (IOException e) {
      throw Storage.unreadable(files.log(), e);
    }
  }

  /// What a live host tells.
  public static InspectResult live(
      SessionFiles files,
      SessionRecord record,
      long eventCount,
      boolean showEnv,
      InspectResult.Live live) {
    // Nothing is dropped from a log that may grow as it likes; so its files need not be read.
    boolean whole = record.launch().recording().maxLogBytes() == 0;
    try {
      return result(
          files,
          record,
          whole ? 0 : LogSummary.firstSequence(files.log()),
          eventCount,
          LogSummary.bytes(files.log()),
          showEnv,
          false,
          live);
    } catch (IOException e) {
      throw Storage.unreadable(files.log(), e);
    }
  }

  private static InspectResult result(
      SessionFiles files,
      SessionRecord record,
      long firstEventSeq,
      long eventCount,
      long logBytes,
      boolean showEnv,
      boolean hostLost,
      InspectResult.@Nullable Live live) {
    var until = record.ending() == null ? Instant.now() : record.ending().at();
    return new InspectResult(
        showEnv ? record : record.withoutSecrets(),
        firstEventSeq,
        eventCount,
        logBytes,
        files.log().toString(),
        Math.max(0, Duration.between(record.createdAt(), until).toMillis()),
        artifacts(files),
        Survivors.running(record),
        hostLost,
        live);
  }

  // What is known of the session is worth telling even where its artifacts cannot be looked at.
  private static ArtifactManifest.@Nullable Health artifacts(SessionFiles files) {
    try {
      return ArtifactManifest.health(files);
    } catch (SessionException unreadable) {
      return null;
    }
  }
}
