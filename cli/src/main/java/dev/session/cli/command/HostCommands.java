package dev.session.cli.command;

import dev.session.cli.host.HostProgram;
import dev.session.cli.output.Amounts;
import dev.session.cli.output.SafeText;
import dev.session.cli.route.LiveHost;
import dev.session.cli.route.RunningHost;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.json.JsonObject;
import dev.session.message.HostStatus;
import dev.session.process.SignalHook;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// `session host run|status|stop|restart`.
final class HostCommands {
  /// The exit code of a host that found its home taken.
  private static final int EXIT_ALREADY_RUNNING = 3;

  private HostCommands() {}

  static Outcome run(Call call) {
    var home = call.home();
    var other = RunningHost.of(home);
    if (other != null) {
      throw alreadyRuns(home, other);
    }
    try {
      var host = HostProgram.ofThisProgram().inForeground(home).inheritIO().start();
      // A signal that reached only this process was meant for the host; what the host makes of it
      // is then the end of both.
      SignalHook.endingInForeground().forEach(name -> new SignalHook(name, host::destroy));
      int code = exitCode(host);
      if (code == EXIT_ALREADY_RUNNING) {
        throw alreadyRuns(home, RunningHost.of(home));
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

  private static SessionException alreadyRuns(Home home, @Nullable RunningHost other) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "A host already runs for "
            + home.directory()
            + (other == null ? "" : ", pid " + other.pid())
            + "; 'session host stop' ends it.",
        JsonObject.builder().put("home", home.directory().toString()).build());
  }

  static Outcome status(Call call) {
    var home = call.home();
    var host = RunningHost.of(home);
    var result =
        host == null
            ? HostStatus.none(home.directory().toString()).toJson()
            : host.status(call.timeoutMillis());
    return new Outcome.Answer(result, _ -> text(result));
  }

  private static String text(JsonObject status) {
    var fields = status.fields("");
    var home = SafeText.of(fields.string("home"));
    if (!fields.bool("running")) {
      return "No host runs for " + home + "; the next 'session create' starts one.\n";
    }
    var sessions = fields.optionalInteger("activeSessions");
    var heap = fields.optionalLong("heapUsedBytes");
    return "Running for "
        + Amounts.duration(fields.longInteger("uptimeMs"))
        + ", pid "
        + fields.longInteger("pid")
        + "\nHome      "
        + home
        + "\nSocket    "
        + SafeText.of(fields.string("socketPath"))
        + "\nVersion   "
        + SafeText.of(fields.string("version"))
        + ", protocol "
        + fields.integer("protocolVersion")
        + "\nSessions  "
        + (sessions == null ? "unknown: it does not answer" : sessions + " active")
        + (heap == null ? "" : "\nHeap      " + Amounts.bytes(heap))
        + "\n";
  }

  static Outcome stop(Call call) {
    var home = call.home();
    var host = RunningHost.of(home);
    if (host != null) {
      stop(call, host);
    }
    var result =
        JsonObject.builder()
            .put("stopped", host != null)
            .put("home", home.directory().toString())
            .put("pid", host == null ? null : (Long) host.pid())
            .build();
    return new Outcome.Answer(
        result,
        _ ->
            host == null
                ? "No host runs for " + SafeText.of(home.directory().toString()) + ".\n"
                : "The host, pid " + host.pid() + ", is stopped; histories stay readable.\n");
  }

  static Outcome restart(Call call) {
    var home = call.home();
    var former = RunningHost.of(home);
    if (former != null) {
      stop(call, former);
    }
    try (var host = new LiveHost(Call.launcher(home).findOrStart())) {
      var result = host.get("/v1/host", call.timeoutMillis());
      return new Outcome.Answer(result, _ -> text(result));
    }
  }

  private static void stop(Call call, RunningHost host) {
    long grace = call.arguments().number("grace", RunningHost.GRACE_MILLIS);
    host.stop(grace, call.timeoutMillis(RunningHost.stopMillis(grace)));
  }
}
