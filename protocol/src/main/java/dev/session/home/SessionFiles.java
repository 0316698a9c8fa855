package dev.session.home;

import java.nio.file.Path;

/// The places of one session's files.
///
/// ```
/// sessions/<id>/          0700
///   session.json          the session record, 0600
///   session.lock          held for the moment of a change to the record or the manifest
///   log/000001.cast …     the event log
///   shell/                what an integrated shell reads; only while the session is active
///   artifacts/            pictures, snapshots, recordings, and manifest.json
/// ```
public record SessionFiles(SessionId id, Path directory) {
  public Path record() {
    return directory.resolve("session.json");
  }

  public Path lock() {
    return directory.resolve("session.lock");
  }

  public Path log() {
    return directory.resolve("log");
  }

  /// Files that an integrated shell reads while it starts.
  public Path shell() {
    return directory.resolve("shell");
  }

  public Path artifacts() {
    return directory.resolve("artifacts");
  }

  public Path manifest() {
    return artifacts().resolve("manifest.json");
  }
}
