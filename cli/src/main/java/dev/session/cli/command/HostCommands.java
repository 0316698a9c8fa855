package dev.session.cli.command;

import dev.session.cli.host.HostProgram;
import dev.session.cli.output.Amounts;
import dev.session.cli.output.SafeText;
import dev.session.cli.route.LiveHost;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.Timestamps;
import dev.session.json.JsonObject;
import dev.session.message.HostStatus;
import dev.session.message.StopRequest;
import dev.session.process.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// `session host run|status|stop|restart`: the host of a home, also one of another version.
final class HostCommands {
  private static final long GRACE_MILLIS = 5_000;

  /// What a host may need beyond the grace of its sessions before it is gone.
  private static final long MARGIN_MILLIS = 15_000;

  private static final long LOOK_PAUSE_NANOS = 5_000_000;

  /// The exit code of a host that found its home taken.
  private static final int EXIT_ALREADY_RUNNING = 3;

  private HostCommands() {}

  // ---- run ----

  static Outcome run(Call call) {
    var home = call.home();
    var other = alive(home);
    if (other != null) {
      throw alreadyRuns(home);
    }
    try {
      var host = HostProgram.ofThisProgram().inForeground(home).inheritIO().start();
      // A signal that was meant for the host, but reached only this process, is passed on; what the
      // host then makes of its end is the end of this process too.
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    host.destroy();
                    Runtime.getRuntime().halt(exitCode(host));
                  },
                  "stop-host"));
      int code = exitCode(host);
      if (code == EXIT_ALREADY_RUNNING) {
        throw alreadyRuns(home);
      }
      return new Outcome.Printed(code);
    } catch (IOException e) {
      throw new SessionException(
          ErrorCode.HOST_UNREACHABLE,
          "The host could not be started: " + e.getMessage() + ". 'session doctor' checks why.",
          JsonObject.EMPTY,
          e);
    }
  }

  private static int exitCode(Process host) {
    while (true) {
      try {
        return host.waitFor();
      } catch (InterruptedException nobodyDoesThis) {
        host.destroy();
      }
    }
  }

  private static SessionException alreadyRuns(Home home) {
    var record = HostRecord.read(home);
    var pid = record == null ? null : (Long) record.process().pid();
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "A host already runs for "
            + home.directory()
            + (pid == null ? "" : ", pid " + pid)
            + "; 'session host stop' ends it.",
        JsonObject.builder().put("home", home.directory().toString()).put("pid", pid).build());
  }

  // ---- status ----

  static Outcome status(Call call) {
    var home = call.home();
    var result = status(call, home);
    return new Outcome.Answer(result, _ -> statusText(result));
  }

  /// What the host says of itself, or what is known of one that does not answer or speaks another
  /// version of the protocol.
  static JsonObject status(Call call, Home home) {
    var record = alive(home);
    if (record == null) {
      return HostStatus.none(home.directory().toString()).toJson();
    }
    if (record.protocol() == HostRecord.PROTOCOL) {
      var connection = Call.launcher(home).find();
      if (connection != null) {
        try (var host = new LiveHost(connection)) {
          return host.get("/v1/host", call.timeoutMillis());
        }
      }
    }
    return new HostStatus(
            true,
            home.directory().toString(),
            record.process().pid(),
            record.version(),
            record.protocol(),
            record.socket().toString(),
            Timestamps.iso(record.startedAt()),
            Duration.between(record.startedAt(), Instant.now()).toMillis(),
            null,
            null)
        .toJson();
  }

  private static String statusText(JsonObject result) {
    var fields = result.fields("");
    if (!fields.bool("running")) {
      return "No host runs for "
          + SafeText.of(fields.string("home"))
          + "; the next 'session create' starts one.\n";
    }
    var sessions = fields.optionalInteger("activeSessions");
    var heap = fields.optionalLong("heapUsedBytes");
    return "Running, pid "
        + fields.longInteger("pid")
        + ", for "
        + Amounts.duration(fields.longInteger("uptimeMs"))
        + "\nHome      "
        + SafeText.of(fields.string("home"))
        + "\nSocket    "
        + SafeText.of(fields.string("socketPath"))
        + "\nVersion   "
        + SafeText.of(fields.string("version"))
        + ", protocol "
        + fields.integer("protocolVersion")
        + "\nSessions  "
        + (sessions == null ? "unknown; it does not answer" : sessions + " active")
        + (heap == null ? "" : "\nHeap      " + Amounts.bytes(heap))
        + "\n";
  }

  // ---- stop, restart ----

  static Outcome stop(Call call) {
    var home = call.home();
    var stopped = stop(call, home);
    var pid = stopped == null ? null : (Long) stopped.pid();
    var result =
        JsonObject.builder()
            .put("stopped", stopped != null)
            .put("home", home.directory().toString())
            .put("pid", pid)
            .build();
    return new Outcome.Answer(
        result,
        _ ->
            stopped == null
                ? "No host runs for " + SafeText.of(home.directory().toString()) + ".\n"
                : "The host, pid " + pid + ", is stopped; histories stay readable.\n");
  }

  static Outcome restart(Call call) {
    var home = call.home();
    stop(call, home);
    try (var host = new LiveHost(Call.launcher(home).findOrStart())) {
      var result = host.get("/v1/host", call.timeoutMillis());
      return new Outcome.Answer(result, _ -> statusText(result));
    }
  }

  /// Ends the host and returns when it is gone; the process it was, or null where there was none.
  static @Nullable ProcessIdentity stop(Call call, Home home) {
    var record = alive(home);
    if (record == null) {
      return null;
    }
    long grace = call.arguments().number("grace", GRACE_MILLIS);
    long limit = call.timeoutMillis(grace + MARGIN_MILLIS);
    if (!ask(home, record, grace, limit)) {
      // Another version, or no answer: what every host understands.
      record.process().terminate();
    }
    long end = System.nanoTime() + Duration.ofMillis(limit).toNanos();
    while (record.process().isAlive()) {
      if (System.nanoTime() - end > 0) {
        throw stays(record, limit);
      }
      LockSupport.parkNanos(LOOK_PAUSE_NANOS);
    }
    return record.process();
  }

  private static boolean ask(Home home, HostRecord record, long grace, long limit) {
    if (record.protocol() != HostRecord.PROTOCOL) {
      return false;
    }
    var connection = Call.launcher(home).find();
    if (connection == null) {
      return false;
    }
    try (var host = new LiveHost(connection)) {
      host.post("/v1/host/stop", new StopRequest(grace).toJson(), limit);
      return true;
    } catch (SessionException e) {
      return switch (e.code()) {
        case HOST_TIMEOUT, HOST_UNREACHABLE, RPC_ERROR -> false;
        default -> throw e;
      };
    }
  }

  private static SessionException stays(HostRecord record, long limit) {
    long pid = record.process().pid();
    return new SessionException(
        ErrorCode.HOST_TIMEOUT,
        "The host, pid "
            + pid
            + ", was told to stop, but is still there after "
            + Amounts.duration(limit)
            + ". 'kill -9 "
            + pid
            + "' ends it for certain; the next command then brings its sessions in order.",
        JsonObject.builder().put("pid", pid).put("timeoutMs", limit).build());
  }

  /// The host of `home`, if its process lives.
  private static @Nullable HostRecord alive(Home home) {
    var record = HostRecord.read(home);
    return record != null && record.process().isAlive() ? record : null;
  }
}
