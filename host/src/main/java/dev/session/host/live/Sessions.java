package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Config;
import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.Launch;
import dev.session.home.PrivateFiles;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionId;
import dev.session.home.SessionName;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.home.Storage;
import dev.session.home.TerminalSize;
import dev.session.home.Trash;
import dev.session.host.pty.PtyCommand;
import dev.session.host.pty.Ptys;
import dev.session.host.pty.SpawnException;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.log.LogClock;
import dev.session.log.LogHeader;
import dev.session.log.LogSettings;
import dev.session.log.LogWriter;
import dev.session.log.SyncPolicy;
import dev.session.message.CreateRequest;
import dev.session.replay.Replay;
import dev.session.status.SessionStatus;
import dev.session.status.TerminationReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sessions of this host: starts them, finds them, ends them all.
public final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final String DEFAULT_TERM = "xterm-256color";
  private static final String FALLBACK_SHELL = "/bin/sh";

  private final Home home;
  private final HostRecord host;
  private final Ptys ptys;
  private final HostTimer timer;
  private final Map<SessionId, LiveSession> live = new ConcurrentHashMap<>();

  /// Names of active sessions, with those being given at the moment. Guarded by itself.
  private final Map<String, SessionId> names = new java.util.HashMap<>();

  private volatile boolean closed;

  public Sessions(Home home, HostRecord host, Ptys ptys, HostTimer timer) {
    this.home = home;
    this.host = host;
    this.ptys = ptys;
    this.timer = timer;
  }

  public Home home() {
    return home;
  }

  public int count() {
    return live.size();
  }

  /// Starts a session.
  LiveSession create(CreateRequest request) {
    if (closed) {
      throw new SessionException(
          ErrorCode.HOST_UNREACHABLE, "The host is stopping; try again.", JsonObject.EMPTY);
    }
    var config = Config.read(home);
    var launch = launch(request, config);
    var id = SessionId.create(System.currentTimeMillis());
    reserveName(request.name(), id);
    LiveSession session = null;
    try {
      session = open(id, request.name(), launch, config);
      live.put(id, session);
      var environment =
          ChildEnvironment.of(
              request.environment(), request.env(), home, id, String.valueOf(launch.term()));
      session.start(ptys, command(launch, environment));
    } catch (SpawnException e) {
      throw spawnFailed(launch, e);
    } finally {
      if (session == null || session.record().child() == null && !session.over().isDone()) {
        discard(id, session);
      }
    }
    var started = session;
    var _ = started.over().thenAccept(record -> forget(started, record));
    return started;
  }

  private Launch launch(CreateRequest request, Config config) {
    int cols = request.cols() == null ? config.defaultCols() : request.cols();
    int rows = request.rows() == null ? config.defaultRows() : request.rows();
    TerminalSize.require(cols, rows);
    if (request.name() != null) {
      SessionName.requireName(request.name());
    }
    if (!Files.isDirectory(Path.of(request.cwd()))) {
      throw new SessionException(
          ErrorCode.STORAGE_READ_ERROR,
          "The directory " + request.cwd() + " does not exist or is not a directory.",
          JsonObject.builder().put("path", request.cwd()).build());
    }
    var shell = shell(request, config);
    var command =
        request.command() == null || request.command().isEmpty()
            ? List.of(shell)
            : request.command();
    var term = request.term() != null ? request.term() : config.defaultTerm();
    return new Launch(
        command,
        request.cwd(),
        request.env(),
        shell,
        term == null ? DEFAULT_TERM : term,
        cols,
        rows,
        request.idleTimeoutMs() == null ? config.idleTimeoutMs() : request.idleTimeoutMs(),
        request.ttlMs() == null ? config.ttlMs() : request.ttlMs());
  }

  private static String shell(CreateRequest request, Config config) {
    if (request.shell() != null) {
      return request.shell();
    }
    if (config.defaultShell() != null) {
      return config.defaultShell();
    }
    var variable = request.environment().get("SHELL");
    return variable == null || variable.isEmpty() ? FALLBACK_SHELL : variable;
  }

  private static PtyCommand command(Launch launch, Map<String, String> environment) {
    try {
      return new PtyCommand(
          launch.command(), launch.cwd(), environment, launch.cols(), launch.rows());
    } catch (IllegalArgumentException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "The session cannot be started: " + e.getMessage() + ".");
    }
  }

  /// The session's files, complete before its directory has the name by which others find it.
  private LiveSession open(SessionId id, @Nullable String name, Launch launch, Config config) {
    var now = Instant.now();
    var record =
        new SessionRecord(
            id,
            now,
            now,
            SessionStatus.RUNNING,
            name,
            launch,
            launch.cols(),
            launch.rows(),
            host.process(),
            null,
            null,
            null);
    var files = home.session(id);
    var making = SessionCatalog.unfinished(home, id);
    PrivateFiles.createDirectories(making.directory());
    SessionStore.write(making, record);
    try {
      Files.move(making.directory(), files.directory());
      var about =
          new LogHeader.About(id.value(), launch.term(), name, String.join(" ", launch.command()));
      var terminal = Replay.liveTerminal(launch.cols(), launch.rows());
      var log =
          LogWriter.create(
              files.log(),
              about,
              launch.cols(),
              launch.rows(),
              settings(config),
              LogClock.system(),
              () -> Replay.keyframe(terminal));
      return new LiveSession(files, record, new Recorder(log, terminal), timer, host);
    } catch (IOException e) {
      throw Storage.unwritable(files.directory(), e);
    }
  }

  private static LogSettings settings(Config config) {
    return LogSettings.DEFAULT
        .withSegmentMaxBytes(config.log().segmentBytes())
        .withSync(SyncPolicy.valueOf(config.log().fsync().toUpperCase(Locale.ROOT)));
  }

  private void discard(SessionId id, @Nullable LiveSession session) {
    live.remove(id);
    releaseName(id);
    if (session != null) {
      session.abandon();
    }
    Trash.discard(home, home.session(id).directory());
  }

  private void forget(LiveSession session, SessionRecord record) {
    live.remove(record.id(), session);
    releaseName(record.id());
  }

  private static SessionException spawnFailed(Launch launch, SpawnException cause) {
    return new SessionException(
        ErrorCode.SPAWN_FAILED,
        "The session could not be started: " + cause.getMessage() + ".",
        JsonObject.builder()
            .put("reason", cause.reason().name())
            .put("command", JsonArray.ofStrings(launch.command()))
            .put("cwd", launch.cwd())
            .build(),
        cause);
  }

  // ---- Names. ----

  private void reserveName(@Nullable String name, SessionId id) {
    if (name == null) {
      return;
    }
    synchronized (names) {
      var holder = names.putIfAbsent(name, id);
      if (holder != null && !holder.equals(id)) {
        throw new SessionException(
            ErrorCode.INVALID_INPUT,
            "The name '"
                + name
                + "' belongs to the active session "
                + holder
                + "; choose another one.",
            JsonObject.builder().put("name", name).put("sessionId", holder.value()).build());
      }
    }
  }

  private void releaseName(SessionId id) {
    synchronized (names) {
      names.values().removeIf(id::equals);
    }
  }

  SessionRecord rename(LiveSession session, @Nullable String name) {
    var id = session.record().id();
    synchronized (names) {
      if (name != null) {
        SessionName.requireName(name);
        reserveName(name, id);
      }
      names.entrySet().removeIf(e -> e.getValue().equals(id) && !e.getKey().equals(name));
      return session.rename(name);
    }
  }

  // ---- Finding. ----

  /// The session that `reference` means, running in this host; null where it does not run here.
  @Nullable LiveSession find(String reference) {
    var id = SessionId.parse(reference);
    var known = id == null ? null : live.get(id);
    return known != null ? known : live.get(SessionCatalog.find(home, reference).id());
  }

  List<LiveSession> all() {
    return new ArrayList<>(live.values());
  }

  // ---- Ending. ----

  /// Ends all sessions, each within `grace`, and returns when they are over.
  public void close(Duration grace) {
    closed = true;
    var ending = new ArrayList<CompletableFuture<?>>();
    for (var session : live.values()) {
      session.end(TerminationReason.HOST_STOPPED, grace);
      ending.add(session.over());
    }
    try {
      CompletableFuture.allOf(ending.toArray(CompletableFuture<?>[]::new))
          .get(grace.toMillis() + LiveSession.GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.error("{} sessions could not be ended in time", live.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      LOG.error("a session could not be ended", e);
    }
  }
}
