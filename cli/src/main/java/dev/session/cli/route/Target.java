package dev.session.cli.route;

import dev.session.cli.host.HostLauncher;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
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
import java.util.function.BiFunction;
import java.util.function.Function;

/// The session that a command is about, and the way to it.
///
/// The way is asked of the routing table with the status that the record has at that moment. Where
/// it leads to a host that turns out to be dead, the session is reconciled and the way asked again;
/// so it is where the session ended while the request was on its way.
public final class Target {
  /// Each round finds another status; a session has no more of them.
  private static final int ROUNDS_MAX = 6;

  private final SessionFiles files;
  private final HostLauncher launcher;

  private Target(SessionFiles files, HostLauncher launcher) {
    this.files = files;
    this.launcher = launcher;
  }

  /// The session that `reference` means.
  ///
  /// @throws SessionException INVALID_SESSION_ID, SESSION_NOT_FOUND
  public static Target find(Home home, HostLauncher launcher, String reference) {
    return new Target(SessionCatalog.find(home, reference), launcher);
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

  /// Carries out `command` where the table says.
  ///
  /// @param offline from the files or the record; told whether a host should have answered and is
  ///   dead
  public <T> T route(
      SessionCommand command,
      Function<LiveHost, T> live,
      BiFunction<SessionRecord, Boolean, T> offline) {
    boolean hostLost = false;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var record = SessionStore.require(files);
      switch (Routing.route(command, record.status())) {
        case Route.Refuse(ErrorCode code) -> throw Refusals.of(code, record);
        case Route.AtOnce _, Route.Offline _ -> {
          return offline.apply(record, hostLost);
        }
        case Route.Live _ -> {
          var connection = launcher.find();
          if (connection != null) {
            try (var host = new LiveHost(connection)) {
              return live.apply(host);
            } catch (SessionException e) {
              if (!changed(record, e)) {
                throw e;
              }
            }
          } else if (!Reconciliation.isNeeded(record)) {
            throw unreachable(record);
          }
          hostLost |= reconcile();
        }
      }
    }
    throw unreachable(SessionStore.require(files));
  }

  /// Whether the failure may come from a session, or a host, that ended meanwhile.
  private boolean changed(SessionRecord before, SessionException failure) {
    return switch (failure.code()) {
      case SESSION_NOT_RUNNING, RPC_ERROR, HOST_UNREACHABLE -> {
        var now = SessionStore.require(files);
        yield now.status() != before.status() || Reconciliation.isNeeded(now);
      }
      default -> false;
    };
  }

  private boolean reconcile() {
    var record = SessionStore.require(files);
    return !Reconciliation.of(files, record).equals(record);
  }

  // The host is alive by its process, but does not take connections: it is starting, leaving, or
  // its socket was removed.
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
