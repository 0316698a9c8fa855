package dev.session.cli.route;

import dev.session.cli.grammar.Words;
import dev.session.cli.host.HostLauncher;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.Refusals;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.json.JsonObject;
import dev.session.recovery.Reconciliation;
import dev.session.status.Route;
import dev.session.status.Routing;
import dev.session.status.SessionCommand;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The session that a command is about, and the way to it.
///
/// The way is asked of the routing table with the status that the record has at that moment. Where
/// it leads to a host that turns out to be dead, the session is reconciled and the way asked again;
/// so it is where the session ended while the request was on its way.
public final class Target {
  /// Each round finds another status; a session has no more of them.
  private static final int ROUNDS_MAX = 6;

  /// How long a host that leaves is given to end the session, which it tells by the record.
  private static final long LEAVING_MAX_MILLIS = 20_000;

  private static final long LOOK_PAUSE_NANOS = 5_000_000;

  private final Home home;
  private final SessionFiles files;
  private final HostLauncher launcher;

  /// The key of the caller's hold on the session's input; null for none.
  private @Nullable String hold;

  private Target(Home home, SessionFiles files, HostLauncher launcher) {
    this.home = home;
    this.files = files;
    this.launcher = launcher;
  }

  /// The session that `reference` means.
  ///
  /// @throws SessionException INVALID_SESSION_ID, SESSION_NOT_FOUND
  public static Target find(Home home, HostLauncher launcher, String reference) {
    try {
      return new Target(home, SessionCatalog.find(home, reference), launcher);
    } catch (SessionException e) {
      var meant =
          e.code() == ErrorCode.SESSION_NOT_FOUND
              ? Words.nearest(reference, SessionCatalog.names(home))
              : null;
      if (meant == null) {
        throw e;
      }
      throw new SessionException(
          e.code(), e.sentence() + " Did you mean '" + meant + "'?", e.details(), e);
    }
  }

  /// Gives input as the holder of this key (`session hold`).
  ///
  /// @param key null for nobody
  public Target holding(@Nullable String key) {
    hold = key;
    return this;
  }

  public SessionFiles files() {
    return files;
  }

  /// The path of the host's API for this session.
  public String path(String operation) {
    return "/v1/sessions/" + files.id() + (operation.isEmpty() ? "" : "/" + operation);
  }

  /// Carries out `command`, which only a live host can.
  ///
  /// @throws SessionException what the table refuses with, or the host
  public JsonObject live(SessionCommand command, Function<LiveHost, JsonObject> live) {
    return route(command, live, (record, _) -> unroutable(command, record));
  }

  /// Carries out `command` where the table says; from the files also where the host cannot be asked
  /// although it lives, if they can answer it.
  ///
  /// @param offline from the files or the record; told whether a host should have answered
  public <T> T route(
      SessionCommand command,
      Function<LiveHost, T> live,
      BiFunction<SessionRecord, Boolean, T> offline) {
    boolean hostLost = false;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var record = SessionStore.require(files);
      var route = Routing.route(command, record.status());
      // Not a switch over the types: its first use in a process costs several milliseconds.
      if (route instanceof Route.Refuse(ErrorCode code)) {
        throw Refusals.of(code, record);
      }
      if (!(route instanceof Route.Live)) {
        return offline.apply(Reconciliation.asLogged(files, record), hostLost);
      }
      try (var host = connect(record)) {
        return live.apply(host);
      } catch (SessionException e) {
        if (!hasEnded(record, e)) {
          if (isOfConnection(e) && Routing.answeredByFiles(command)) {
            return offline.apply(record, true);
          }
          if (!isOfConnection(e) || !awaitLeaving(record)) {
            throw e;
          }
        }
      }
      try {
        hostLost |= reconcile();
      } catch (SessionException e) {
        if (Routing.answeredByFiles(command)) {
          return offline.apply(record, true); // which tells why it is not over
        }
        throw e;
      }
    }
    throw unreachable(SessionStore.require(files));
  }

  private LiveHost connect(SessionRecord record) {
    var connection = launcher.find();
    if (connection == null) {
      throw unreachable(record);
    }
    connection.present(hold);
    return new LiveHost(connection);
  }

  /// Whether the failure comes from the end of the session, or of its host, meanwhile.
  private boolean hasEnded(SessionRecord before, SessionException failure) {
    if (!isOfConnection(failure) && failure.code() != ErrorCode.SESSION_NOT_RUNNING) {
      return false;
    }
    var now = SessionStore.require(files);
    return now.status() != before.status() || Reconciliation.isNeeded(now);
  }

  private static boolean isOfConnection(SessionException failure) {
    return failure.code() == ErrorCode.RPC_ERROR || failure.code() == ErrorCode.HOST_UNREACHABLE;
  }

  /// Where the host leaves, which it shows by having taken its record away: waits until the session
  /// has another status, or the host is gone. Whether that came to pass.
  private boolean awaitLeaving(SessionRecord before) {
    long start = System.nanoTime();
    while (HostRecord.read(home) == null) {
      var now = SessionStore.require(files);
      if (now.status() != before.status() || Reconciliation.isNeeded(now)) {
        return true;
      }
      if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(LEAVING_MAX_MILLIS)) {
        return false;
      }
      LockSupport.parkNanos(LOOK_PAUSE_NANOS);
    }
    return false;
  }

  private boolean reconcile() {
    var record = SessionStore.require(files);
    return !Reconciliation.of(files, record).equals(record);
  }

  // Told only where the host's process lives: it is leaving, or its socket was removed.
  private static SessionException unreachable(SessionRecord record) {
    return new SessionException(
        ErrorCode.HOST_UNREACHABLE,
        "The host of session "
            + record.id()
            + " runs but cannot be reached; 'session host status' tells more.",
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("status", record.status().word())
            .build());
  }

  private static JsonObject unroutable(SessionCommand command, SessionRecord record) {
    throw new AssertionError(command + " has no offline form, but " + record.status() + " has one");
  }
}
