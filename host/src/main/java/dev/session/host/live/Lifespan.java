package dev.session.host.live;

import dev.session.host.live.HostTimer.Appointment;
import dev.session.status.TerminationReason;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How long a session may live: until nothing has happened for its idle time, and until it is as
/// old as its time to live. A run in flight is not idleness. Guarded by the session's lock.
final class Lifespan {
  private final long idleTimeoutMillis;
  private final long ttlMillis;
  private final ReentrantLock lock;
  private final HostTimer timer;
  private final BooleanSupplier atWork;
  private final Consumer<TerminationReason> end;
  private @Nullable Appointment idleAlarm;
  private @Nullable Appointment ttlAlarm;
  private long lastActivityNanos = System.nanoTime();
  private boolean over;

  /// @param idleTimeoutMillis 0 for none
  /// @param ttlMillis 0 for none
  /// @param atWork whether something is going on that somebody waits for, however quiet it is:
  ///   meanwhile the idle time stands still
  /// @param end what ends the session; harmless where it has ended
  Lifespan(
      long idleTimeoutMillis,
      long ttlMillis,
      ReentrantLock lock,
      HostTimer timer,
      BooleanSupplier atWork,
      Consumer<TerminationReason> end) {
    this.idleTimeoutMillis = idleTimeoutMillis;
    this.ttlMillis = ttlMillis;
    this.lock = lock;
    this.timer = timer;
    this.atWork = atWork;
    this.end = end;
  }

  /// The session has begun.
  void begin() {
    if (idleTimeoutMillis > 0) {
      idleAlarm = timer.after(idleTimeoutMillis, this::watchIdleTime);
    }
    if (ttlMillis > 0) {
      ttlAlarm = timer.after(ttlMillis, () -> end.accept(TerminationReason.TIME_TO_LIVE));
    }
  }

  /// Something was printed or typed.
  void active() {
    lastActivityNanos = System.nanoTime();
  }

  /// The session is over. Until it rings, an alarm keeps all of the session in memory.
  void over() {
    over = true;
    if (idleAlarm != null) {
      idleAlarm.cancel();
    }
    if (ttlAlarm != null) {
      ttlAlarm.cancel();
    }
  }

  private void watchIdleTime() {
    lock.lock();
    try {
      if (atWork.getAsBoolean()) {
        active();
      }
      long idle = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastActivityNanos);
      long left = idleTimeoutMillis - idle;
      if (over) {
        return;
      }
      if (left > 0) {
        idleAlarm = timer.after(left, this::watchIdleTime);
      } else {
        end.accept(TerminationReason.IDLE_TIMEOUT);
      }
    } finally {
      lock.unlock();
    }
  }
}
