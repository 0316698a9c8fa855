package dev.session.host.live;

import dev.session.host.live.HostTimer.Appointment;
import dev.session.message.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Those who wait for something of one session. Guarded by the session's lock, which the methods
/// called by clients and by the timer take themselves.
final class WatchList {
  private static final Logger LOG = LoggerFactory.getLogger(WatchList.class);

  private final ReentrantLock lock;
  private final HostTimer timer;
  private final Set<Watch> watches = new LinkedHashSet<>();

  /// When all are looked at again although nothing happened. One alarm serves all: an earlier one
  /// than needed does no harm, as whoever is still waiting asks for the next.
  private @Nullable Appointment alarm;

  private long alarmNanos;

  WatchList(ReentrantLock lock, HostTimer timer) {
    this.lock = lock;
    this.timer = timer;
  }

  /// Answers `watch` as soon as it has an answer, or when `timeoutMillis` (0: never) are over. An
  /// answer that is cancelled, because its client went away, is forgotten.
  void add(Watch watch, long timeoutMillis) {
    lock.lock();
    try {
      answer(watch, watch::look);
      if (watch.answer.isDone()) {
        return;
      }
      watches.add(watch);
    } finally {
      lock.unlock();
    }
    var timeout = timeoutMillis > 0 ? timer.after(timeoutMillis, () -> timeOut(watch)) : null;
    var _ =
        watch.answer.whenComplete(
            (_, _) -> {
              if (timeout != null) {
                timeout.cancel();
              }
              forget(watch);
            });
  }

  /// Under the lock: looks at all of them, because something has changed.
  void look() {
    if (watches.isEmpty()) {
      return;
    }
    // An answer removes its watch, on this thread.
    for (var watch : List.copyOf(watches)) {
      answer(watch, watch::look);
    }
  }

  /// Under the lock: has them looked at again `millis` from now at the latest.
  void lookAgainAfter(long millis) {
    long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    if (alarm != null) {
      if (alarmNanos - at <= 0) {
        return;
      }
      alarm.cancel();
    }
    alarmNanos = at;
    alarm = timer.after(millis, this::alarmRings);
  }

  private void alarmRings() {
    lock.lock();
    try {
      alarm = null;
      look();
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock.
  int size() {
    return watches.size();
  }

  private void timeOut(Watch watch) {
    lock.lock();
    try {
      answer(watch, watch::timedOut);
    } finally {
      lock.unlock();
    }
  }

  private void forget(Watch watch) {
    lock.lock();
    try {
      watches.remove(watch);
      if (watches.isEmpty() && alarm != null) {
        alarm.cancel();
        alarm = null;
      }
    } finally {
      lock.unlock();
    }
  }

  // What one watch cannot digest must not keep the session or the other watches from going on.
  private static void answer(Watch watch, Supplier<@Nullable Message> look) {
    try {
      var message = look.get();
      if (message != null) {
        watch.answer.complete(message);
      }
    } catch (RuntimeException e) {
      LOG.debug("a wait ends in a failure", e);
      watch.answer.completeExceptionally(e);
    }
  }
}
