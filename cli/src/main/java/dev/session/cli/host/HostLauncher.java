package dev.session.cli.host;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.FileLocks;
import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.PrivateFiles;
import dev.session.home.Storage;
import dev.session.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Finds the host of a home, and starts one where a command needs it and there is none.
///
/// A start happens under the home's start lock, so that of many callers one starts the host and the
/// others find it. The new host tells by a line on its standard output that it is ready: the caller
/// neither polls nor sleeps. From then on the two have nothing in common: the host has its own
/// POSIX session, `/` as its directory, and the home's host log for what it has to say.
public final class HostLauncher {
  /// The line by which a host that was started in the background says that it answers requests.
  public static final String READY = "session-host-ready";

  /// A log larger than this at a start is set aside as `host.log.1`.
  static final long LOG_MAX_BYTES = 1 << 20;

  private static final long START_TIMEOUT_MILLIS = 30_000;
  private static final long EXIT_TIMEOUT_MILLIS = 2_000;

  /// The exit code of a host that found its home taken.
  private static final int EXIT_ALREADY_RUNNING = 3;

  /// How long the other host is looked for before one is started again.
  private static final long RETRY_MILLIS = 500;

  private static final long LOOK_PAUSE_NANOS = 10_000_000;
  private static final int LOG_TAIL_MAX_BYTES = 2_000;

  private static volatile boolean hasStarted;

  private final Home home;
  private final HostProgram program;
  private final long startTimeoutMillis;

  public HostLauncher(Home home, HostProgram program) {
    this(home, program, START_TIMEOUT_MILLIS);
  }

  HostLauncher(Home home, HostProgram program, long startTimeoutMillis) {
    this.home = home;
    this.program = program;
    this.startTimeoutMillis = startTimeoutMillis;
  }

  /// Whether this process has started a host, which may still be its child.
  public static boolean hasStarted() {
    return hasStarted;
  }

  /// A connection to the home's host, or null where none runs.
  ///
  /// @throws SessionException PROTOCOL_ERROR if the host speaks another version of the protocol
  public @Nullable HostConnection find() {
    var record = HostRecord.read(home);
    if (record == null) {
      return null;
    }
    HostConnection connection;
    try {
      connection = HostConnection.open(record.socket());
    } catch (SessionException e) {
      if (e.code() == ErrorCode.HOST_UNREACHABLE) {
        return null;
      }
      throw e;
    }
    if (record.protocol() == HostRecord.PROTOCOL) {
      return connection;
    }
    connection.close();
    throw wrongProtocol(record);
  }

  /// A connection to the home's host, which is started first where none runs.
  ///
  /// @throws SessionException HOST_UNREACHABLE or HOST_TIMEOUT if it could not be started, with the
  ///   end of its log
  public HostConnection findOrStart() {
    var running = find();
    if (running != null) {
      return running;
    }
    home.create();
    return FileLocks.holding(
        home.hostStartLock(),
        () -> {
          var startedMeanwhile = find();
          return startedMeanwhile == null ? start() : startedMeanwhile;
        });
  }

  // A host that is leaving keeps its lock until it has gone, and then a new one finds the home
  // taken;
  // so does one that is started while another starts in the foreground. Both pass.
  private HostConnection start() {
    long end = System.nanoTime() + startTimeoutMillis * 1_000_000;
    while (true) {
      var logStart = prepareLog();
      var process = spawn();
      ParentExit.prepare(); // while the host starts
      long millisLeft = Math.max(1, (end - System.nanoTime()) / 1_000_000);
      boolean timedOut;
      boolean ready;
      try (var deadline = Deadline.in(millisLeft, process::destroyForcibly)) {
        ready = awaitReady(process);
        timedOut = deadline.passed();
      }
      var connection = ready ? find() : null;
      if (connection != null) {
        return connection;
      }
      if (timedOut || exitCode(process) != EXIT_ALREADY_RUNNING || System.nanoTime() > end) {
        throw notStarted(process, timedOut, logStart);
      }
      connection = findWithin(RETRY_MILLIS);
      if (connection != null) {
        return connection;
      }
    }
  }

  private @Nullable HostConnection findWithin(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    HostConnection connection;
    do {
      LockSupport.parkNanos(LOOK_PAUSE_NANOS);
      connection = find();
    } while (connection == null && System.nanoTime() < end);
    return connection;
  }

  // The length of what older hosts have written.
  private long prepareLog() {
    var log = home.hostLog();
    try {
      if (Files.exists(log) && Files.size(log) > LOG_MAX_BYTES) {
        Files.move(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
      try (var channel =
          FileChannel.open(
              log,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              PrivateFiles.fileMode())) {
        return channel.size();
      }
    } catch (IOException e) {
      throw Storage.unwritable(log, e);
    }
  }

  private Process spawn() {
    hasStarted = true;
    try {
      return program
          .inBackground(home)
          .directory(new File("/"))
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectError(ProcessBuilder.Redirect.appendTo(home.hostLog().toFile()))
          .start();
    } catch (IOException e) {
      throw new SessionException(
          ErrorCode.HOST_UNREACHABLE,
          "The host could not be started: "
              + e.getMessage()
              + ". The installation may be incomplete; 'session doctor' checks it.",
          JsonObject.EMPTY,
          e);
    }
  }

  // What the JVM may print before the line that is waited for belongs to the log.
  private boolean awaitReady(Process process) {
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals(READY)) {
          return true;
        }
        appendToLog(line);
      }
      return false;
    } catch (IOException e) {
      return false; // its output ended; how, its exit code and its log tell
    }
  }

  private void appendToLog(String line) throws IOException {
    Files.writeString(home.hostLog(), line + "\n", StandardOpenOption.APPEND);
  }

  private SessionException notStarted(Process process, boolean timedOut, long logStart) {
    var log = home.hostLog();
    var tail = tail(log, logStart);
    var sentence =
        timedOut
            ? "The host was not ready within " + startTimeoutMillis + " ms and was stopped."
            : "The host could not be started; it ended with exit code " + exitCode(process) + ".";
    var evidence =
        tail.isEmpty()
            ? " It wrote nothing to " + log + ". "
            : " Its log, " + log + ", ends with:\n" + tail.indent(2);
    return new SessionException(
        timedOut ? ErrorCode.HOST_TIMEOUT : ErrorCode.HOST_UNREACHABLE,
        sentence + evidence + "'session doctor' checks what a host needs.",
        JsonObject.builder().put("logPath", log.toString()).put("log", tail).build());
  }

  // Its output has ended, so it is about to end as well; one that is not is no host.
  private static int exitCode(Process process) {
    try {
      if (!process.waitFor(EXIT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  // Whole lines of what this start has added to the log.
  private static String tail(Path log, long logStart) {
    try (var channel = FileChannel.open(log, StandardOpenOption.READ)) {
      long from = Math.max(logStart, channel.size() - LOG_TAIL_MAX_BYTES);
      var bytes = ByteBuffer.allocate((int) (channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
      var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      int lineEnd = from > logStart ? text.indexOf('\n') : -1;
      return text.substring(lineEnd + 1).strip();
    } catch (IOException e) {
      return ""; // then the sentence does without it
    }
  }

  private static SessionException wrongProtocol(HostRecord record) {
    return new SessionException(
        ErrorCode.PROTOCOL_ERROR,
        "The running host is of version "
            + record.version()
            + " and speaks version "
            + record.protocol()
            + " of the protocol, this program speaks version "
            + HostRecord.PROTOCOL
            + ". 'session host restart' ends its sessions and starts a host of this version; until"
            + " then use the program of version "
            + record.version()
            + ".",
        JsonObject.builder()
            .put("hostVersion", record.version())
            .put("hostProtocol", record.protocol())
            .put("protocol", HostRecord.PROTOCOL)
            .build());
  }
}
