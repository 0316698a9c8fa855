package dev.session.host.live;

import static dev.session.host.Patience.eventually;
import static dev.session.host.live.RunningSessions.await;
import static dev.session.host.live.RunningSessions.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.ChangesResult;
import dev.session.message.Message;
import dev.session.message.ResizeRequest;
import dev.session.message.SnapshotRequest;
import dev.session.message.WaitRequest;
import dev.session.message.WaitResult;
import dev.session.message.WaitScreenRequest;
import dev.session.message.WaitScreenResult;
import dev.session.status.TerminationReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Waits end with what they waited for, their time, their client or the session, and leave nothing
/// behind. What only looks is no activity.
@Timeout(120)
class WaitTest {
  private RunningSessions running;

  private static final long IDLE_MILLIS = 300;
  private static final long IDLE_NANOS = IDLE_MILLIS * 1_000_000;

  @BeforeEach
  void start(@TempDir Path home) {
    running = new RunningSessions(home);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void aCancelledWaitIsForgotten() {
    var session = running.sh("read x");
    var live = running.live(session);
    var waits = new ArrayList<CompletableFuture<Message>>();
    for (int i = 0; i < 10; i++) {
      waits.add(running.requests.await(session, new WaitRequest(null, 1_000_000L)));
      waits.add(running.requests.await(session, new WaitRequest(1_000_000L, null)));
      waits.add(running.requests.awaitScreen(session, screen("never", 1_000_000L)));
    }
    assertEquals(30, live.watchCount());
    waits.forEach(wait -> wait.cancel(false));
    assertEquals(0, live.watchCount());
    assertEquals(0, running.timer.waiting());
  }

  @Test
  void thousandsOfWaitsAreAnsweredByOneEvent() {
    var session = running.sh("read x; echo now; read y");
    var waits = new ArrayList<CompletableFuture<Message>>();
    for (int i = 0; i < 5000; i++) {
      waits.add(running.requests.awaitScreen(session, screen("now", 600_000L)));
    }
    assertEquals(5000, running.live(session).watchCount());
    running.type(session, "\n");
    for (var wait : waits) {
      assertTrue(assertInstanceOf(WaitScreenResult.class, await(wait)).matched());
    }
    assertEquals(0, running.live(session).watchCount());
    assertEquals(0, running.timer.waiting());
  }

  @Test
  void waitsTimeOut() {
    var session = running.sh("read x");
    assertEquals(
        WaitResult.TIMED_OUT, await(running.requests.await(session, new WaitRequest(null, 1L))));
    assertEquals(
        WaitResult.TIMED_OUT,
        await(running.requests.await(session, new WaitRequest(1_000_000L, 1L))));
    var seen = (WaitScreenResult) await(running.requests.awaitScreen(session, screen("never", 1L)));
    assertTrue(seen.timedOut());
    assertEquals(0, running.live(session).watchCount());
  }

  @Test
  void aWaitForTheScreenEndsWithTheSession() {
    var session = running.sh("read x; echo bye");
    var wait = running.requests.awaitScreen(session, screen("never", null));
    running.type(session, "\n");
    var seen = (WaitScreenResult) await(wait);
    assertTrue(seen.ended());
    assertFalse(seen.timedOut());
  }

  @Test
  void theLastWordsOfASessionStillMatch() {
    var session = running.sh("read x; printf bye");
    var wait = running.requests.awaitScreen(session, screen("bye", null));
    running.type(session, "\n");
    assertTrue(((WaitScreenResult) await(wait)).matched());
  }

  @Test
  void waitingForSilenceUnderOutputKeepsOneAlarm() {
    var session = running.sh("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo $i; done; read x");
    var waits = new ArrayList<CompletableFuture<Message>>();
    for (int i = 0; i < 20; i++) {
      waits.add(running.requests.await(session, new WaitRequest(300_000L + i, null)));
    }
    running.awaitText(session, "20000");
    // The unfinished character's alarm may be among them, the wait's own is not any more.
    assertTrue(running.timer.waiting() <= 3, () -> running.timer.waiting() + " tasks wait");
    waits.forEach(wait -> wait.cancel(false));
  }

  @Test
  void silenceIsNoticed() {
    var session = running.sh("echo hello; read x");
    assertEquals(
        WaitResult.IDLE, await(running.requests.await(session, new WaitRequest(30L, null))));
  }

  @Test
  void negativeAndHugeTimesAreRefused() {
    var session = running.sh("read x");
    for (long millis : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      var failure =
          assertThrows(
              SessionException.class,
              () -> running.requests.await(session, new WaitRequest(null, millis)));
      assertEquals(ErrorCode.INVALID_DURATION, failure.code());
    }
    assertEquals(0, running.live(session).watchCount());
    running.requests.await(session, new WaitRequest(null, 1L << 53)).cancel(false);
  }

  @Test
  void aRegexThatExplodesEndsItsWaitAndNothingElse() {
    var session = running.sh("read x; printf '%s' " + "a".repeat(70) + "; read y; echo on; read z");
    var wait = running.requests.awaitScreen(session, regex("(a+)+(a+)+(a+)+\\3z"));
    running.type(session, "\n");
    var failure = assertThrows(SessionException.class, () -> await(wait));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
    running.type(session, "\n");
    running.awaitText(session, "on");
  }

  @Test
  void aRegexTooDeepForTheStackEndsItsWaitAndNothingElse() {
    var session = running.create(request("/bin/sh", "-c", "stty cols 1000 rows 100; cat"));
    running.requests.resize(session, new ResizeRequest(1000, 100), null);
    var wait = running.requests.awaitScreen(session, regex("(a|x|\\n)+z"));
    running.type(session, ("x".repeat(999) + "\n").repeat(60));
    var failure = assertThrows(SessionException.class, () -> await(wait));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
    running.type(session, "on\n");
    running.awaitText(session, "on");
  }

  @Test
  void changesAreToldWhenTheyCome() {
    var session = running.sh("read x; echo more; read y");
    var changes = running.requests.changes(session, 0, 600_000L);
    assertFalse(changes.isDone());
    running.type(session, "\n");
    assertTrue(((ChangesResult) await(changes)).lastEventSeq() > 0);
  }

  @Test
  void aSessionWithoutActivityIsReaped() {
    var session = running.create(request(null, 50, 0, "/bin/sh", "-c", "read x"));
    running.awaitExit(session);
    var ending = running.record(session).ending();
    assertTrue(ending != null && ending.reason() == TerminationReason.IDLE_TIMEOUT);
  }

  @Test
  void lookingIsNoActivity() {
    var session = running.create(request(null, 300, 0, "/bin/sh", "-c", "read x"));
    var live = running.live(session);
    // Looks without a pause until the reaper has come; if looking was activity it never would.
    eventually(
        "the reaper",
        () -> {
          try {
            running.requests.inspect(session, false);
            running.requests.snapshot(session, new SnapshotRequest(null, false, false, null));
            var _ = running.requests.changes(session, 0, 1L);
            running.requests.flush(session);
            var _ = running.requests.awaitScreen(session, screen("never", 1L));
          } catch (SessionException e) {
            assertEquals(ErrorCode.SESSION_NOT_RUNNING, e.code());
          }
          return live.over().isDone();
        });
  }

  @Test
  void inputAndTouchKeepTheReaperAway() {
    long longestPause;
    do {
      var session =
          running.create(request(null, IDLE_MILLIS, 0, "/bin/sh", "-c", "stty -echo; cat"));
      longestPause = keepBusy(session);
      // A machine that stood still for longer than the idle time has shown nothing.
      assertTrue(longestPause >= IDLE_NANOS || !running.live(session).over().isDone());
      running.awaitExit(session);
    } while (longestPause >= IDLE_NANOS);
  }

  /// Gives input for several idle times; the longest time in nanoseconds between two inputs.
  private long keepBusy(String session) {
    long longest = 0;
    long begun = System.nanoTime();
    for (long last = begun, now = begun; now - begun < 3 * IDLE_NANOS; last = now) {
      try {
        running.requests.touch(session);
        running.type(session, "x\n");
      } catch (SessionException e) {
        assertEquals(ErrorCode.SESSION_NOT_RUNNING, e.code());
      }
      now = System.nanoTime();
      longest = Math.max(longest, now - last);
    }
    return longest;
  }

  @Test
  void aTimeToLiveShorterThanTheIdleTimeIsKept() {
    var session = running.create(request(null, 3_600_000, 50, "/bin/sh", "-c", "yes"));
    running.awaitExit(session);
    var ending = running.record(session).ending();
    assertTrue(ending != null && ending.reason() == TerminationReason.TIME_TO_LIVE);
    assertEquals(0, running.timer.waiting());
  }

  private static WaitScreenRequest regex(String regex) {
    return conditions("regex", regex);
  }

  private static WaitScreenRequest conditions(String name, String value) {
    return WaitScreenRequest.fromJson(
        JsonObject.builder().put(name, value).build().fields("conditions"));
  }

  private static WaitScreenRequest screen(String text, @Nullable Long timeoutMs) {
    return WaitScreenRequest.forText(text, timeoutMs);
  }
}
