package dev.session.host.pty;

import dev.session.process.ProcessExit;
import dev.session.process.ProcessIdentity;
import dev.session.process.ProcessStat;
import dev.session.process.SessionProcesses.Origin;
import dev.session.process.Signals;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The ending of a terminal's program and of every process that it has started, from the hang-up to
/// the last one gone. What cannot be ended is told, and tried again for as long as it takes.
///
/// Owner: the loop thread of the process. Each member is held by a pidfd: a signal reaches the
/// process that was found or none, and its end is an event. Members that start others while they
/// are hunted are met by looking again at each step and whenever nobody is left to wait for.
final class SessionEnding {

  private enum Phase {
    NONE,
    HANG_UP,
    TERMINATE,
    KILL
  }

  /// Sends a signal to the process that a pidfd stands for.
  interface Signalling {
    int send(Libc libc, int pidfd, int signal);
  }

  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /// A longer grace is cut to a year.
  private static final long GRACE_MAX_MILLIS = TimeUnit.DAYS.toMillis(365);

  /// A hang-up that was not heeded by then never will be.
  private static final long HANG_UP_MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// How long a killed process may take to disappear before it is called a survivor.
  private static final long KILL_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /// How long after that the next try follows, for as long as there are survivors.
  private static final long SURVIVORS_RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

  /// How long after a failed look at the processes (descriptors used up, say) the next one follows.
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final class Member {
    final ProcessIdentity identity;
    final int pidfd;
    int slot;
    Phase told = Phase.NONE;

    Member(ProcessIdentity identity, int pidfd) {
      this.identity = identity;
      this.pidfd = pidfd;
    }
  }

  private final PtyProcess process;
  private final PtyLoop loop;
  private final SessionCensus census;
  private final Signalling signalling;
  private final Map<Long, Member> members = new HashMap<>();
  private final List<CompletableFuture<ProcessExit>> results = new ArrayList<>();
  private final List<PtyLoop.Timer> timers = new ArrayList<>();
  private Phase phase = Phase.NONE;
  private Origin origin;

  /// Whether SIGKILL has had its time.
  private boolean overdue;

  private boolean looking;
  private boolean lookAgain;

  SessionEnding(PtyProcess process, PtyLoop loop, SessionCensus census, Signalling signalling) {
    this.signalling = signalling;
    this.origin = process.origin();
    this.process = process;
    this.loop = loop;
    this.census = census;
  }

  void within(Duration grace, CompletableFuture<ProcessExit> result) {
    results.add(result);
    var nanos = Math.clamp(grace.toMillis(), 0, GRACE_MAX_MILLIS) * NANOS_PER_MILLI;
    if (nanos > 0) {
      enter(Phase.HANG_UP);
      enterAfter(Math.min(nanos / 2, HANG_UP_MAX_NANOS), Phase.TERMINATE);
      enterAfter(nanos, Phase.KILL);
    } else {
      enter(Phase.KILL);
    }
    after(nanos + KILL_WAIT_NANOS, this::overdue);
  }

  private void enterAfter(long nanos, Phase next) {
    after(nanos, () -> enter(next));
  }

  private void after(long nanos, Runnable action) {
    var timer = new PtyLoop.Timer[1];
    timer[0] =
        loop.after(
            nanos,
            () -> {
              timers.remove(timer[0]);
              action.run();
            });
    timers.add(timer[0]);
  }

  void leaderReaped() {
    if (members.isEmpty()) {
      look();
    }
  }

  private void enter(Phase next) {
    if (results.isEmpty() || next.compareTo(phase) <= 0) {
      return; // over, or hastened by a later call
    }
    phase = next;
    look();
  }

  /// SIGKILL has had its time, or a second one: tells who survived it, and begins again.
  private void overdue() {
    if (results.isEmpty() || overdue) {
      return; // over, or seen to on account of another call
    }
    overdue = true;
    tryAgain();
  }

  private void tryAgain() {
    process.survived(members.values().stream().map(member -> member.identity).toList());
    members.values().forEach(member -> member.told = Phase.NONE);
    look();
    after(SURVIVORS_RETRY_NANOS, this::tryAgain);
  }

  private void look() {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    census.ask(origin, loop, this::found, this::lookFailed);
  }

  private void lookFailed() {
    looking = false;
    if (results.isEmpty()) {
      return;
    }
    after(RETRY_NANOS, this::look);
  }

  private void found(List<ProcessStat> present) {
    looking = false;
    if (results.isEmpty()) {
      return;
    }
    origin = origin.knowing(present);
    var missed = false;
    for (var stat : present) {
      if (!members.containsKey(stat.pid())) {
        missed |= !hold(stat.identity());
      }
    }
    // The leader first: it should end by the signal, not by the loss of those it waits for.
    var leader = members.get(process.identity().pid());
    if (leader != null) {
      tell(leader);
    }
    members.values().forEach(this::tell);
    if (missed) {
      lookFailed();
    } else if (lookAgain || (members.isEmpty() && !present.isEmpty())) {
      lookAgain = false;
      look(); // whoever was found has ended already, and may have started others
    } else if (members.isEmpty() && process.exit() != null) {
      finish(process.exit());
    }
  }

  /// Takes hold of a member that was found. The descriptor comes first, then the proof that the
  /// number still means the same process: so the descriptor does too. False if it should be tried
  /// again.
  private boolean hold(ProcessIdentity identity) {
    var pidfd = loop.libc().pidfdOpen(identity.pid());
    if (pidfd < 0) {
      return pidfd == -Libc.ESRCH;
    }
    try {
      if (!identity.isAlive()) {
        loop.libc().close(pidfd);
        return true;
      }
    } catch (UncheckedIOException _) { // no descriptor left to read /proc with
      loop.libc().close(pidfd);
      return false;
    }
    var member = new Member(identity, pidfd);
    members.put(identity.pid(), member);
    member.slot = loop.watch(pidfd, Libc.EPOLLIN, _ -> gone(member));
    return true;
  }

  private void tell(Member member) {
    if (member.told.compareTo(phase) >= 0) {
      return;
    }
    member.told = phase;
    switch (phase) {
      // A stopped process hears nothing but SIGKILL before it continues.
      case HANG_UP -> {
        send(member, Signals.HUP);
        send(member, Signals.CONT);
      }
      case TERMINATE -> {
        send(member, Signals.TERM);
        send(member, Signals.CONT);
      }
      case KILL -> send(member, Signals.KILL);
      case NONE -> throw new IllegalStateException("nothing to tell yet");
    }
  }

  /// One that may not be signalled stays, and is told as a survivor.
  private void send(Member member, int signal) {
    var _ = signalling.send(loop.libc(), member.pidfd, signal);
  }

  private void gone(Member member) {
    release(member);
    members.remove(member.identity.pid());
    if (members.isEmpty()) {
      look();
    }
  }

  private void release(Member member) {
    loop.unwatch(member.pidfd, member.slot);
    loop.libc().close(member.pidfd);
  }

  private void finish(ProcessExit how) {
    timers.forEach(loop::cancel);
    timers.clear();
    var completed = List.copyOf(results);
    results.clear();
    process.ended(how, completed);
  }
}
