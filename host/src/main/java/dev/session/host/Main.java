package dev.session.host;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Config;
import dev.session.home.Home;
import dev.session.home.PrivateFiles;
import dev.session.home.SocketPath;
import dev.session.home.Version;
import dev.session.host.pty.Ptys;
import dev.session.process.SignalHook;
import dev.session.recovery.Reconciliation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a host for the home named by the environment, and ends it in order: on request, when it
/// has nothing to do, or on SIGTERM, SIGINT or SIGHUP, which it hears whatever it inherited (but
/// for SIGHUP under `nohup session host run`). All of these are a success.
///
/// The host holds `host.lock` for as long as it lives: a second one for the same home leaves at
/// once, with [#EXIT_ALREADY_RUNNING]. `--detached` makes it leave the caller's process session, so
/// that it survives the terminal it was started from.
public final class Main {
  /// Another host runs for this home. To whoever wanted a host that is as good as a start.
  static final int EXIT_ALREADY_RUNNING = 3;

  private static final String DETACHED = "--detached";

  /// What a detached host prints when it answers requests.
  static final String READY = "session-host-ready";

  private static final String LOG_LEVEL = "SESSION_LOG_LEVEL";

  /// What SLF4J's simple provider reads when the first logger is made.
  private static final String LOG_LEVEL_PROPERTY = "org.slf4j.simpleLogger.defaultLogLevel";

  private Main() {}

  public static void main(String... arguments) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> log().error("thread {} failed", thread.getName(), e));
    int status;
    try {
      var home = Home.resolve(null, System.getenv());
      setLogLevel(home);
      status = run(home, arguments);
    } catch (SessionException e) {
      System.err.println(e.code() + ": " + e.sentence());
      status = e.code().exitCode();
    } catch (IOException | RuntimeException e) {
      log().error("the host failed", e);
      status = 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = 1;
    }
    System.exit(status);
  }

  // Not a constant: the level must be set before the first logger is made.
  private static Logger log() {
    return LoggerFactory.getLogger(Main.class);
  }

  /// As for all settings: the variable wins over the file.
  private static void setLogLevel(Home home) {
    var variable = System.getenv(LOG_LEVEL);
    if (variable != null && !variable.isEmpty()) {
      if (!Config.isLogLevel(variable)) {
        throw new SessionException(
            ErrorCode.INVALID_INPUT,
            LOG_LEVEL + " is '" + variable + "'; expected debug, info, warn or error.");
      }
      System.setProperty(LOG_LEVEL_PROPERTY, variable);
      return;
    }
    var setting = Config.read(home).logLevel();
    if (setting != null) {
      System.setProperty(LOG_LEVEL_PROPERTY, setting);
    }
  }

  private static int run(Home home, String... arguments) throws IOException, InterruptedException {
    boolean detached = List.of(arguments).contains(DETACHED);
    if (detached) {
      Ptys.leaveTerminal();
    }
    home.create();
    try (var lock = lock(home)) {
      if (lock == null) {
        System.err.println("A host already runs for " + home.directory() + ".");
        return EXIT_ALREADY_RUNNING;
      }
      serve(home, detached);
      return 0;
    }
  }

  // Closing the channel gives the lock back, and so does any end of the process.
  private static @Nullable FileChannel lock(Home home) throws IOException {
    var channel =
        FileChannel.open(
            home.hostLock(),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PrivateFiles.fileMode());
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  private static void serve(Home home, boolean detached) throws IOException, InterruptedException {
    var config = Config.read(home);
    var socket = SocketPath.choose(home, System.getenv());
    var record = HostProcess.describe(socket, Version.text());
    var host = new HostProcess(home, record, config.hostIdleMs());
    for (var signal : detached ? SignalHook.ENDING : SignalHook.endingInForeground()) {
      var _ = new SignalHook(signal, () -> host.stop("SIG" + signal, HostProcess.STOP_GRACE));
    }
    try (var _ = ApiServer.start(host, socket)) {
      var _ = Reconciliation.ofHome(home);
      record.write(home);
      log()
          .info(
              "host {} ready, pid {}, home {}",
              record.version(),
              record.process().pid(),
              home.directory());
      if (detached) {
        System.out.println(READY); // whoever started it waits for the line
      }
      var why = host.awaitStop();
      log().info("host leaves: {}; {} active sessions", why, host.sessions().count());
      Files.deleteIfExists(home.hostRecord());
      host.close();
    }
  }
}
