package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Config;
import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.Launch;
import dev.session.home.PrivateFiles;
import dev.session.home.Recording;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionName;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.home.Storage;
import dev.session.home.TerminalSize;
import dev.session.home.Trash;
import dev.session.home.Unfinished;
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
import dev.session.process.SystemLimits;
import dev.session.redaction.RedactionPatterns;
import dev.session.replay.Replay;
import dev.session.shell.ShellIntegration;
import dev.session.status.SessionStatus;
import dev.session.status.TerminationReason;
import dev.session.story.Story;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sessions of this host: starts them, finds them, ends them all.
public final class Sessions implements LiveSession.Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final String DEFAULT_TERM = "xterm-256color";
  private static final String FALLBACK_SHELL = "/bin/sh";

  /// After how long what was logged is forced to the disk if that is done at intervals.
  private static final long FORCE_MILLIS = 1000;

  /// How many segments a log of limited size has at least.
  private static final int SEGMENTS_OF_A_LIMITED_LOG = 8;

  private final Home home;
  private final HostRecord host;
  private final Ptys ptys;
  private final HostTimer timer;
  private final Map<SessionId, LiveSession> live = new ConcurrentHashMap<>();

  /// Names of active sessions, with those being given at the moment. Guarded by itself; a session's
  /// lock may be held when this one is taken, never the other way round.
  private final Map<String, SessionId> names = new HashMap<>();

  /// Creating shares it, closing owns it: no session can slip in while all are ended.
  private final ReadWriteLock openness = new ReentrantReadWriteLock();

  // Guarded by openness.
  private boolean closed;

  private volatile long lastEndNanos = System.nanoTime();

  private final long sessionsMax;

  /// The sessions that are active or being created. Guarded by itself.
  private final Set<SessionId> admitted = new HashSet<>();

  /// Makes the terminal of a session of the given size.
  interface Terminals {
    Terminal make(int cols, int rows);
  }

  private final Terminals terminals;

  public Sessions(Home home, HostRecord host, Ptys ptys, HostTimer timer) {
    this(home, host, ptys, timer, SystemLimits.now().sessionsByOpenFiles(), Replay::liveTerminal);
  }

  Sessions(
      Home home,
      HostRecord host,
      Ptys ptys,
      HostTimer timer,
      long sessionsMax,
      Terminals terminals) {
    this.home = home;
    this.host = host;
    this.ptys = ptys;
    this.timer = timer;
    this.sessionsMax = sessionsMax;
    this.terminals = terminals;
    // What a host that was killed had begun to make.
    Unfinished.removeAbandoned(
        home,
        (directory, e) ->
            LOG.warn("{} is left of a creation that was cut short: {}", directory, e.sentence()));
    SessionCatalog.drawIdsBehind(home);
  }

  public Home home() {
    return home;
  }

  /// How many are active.
  public int count() {
    return live.size();
  }

  /// How many requests wait for something of a session.
  public int waitCount() {
    return live.values().stream().mapToInt(LiveSession::watchCount).sum();
  }

  /// When the last session ended, or, where none has, this was made.
  public long lastEndNanos() {
    return lastEndNanos;
  }

  @Override
  public void started(LiveSession session) {
    live.put(session.record().id(), session);
  }

  @Override
  public void over(LiveSession session) {
    var id = session.record().id();
    lastEndNanos = System.nanoTime();
    release(id);
    LOG.info("session {} is over: {}", id, session.record().terminationCategory().word());
  }

  /// Starts a session.
  LiveSession create(CreateRequest request) {
    openness.readLock().lock();
    try {
      if (closed) {
        throw hostLeaves();
      }
      var config = Config.read(home);
      var secrets = secrets(request, config);
      var launch = launch(request, config, secrets.count());
      var id = SessionId.create(System.currentTimeMillis());
      var command = command(launch, request, id);
      admit(id, request.name());
      LiveSession created = null;
      try {
        var session = open(record(id, request, launch), config, secrets, !request.noIntegration());
        start(session, command, request);
        created = session;
        return session;
      } finally {
        if (created == null) {
          release(id);
        }
      }
    } finally {
      openness.readLock().unlock();
    }
  }

  /// Takes a place and the name for a session, or refuses: what would leave no descriptor for the
  /// sessions that are there, and a name that one of them has.
  private void admit(SessionId id, @Nullable String name) {
    synchronized (admitted) {
      if (admitted.size() >= sessionsMax) {
        throw noRoom(admitted.size());
      }
      admitted.add(id);
    }
    try {
      reserveName(name, id);
    } catch (SessionException e) {
      release(id);
      throw e;
    }
  }

  private void release(SessionId id) {
    live.remove(id);
    synchronized (admitted) {
      admitted.remove(id);
    }
    releaseName(id);
  }

  private static SessionException noRoom(int active) {
    return new SessionException(
        ErrorCode.SPAWN_FAILED,
        "This host has "
            + active
            + " sessions, as many as its limit of open files is enough for. Raise the limit"
            + " ('ulimit -n') before the host starts, or use another --home.",
        JsonObject.builder()
            .put("reason", SpawnException.Reason.NO_RESOURCES.name())
            .put("activeSessions", active)
            .build());
  }

  private void start(LiveSession session, PtyCommand command, CreateRequest request) {
    var id = session.record().id();
    try {
      session.start(ptys, request.noIntegration() ? command : integrated(session, command));
    } catch (SpawnException e) {
      var reason = session.redacted("The program could not be started: " + e.getMessage() + ".");
      boolean kept = !request.noTrace() && session.neverStarted(reason);
      if (!kept) {
        session.abandon();
        discard(id);
      }
      LOG.info("session {} could not be started: {}", id, e.reason());
      throw spawnFailed(session.record(), reason, e, kept);
    } catch (RuntimeException e) {
      session.abandon();
      discard(id);
      throw e;
    }
    LOG.info("session {} runs", id);
    LOG.debug("session {} is {}", id, session.record().launch().command());
  }

  /// The same command, so that it tells of its commands if it is an interactive shell that can.
  private static PtyCommand integrated(LiveSession session, PtyCommand command) {
    var kind = ShellIntegration.interactiveShell(command.arguments());
    if (kind == null) {
      return command;
    }
    var files = session.files();
    var token = files.id().value();
    var shell =
        ShellIntegration.prepare(
            kind, command.arguments(), command.environment(), files.shell(), token);
    session.shell().started(kind);
    return command.with(shell.command(), shell.environment());
  }

  /// Leaves nothing of a session that did not come to be, whichever name its directory has.
  private void discard(SessionId id) {
    for (var files : List.of(home.session(id), SessionCatalog.unfinished(home, id))) {
      try {
        var _ = Trash.discard(home, files.directory());
      } catch (SessionException e) {
        // Why it did not come to be is what its creator is told.
        LOG.warn("{} could not be removed: {}", files.directory(), e.sentence());
      }
    }
  }

  /// What is answered to those who come too late.
  public static SessionException hostLeaves() {
    return new SessionException(
        ErrorCode.HOST_UNREACHABLE,
        "The host is leaving; try again, which starts another one.",
        JsonObject.EMPTY);
  }

  /// What must not be written down, whoever said so.
  private static RedactionPatterns secrets(CreateRequest request, Config config) {
    var patterns = new ArrayList<>(config.log().redact());
    patterns.addAll(request.recordingOrDefault().redact());
    return RedactionPatterns.of(patterns);
  }

  private Launch launch(CreateRequest request, Config config, int redactedPatterns) {
    int cols = request.cols() == null ? config.defaultCols() : request.cols();
    int rows = request.rows() == null ? config.defaultRows() : request.rows();
    TerminalSize.require(cols, rows);
    if (request.name() != null) {
      SessionName.requireName(request.name());
    }
    if (!isDirectory(request.cwd())) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
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
        Durations.millis("idleTimeoutMs", request.idleTimeoutMs(), config.idleTimeoutMs()),
        Durations.millis("ttlMs", request.ttlMs(), config.ttlMs()),
        new Recording(
            request.recordingOrDefault().input(), redactedPatterns, maxLogBytes(request, config)));
  }

  private static long maxLogBytes(CreateRequest request, Config config) {
    var given = request.recordingOrDefault().maxLogBytes();
    if (given == null) {
      return config.log().maxBytes();
    }
    if (given != 0 && given < Config.LOG_MIN_BYTES) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "A log cannot be limited to less than " + Config.LOG_MIN_BYTES + " bytes.",
          JsonObject.builder().put("maxLogBytes", given).build());
    }
    return given;
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

  private static boolean isDirectory(String path) {
    try {
      return Files.isDirectory(Path.of(path));
    } catch (InvalidPathException nulInside) {
      return false;
    }
  }

  private PtyCommand command(Launch launch, CreateRequest request, SessionId id) {
    var environment =
        ChildEnvironment.of(
            request.environment(), request.env(), home, id, String.valueOf(launch.term()));
    try {
      return new PtyCommand(
          launch.command(),
          launch.cwd(),
          environment,
          launch.cols(),
          launch.rows(),
          request.umask());
    } catch (IllegalArgumentException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "The session cannot be started: " + e.getMessage() + ".");
    }
  }

  private SessionRecord record(SessionId id, CreateRequest request, Launch launch) {
    var now = Instant.now();
    return new SessionRecord(
        id,
        now,
        now,
        SessionStatus.RUNNING,
        request.name(),
        launch,
        launch.cols(),
        launch.rows(),
        host.process(),
        null,
        null,
        null,
        request.keep(),
        null);
  }

  /// The session's files: record and log are there before its directory has the name by which
  /// others find it. So a session that can be found can be read.
  private LiveSession open(
      SessionRecord record, Config config, RedactionPatterns secrets, boolean joinsShells) {
    var id = record.id();
    var launch = record.launch();
    var files = home.session(id);
    var making = SessionCatalog.unfinished(home, id);
    var kept = record.redacted(secrets::redact);
    try {
      PrivateFiles.createDirectories(making.directory());
      SessionStore.write(making, kept);
      begin(making, kept, config, secrets);
      Files.move(making.directory(), files.directory());
      var terminal = terminals.make(launch.cols(), launch.rows());
      var log =
          LogWriter.open(
              files.log(),
              settings(config, launch.recording()),
              LogClock.system(),
              () -> Replay.state(terminal));
      var recorder =
          new Recorder(
              log,
              terminal,
              Story.begin(kept.name(), kept.kept()),
              secrets,
              launch.recording().input());
      return new LiveSession(
          files,
          kept,
          recorder,
          forceMillis(config),
          config.log().compress(),
          joinsShells,
          timer,
          host,
          this);
    } catch (IOException e) {
      discard(id);
      throw Storage.unwritable(files.directory(), e);
    } catch (RuntimeException e) {
      discard(id);
      throw e;
    }
  }

  /// The log with its header. Not forced to the disk: what is lost with the power was told nobody.
  private static void begin(
      SessionFiles making, SessionRecord record, Config config, RedactionPatterns secrets)
      throws IOException {
    var launch = record.launch();
    var about =
        new LogHeader.About(
            making.id().value(),
            launch.term(),
            record.name(),
            secrets.redact(String.join(" ", launch.command())),
            record.launchJson(secrets::redact),
            Story.begin(record.name(), record.kept()).toJson());
    LogWriter.create(
            making.log(),
            about,
            launch.cols(),
            launch.rows(),
            settings(config, launch.recording()).withSync(SyncPolicy.NEVER),
            LogClock.system(),
            null)
        .close();
  }

  private static LogSettings settings(Config config, Recording recording) {
    // A log that loses old segments is to keep most of what it may.
    long limit = recording.maxLogBytes();
    long segment = config.log().segmentBytes();
    return LogSettings.DEFAULT
        .withSegmentMaxBytes(
            limit == 0 ? segment : Math.min(segment, limit / SEGMENTS_OF_A_LIMITED_LOG))
        .withLogMaxBytes(limit)
        .withSync(sync(config));
  }

  private static SyncPolicy sync(Config config) {
    return SyncPolicy.valueOf(config.log().fsync().toUpperCase(Locale.ROOT));
  }

  /// After how long a session has what it logged forced to the disk; 0 for not.
  private static long forceMillis(Config config) {
    return switch (sync(config)) {
      case INTERVAL -> FORCE_MILLIS;
      case ALWAYS, NEVER -> 0;
    };
  }

  /// @param record without secrets, as `sentence` is
  private static SessionException spawnFailed(
      SessionRecord record, String sentence, SpawnException cause, boolean kept) {
    return new SessionException(
        ErrorCode.SPAWN_FAILED,
        sentence,
        JsonObject.builder()
            .put("reason", cause.reason().name())
            .put("sessionId", kept ? record.id().value() : null)
            .put("command", JsonArray.ofStrings(record.launch().command()))
            .put("cwd", record.launch().cwd())
            .build());
  }

  // ---- Names. ----

  private void reserveName(@Nullable String name, SessionId id) {
    if (name == null) {
      return;
    }
    synchronized (names) {
      var holder = names.putIfAbsent(name, id);
      if (holder != null && !holder.equals(id)) {
        throw Complaint.nameTaken(name, holder.value());
      }
    }
  }

  private void releaseName(SessionId id) {
    synchronized (names) {
      names.values().removeIf(id::equals);
    }
  }

  /// Names a session, or takes its name away.
  SessionRecord rename(LiveSession session, @Nullable String name) {
    var id = session.record().id();
    if (name != null) {
      SessionName.requireName(name);
      reserveName(name, id);
    }
    try {
      return session.labels().rename(name);
    } finally {
      // Also where the record could not be written, or the session ended: what it is called now
      // stays taken, and nothing else.
      var record = session.record();
      synchronized (names) {
        names
            .entrySet()
            .removeIf(
                e ->
                    e.getValue().equals(id)
                        && (record.status().terminal() || !e.getKey().equals(record.name())));
      }
    }
  }

  // ---- Finding. ----

  /// The session that `reference` means, running in this host; null where it does not run here.
  @Nullable LiveSession find(String reference) {
    var id = SessionId.parse(reference);
    if (id == null) {
      synchronized (names) {
        id = names.get(reference);
      }
    }
    var known = id == null ? null : live.get(id);
    return known != null ? known : live.get(SessionCatalog.find(home, reference).id());
  }

  // ---- Ending. ----

  /// Ends all sessions, each within `grace`, and returns when they are over.
  public void close(Duration grace) {
    openness.writeLock().lock();
    try {
      closed = true;
    } finally {
      openness.writeLock().unlock();
    }
    var ending = new ArrayList<CompletableFuture<?>>();
    for (var session : live.values()) {
      // A session whose disk stands still keeps its lock, and must not keep the others.
      Thread.startVirtualThread(() -> session.end().begin(TerminationReason.HOST_STOPPED, grace));
      ending.add(session.over());
    }
    try {
      CompletableFuture.allOf(ending.toArray(CompletableFuture<?>[]::new))
          .get(grace.plus(SessionEnd.ENDING_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.error("{} sessions could not be ended in time", live.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
