package dev.session.host;

import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.Timestamps;
import dev.session.host.live.HostTimer;
import dev.session.host.live.SessionRequests;
import dev.session.host.live.Sessions;
import dev.session.host.pty.Ptys;
import dev.session.message.HostStatus;
import dev.session.process.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// What there is one of in this process: the sessions, the terminals, the timer, and the decision
/// to leave.
///
/// A host leaves when it is told to ([#stop]), or when for its idle time it had no active session
/// and no request.
public final class HostProcess {
  /// How long sessions have to end by themselves when the host is told to end.
  public static final Duration STOP_GRACE = Duration.ofSeconds(5);

  private final Home home;
  private final HostRecord record;
  private final HostTimer timer = new HostTimer();
  private final Ptys ptys = new Ptys();
  private final Sessions sessions;
  private final long idleMillis;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<Duration> grace = new AtomicReference<>(STOP_GRACE);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile long lastUseNanos = System.nanoTime();

  HostProcess(Home home, HostRecord record, long idleMillis) {
    this.home = home;
    this.record = record;
    this.idleMillis = idleMillis;
    sessions = new Sessions(home, record, ptys, timer);
  }

  /// What the API does for its clients.
  SessionRequests requests() {
    return new SessionRequests(sessions);
  }

  Sessions sessions() {
    return sessions;
  }

  Home home() {
    return home;
  }

  HostRecord record() {
    return record;
  }

  /// What the host says of itself.
  public HostStatus status() {
    var runtime = Runtime.getRuntime();
    return new HostStatus(
        true,
        home.directory().toString(),
        record.process().pid(),
        record.version(),
        record.protocol(),
        record.socket().toString(),
        Timestamps.iso(record.startedAt()),
        Duration.between(record.startedAt(), Instant.now()).toMillis(),
        sessions.count(),
        runtime.totalMemory() - runtime.freeMemory());
  }

  /// A request has come.
  public void requestBegins() {
    requests.incrementAndGet();
  }

  /// A request has its answer, or its client is gone.
  public void requestEnds() {
    lastUseNanos = System.nanoTime();
    requests.decrementAndGet();
  }

  /// Asks the host to end all sessions, each within `howLong`, and to leave. Returns at once.
  public void stop(Duration howLong) {
    grace.set(howLong);
    stop.countDown();
  }

  /// Returns when the host shall leave.
  void awaitStop() throws InterruptedException {
    if (idleMillis == 0) {
      stop.await();
      return;
    }
    long wait = idleMillis;
    while (!stop.await(wait, TimeUnit.MILLISECONDS)) {
      if (sessions.count() > 0 || requests.get() > 0) {
        lastUseNanos = System.nanoTime();
      }
      wait = idleMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastUseNanos);
      if (wait <= 0) {
        return;
      }
    }
  }

  /// Ends all sessions and with them the threads that served them.
  void close() {
    sessions.close(grace.get());
    ptys.close();
    timer.close();
  }

  static HostRecord describe(Path socket, String version) {
    return new HostRecord(
        ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow(),
        socket,
        version,
        HostRecord.PROTOCOL,
        Instant.now());
  }
}
