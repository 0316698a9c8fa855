package dev.session.host.pty;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One thread that waits for many descriptors at once with `epoll(7)` and does the work of the
/// processes that belong to it: reads, writes, exits, timers.
///
/// What it reads is passed on by a thread beside it ([BacklogThread]).
///
/// Level-triggered, with a fixed owner for every descriptor: one turn reads each ready terminal
/// once (up to [#READ_BYTES]), so that a flood delays its neighbours by no more than a turn, and
/// nothing has to be armed again. All state of a process is confined to its loop; other threads
/// [#post] to it.
final class PtyLoop {

  /// What waits for a descriptor.
  interface Watch {
    void ready(int events);
  }

  /// An action due at a time of `System.nanoTime`.
  record Timer(long atNanos, Runnable action) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return Long.compare(atNanos, other.atNanos);
    }
  }

  /// The most that one process may say in one turn.
  static final int READ_BYTES = 64 * 1024;

  /// The most that is offered to a terminal at once; it takes 4 to 8 KiB.
  static final int WRITE_BYTES = 16 * 1024;

  private static final int EVENTS_PER_TURN = 128;

  // Created by the thread that spawns, used by the loop, closed by the loop: hence shared.
  private final Arena arena = Arena.ofShared();
  private final Libc libc = new Libc(arena);
  private final MemorySegment events =
      arena.allocate((long) EVENTS_PER_TURN * Libc.EPOLL_EVENT_BYTES, Long.BYTES);
  private final MemorySegment event = arena.allocate(Libc.EPOLL_EVENT_BYTES, Long.BYTES);
  private final MemorySegment incoming = arena.allocate(READ_BYTES);
  private final MemorySegment outgoing = arena.allocate(WRITE_BYTES);
  // For a siginfo_t or the count of an eventfd.
  private final MemorySegment scratch = arena.allocate(Libc.SIGINFO_BYTES, Long.BYTES);

  private final int epoll;
  private final Thread thread;
  private final BacklogThread output;
  private final Runnable died;

  /// How many processes belong to this loop; others read it to find the least busy one.
  private final AtomicInteger processes = new AtomicInteger();

  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Object wakeLock = new Object();
  // Guarded by wakeLock, with its own place for errno: any thread may wake the loop.
  private final Libc wakeLibc = new Libc(arena);
  private final MemorySegment wakeCount = arena.allocate(JAVA_LONG);
  private int wakeFd;

  // Confined to the loop thread.
  private final List<@Nullable Watch> watches = new ArrayList<>();
  private final ArrayDeque<Integer> freeSlots = new ArrayDeque<>();
  private final List<Integer> retiredSlots = new ArrayList<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private boolean stopping;

  /// @param died called if the loop cannot go on, on its thread: its processes are then nobody's
  PtyLoop(int number, Runnable died) throws IOException {
    this.died = died;
    epoll = libc.epollCreate();
    wakeFd = libc.eventFd();
    if (epoll < 0 || wakeFd < 0) {
      var error = libc.errorText(-Math.min(epoll, wakeFd));
      closeAll();
      throw new IOException("no terminal loop could be started: " + error);
    }
    output = new BacklogThread(number);
    thread = Thread.ofPlatform().name("pty-loop-" + number).daemon().unstarted(this::run);
    thread.start();
  }

  Libc libc() {
    return libc;
  }

  MemorySegment incoming() {
    return incoming;
  }

  MemorySegment outgoing() {
    return outgoing;
  }

  MemorySegment scratch() {
    return scratch;
  }

  /// Passes on what is read here.
  BacklogThread output() {
    return output;
  }

  AtomicInteger processes() {
    return processes;
  }

  /// Has `work` done by the loop thread, in the order of posting. Work must not throw.
  void post(Runnable work) {
    posted.add(work);
    if (Thread.currentThread() != thread && woken.compareAndSet(false, true)) {
      synchronized (wakeLock) {
        if (wakeFd >= 0) {
          wakeCount.set(JAVA_LONG, 0, 1);
          wakeLibc.write(wakeFd, wakeCount, Long.BYTES);
        }
      }
    }
  }

  /// Ends the loop once what has been posted is done and what was read is passed on, and waits for
  /// both threads, but not beyond `deadlineNanos`. Whether they have ended.
  boolean stop(long deadlineNanos) {
    post(() -> stopping = true);
    return isJoined(thread, deadlineNanos) && output.stop(deadlineNanos);
  }

  /// Waits for the end of a thread until `deadlineNanos`; whether it has ended.
  static boolean isJoined(Thread ending, long deadlineNanos) {
    var interrupted = false;
    try {
      while (ending.isAlive()) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          ending.join(Duration.ofNanos(left));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Loop thread: does `action` after a time, unless it is [#cancel]led before.
  Timer after(long nanos, Runnable action) {
    var timer = new Timer(System.nanoTime() + nanos, action);
    timers.add(timer);
    return timer;
  }

  /// Loop thread: forgets a timer and all that it holds on to.
  void cancel(Timer timer) {
    timers.remove(timer);
  }

  /// Loop thread: calls `watch` whenever `fd` is ready for `interest`. Answers with the slot.
  int watch(int fd, int interest, Watch watch) {
    var slot = freeSlots.isEmpty() ? watches.size() : freeSlots.pop();
    if (slot == watches.size()) {
      watches.add(watch);
    } else {
      watches.set(slot, watch);
    }
    control(Libc.EPOLL_CTL_ADD, fd, slot, interest);
    return slot;
  }

  /// Loop thread: changes what a watch waits for.
  void rewatch(int fd, int slot, int interest) {
    control(Libc.EPOLL_CTL_MOD, fd, slot, interest);
  }

  /// Loop thread: ends a watch. The slot is given out again only in the next turn, so that an event
  /// which is still in this turn's batch finds nobody instead of a successor.
  void unwatch(int fd, int slot) {
    control(Libc.EPOLL_CTL_DEL, fd, slot, 0);
    watches.set(slot, null);
    retiredSlots.add(slot);
  }

  private void control(int operation, int fd, int slot, int interest) {
    event.set(JAVA_INT, 0, interest);
    event.set(JAVA_LONG_UNALIGNED, Libc.EPOLL_DATA_OFFSET, slot);
    var result = libc.epollControl(epoll, operation, fd, event);
    if (result < 0) {
      // Out of kernel memory, or a descriptor used after its close: a defect of this package.
      throw new IllegalStateException("epoll_ctl: " + libc.errorText(-result));
    }
  }

  private void run() {
    try {
      turns();
    } catch (Throwable e) {
      report(e);
      died.run();
    } finally {
      closeAll();
    }
  }

  private void turns() {
    watch(wakeFd, Libc.EPOLLIN, _ -> libc.read(wakeFd, scratch, 0, Long.BYTES));
    while (!stopping) {
      var ready = libc.epollWait(epoll, events, EVENTS_PER_TURN, timeoutMillis());
      if (ready < 0 && ready != -Libc.EINTR) {
        throw new IllegalStateException("epoll_wait: " + libc.errorText(-ready));
      }
      for (var i = 0; i < ready; i++) {
        dispatch((long) i * Libc.EPOLL_EVENT_BYTES);
      }
      freeSlots.addAll(retiredSlots);
      retiredSlots.clear();
      woken.set(false);
      for (var work = posted.poll(); work != null; work = posted.poll()) {
        guarded(work);
      }
      for (var timer = dueTimer(); timer != null; timer = dueTimer()) {
        guarded(timer.action());
      }
    }
  }

  private void dispatch(long offset) {
    var slot = (int) events.get(JAVA_LONG_UNALIGNED, offset + Libc.EPOLL_DATA_OFFSET);
    var watch = watches.get(slot);
    if (watch != null) {
      try {
        watch.ready(events.get(JAVA_INT_UNALIGNED, offset));
      } catch (Throwable e) {
        report(e);
      }
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      report(e);
    }
  }

  /// A defect in the care of one process must not end all others: it goes to the thread's handler
  /// of uncaught exceptions, and the loop goes on.
  private void report(Throwable defect) {
    thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
  }

  private int timeoutMillis() {
    if (!posted.isEmpty()) {
      return 0;
    }
    var next = timers.peek();
    if (next == null) {
      return -1;
    }
    // Rounded up: a timer that is not quite due must not make the loop spin.
    var millis = TimeUnit.NANOSECONDS.toMillis(next.atNanos() - System.nanoTime()) + 1;
    return Math.clamp(millis, 0, Integer.MAX_VALUE);
  }

  private @Nullable Timer dueTimer() {
    var next = timers.peek();
    return next != null && next.atNanos() - System.nanoTime() <= 0 ? timers.poll() : null;
  }

  private void closeAll() {
    synchronized (wakeLock) {
      if (wakeFd >= 0) {
        libc.close(wakeFd);
      }
      wakeFd = -1;
    }
    if (epoll >= 0) {
      libc.close(epoll);
    }
    arena.close();
  }
}
