package dev.session.host.live;

import dev.session.error.SessionException;
import dev.session.home.ProcessList;
import dev.session.process.ProcessExit;
import dev.session.process.ProcessIdentity;
import dev.session.process.ProcessStat;
import dev.session.recovery.Survivors;
import dev.session.status.LifecycleEvent;
import dev.session.status.TerminationReason;
import dev.session.story.StoryEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a session comes to its end: who asked for it, and what must have come before the session
/// writes it down. That is the end of its process, and of every request to end all of its
/// processes. One that cannot be ended keeps the session as it is, and is told.
///
/// Guarded by the session's lock, which the methods called by clients, timers and the PTY threads
/// take themselves.
final class SessionEnd {
  private static final Logger LOG = LoggerFactory.getLogger(SessionEnd.class);

  /// How long a session has to end by itself before what is left of it is killed.
  static final Duration GRACE = Duration.ofSeconds(5);

  /// How long after its grace a session may take to be gone.
  static final Duration ENDING_MARGIN = Duration.ofSeconds(5);

  private final LiveSession session;
  private final CurrentRecord record;
  private final ReentrantLock lock;
  private @Nullable ProcessExit exit;

  /// How many requests to end all of its processes are being carried out.
  private int endings;

  /// Whom SIGKILL has not ended when it was tried last.
  private List<ProcessStat> survivors = List.of();

  SessionEnd(LiveSession session, CurrentRecord record, ReentrantLock lock) {
    this.session = session;
    this.record = record;
    this.lock = lock;
  }

  /// Ends the session because of `why`; harmless where it is ending already.
  void begin(TerminationReason why, Duration grace) {
    lock.lock();
    try {
      if (!session.isClosed()) {
        begin(LifecycleEvent.END_REQUESTED, why, grace);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Destroys the session: a watch for that.
  Watch destroy(Duration grace) {
    lock.lock();
    try {
      session.requireOpen();
      begin(LifecycleEvent.DESTROY_REQUESTED, TerminationReason.DESTROYED, grace);
    } finally {
      lock.unlock();
    }
    var watch = Watches.destroyed(session);
    session.watch(watch, grace.plus(ENDING_MARGIN).toMillis());
    return watch;
  }

  private void begin(LifecycleEvent event, TerminationReason why, Duration grace) {
    LOG.info("session {} is ended: {}", session.files().id(), why.word());
    if (record.get().status().after(event) != record.get().status()) {
      session.note(StoryEvents.ending(why));
      record.note(before -> before.after(event, Instant.now()));
    }
    var process = session.process();
    if (process != null) {
      endings++;
      var _ = process.end(grace).thenRun(this::processesEnded);
    }
  }

  /// Not even SIGKILL has ended these.
  void survived(List<ProcessIdentity> processes) {
    var left = Survivors.among(processes);
    lock.lock();
    try {
      if (!session.isClosed() && !left.isEmpty() && !isTold(left)) {
        LOG.warn("session {} cannot end: {}", session.files().id(), ProcessList.text(left));
        session.note(StoryEvents.survivors(left));
      }
      survivors = left;
    } finally {
      lock.unlock();
    }
  }

  private boolean isTold(List<ProcessStat> left) {
    var told = survivors.stream().map(ProcessStat::pid).collect(Collectors.toSet());
    return left.stream().allMatch(process -> told.contains(process.pid()));
  }

  /// Under the lock: why the session is not over although its time is up.
  SessionException overdue() {
    var blocked = session.blocked();
    return blocked == null
        ? Survivors.keep(record.get(), survivors)
        : Complaint.logBlocked(record.get(), blocked);
  }

  private void processesEnded() {
    lock.lock();
    try {
      endings--;
      session.finish();
    } finally {
      lock.unlock();
    }
  }

  /// The session's own process has ended.
  void processEnded(ProcessExit how) {
    lock.lock();
    try {
      exit = how;
      session.finish();
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock: whether the session's own process has ended.
  boolean processHasEnded() {
    return exit != null;
  }

  /// Under the lock: the end that is to be written down, where all that must come before has come.
  @Nullable ProcessExit due() {
    return endings == 0 ? exit : null;
  }
}
