package dev.session.cli.route;

import dev.session.cli.host.HostLauncher;
import dev.session.cli.host.HostProgram;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.Timestamps;
import dev.session.json.JsonObject;
import dev.session.message.HostStatus;
import dev.session.message.StopRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A host as its record and its process show it: also one of another version, or one that does not
/// answer.
public record RunningHost(Home home, HostRecord record) {
  /// How long programs may take to end where nobody says otherwise.
  public static final long GRACE_MILLIS = 5_000;

  /// What a host may need beyond the grace of its sessions before it is gone.
  private static final long MARGIN_MILLIS = 15_000;

  private static final long LOOK_PAUSE_NANOS = 5_000_000;

  /// The host of `home`, or null where no process of one lives.
  public static @Nullable RunningHost of(Home home) {
    var record = HostRecord.read(home);
    return record != null && record.process().isAlive() ? new RunningHost(home, record) : null;
  }

  public long pid() {
    return record.process().pid();
  }

  /// Whether it speaks this program's version of the protocol.
  public boolean speaksOurs() {
    return record.protocol() == HostRecord.PROTOCOL;
  }

  /// What the host says of itself; where it says nothing, what is known without it.
  public JsonObject status(long timeoutMillis) {
    var host = connect();
    if (host != null) {
      try (host) {
        return host.get("/v1/host", timeoutMillis);
      }
    }
    return new HostStatus(
            true,
            home.directory().toString(),
            pid(),
            record.version(),
            record.protocol(),
            record.socket().toString(),
            Timestamps.iso(record.startedAt()),
            Math.max(0, Duration.between(record.startedAt(), Instant.now()).toMillis()),
            null,
            null)
        .toJson();
  }

  /// How long [#stop] may take with this grace.
  public static long stopMillis(long graceMillis) {
    return graceMillis + MARGIN_MILLIS;
  }

  /// Ends the host and its sessions, and returns when it is gone.
  ///
  /// @throws SessionException HOST_TIMEOUT if it is still there after `limitMillis`
  public void stop(long graceMillis, long limitMillis) {
    if (!ask(graceMillis, limitMillis)) {
      record.process().terminate(); // which hosts of all versions understand
    }
    long start = System.nanoTime();
    long limit = TimeUnit.MILLISECONDS.toNanos(limitMillis);
    while (record.process().isAlive()) {
      if (System.nanoTime() - start > limit) {
        throw stays(limitMillis);
      }
      LockSupport.parkNanos(LOOK_PAUSE_NANOS);
    }
  }

  private boolean ask(long graceMillis, long limitMillis) {
    var host = connect();
    if (host == null) {
      return false;
    }
    try (host) {
      host.post("/v1/host/stop", new StopRequest(graceMillis).toJson(), limitMillis);
      return true;
    } catch (SessionException e) {
      return switch (e.code()) {
        case HOST_TIMEOUT, HOST_UNREACHABLE, RPC_ERROR -> false;
        default -> throw e;
      };
    }
  }

  private @Nullable LiveHost connect() {
    if (!speaksOurs()) {
      return null;
    }
    var connection = new HostLauncher(home, HostProgram.ofThisProgram()).find();
    return connection == null ? null : new LiveHost(connection);
  }

  private SessionException stays(long limitMillis) {
    return new SessionException(
        ErrorCode.HOST_TIMEOUT,
        "The host, pid "
            + pid()
            + ", was told to stop, but is still there after "
            + limitMillis
            + " ms. 'kill -9 "
            + pid()
            + "' ends it for certain; the next command then puts its sessions in order.",
        JsonObject.builder().put("pid", pid()).put("timeoutMs", limitMillis).build());
  }
}
