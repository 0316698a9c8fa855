package dev.session.host;

import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.Timestamps;
import dev.session.host.live.AttachRequests;
import dev.session.host.live.HostTimer;
import dev.session.host.live.SessionRequests;
import dev.session.host.live.Sessions;
import dev.session.host.pty.Ptys;
import dev.session.message.HostStatus;
import dev.session.process.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What there is one of in this process: the sessions, the terminals, the timer, and the decision
/// to leave.
///
/// Threads: `main` waits here for the decision; requests come from Micronaut's.
///
/// A host leaves when it is told to ([#stop]), or when for its idle time it had no active session
/// and no request.
public final class HostProcess {
  /// How long sessions have to end by themselves when the host is told to end.
  public static final Duration STOP_GRACE = Duration.ofSeconds(5);

  /// How long requests that are still being served hold up the end of the host.
  private static final Duration ANSWERS_MAX = Duration.ofSeconds(1);

  /// A heap of this size is not worth a collection.
  private static final long HEAP_USUAL_BYTES = 128L << 20;

  /// How long after a request that took much memory it is given back.
  private static final long COLLECTION_DELAY_MILLIS = 2_000;

  private final Home home;
  private final HostRecord record;
  private final HostTimer timer = new HostTimer();
  // Half a host is worse than none: the next one takes over what it leaves.
  private final Ptys ptys =
      new Ptys(() -> stop("a thread that serves terminals has failed", Duration.ZERO));
  private final Sessions sessions;
  private final long idleMillis;

  /// The clock on the wall may be set while the host runs.
  private final long startedNanos = System.nanoTime();

  // Guarded by this.
  private Duration grace = STOP_GRACE;
  private @Nullable String stopReason;
  private int requests;
  private boolean leaving;
  private long lastRequestNanos;
  private boolean collectionIsComing;
  private long heapAfterCollection;

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

  /// What it does for clients that stay.
  AttachRequests attachRequests() {
    return new AttachRequests(requests());
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
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos),
        sessions.count(),
        runtime.totalMemory() - runtime.freeMemory());
  }

  /// A request has come. False where the host is leaving and must not serve it; else [#requestEnds]
  /// follows.
  public synchronized boolean requestBegins() {
    if (leaving) {
      return false;
    }
    requests++;
    return true;
  }

  /// A request has its answer, or its client is gone.
  public synchronized void requestEnds() {
    requests--;
    lastRequestNanos = System.nanoTime();
    notifyAll();
    giveMemoryBack();
  }

  /// The JVM gives memory back to the system only when it collects all garbage, which it does when
  /// it needs some: a host that once got a large input would keep what that took for ever.
  public synchronized void giveMemoryBack() {
    long heap = Runtime.getRuntime().totalMemory();
    if (!collectionIsComing && heap > HEAP_USUAL_BYTES && heap > 2 * heapAfterCollection) {
      collectionIsComing = true;
      var _ = timer.after(COLLECTION_DELAY_MILLIS, this::collect);
    }
  }

  private void collect() {
    System.gc();
    synchronized (this) {
      collectionIsComing = false;
      heapAfterCollection = Runtime.getRuntime().totalMemory();
    }
  }

  /// Asks the host to end all sessions, each within `howLong`, and to leave. Returns at once.
  public synchronized void stop(String reason, Duration howLong) {
    if (stopReason == null) {
      stopReason = reason;
      grace = howLong;
      notifyAll();
    }
  }

  /// Returns when the host shall leave, with the reason.
  synchronized String awaitStop() throws InterruptedException {
    lastRequestNanos = System.nanoTime(); // starting took its time too
    while (stopReason == null) {
      long left = idleMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastUseNanos());
      if (idleMillis == 0) {
        wait();
      } else if (left > 0) {
        wait(left);
      } else {
        leaving = true; // decided together with there being no request
        return "nothing to do for " + idleMillis + " ms";
      }
    }
    return stopReason;
  }

  private long lastUseNanos() {
    if (requests > 0 || sessions.count() > 0) {
      return System.nanoTime();
    }
    long lastEnd = sessions.lastEndNanos();
    return lastEnd - lastRequestNanos > 0 ? lastEnd : lastRequestNanos;
  }

  /// Ends all sessions, then, when their last words have been told, the threads that served them.
  void close() throws InterruptedException {
    sessions.close(grace());
    awaitAnswers();
    ptys.close();
    timer.close();
  }

  private synchronized Duration grace() {
    return grace;
  }

  private synchronized void awaitAnswers() throws InterruptedException {
    leaving = true;
    long deadline = System.nanoTime() + ANSWERS_MAX.toNanos();
    for (long left = ANSWERS_MAX.toMillis();
        requests > 0 && left > 0;
        left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
      wait(left);
    }
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
