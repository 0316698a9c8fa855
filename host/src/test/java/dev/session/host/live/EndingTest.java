package dev.session.host.live;

import static dev.session.host.Patience.eventually;
import static dev.session.host.live.RunningSessions.await;
import static dev.session.host.live.RunningSessions.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Ending;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionId;
import dev.session.home.SessionRecord;
import dev.session.host.pty.RefusingPtys;
import dev.session.json.JsonObject;
import dev.session.log.LogEvent.Exit;
import dev.session.message.CreateRequest;
import dev.session.message.CreateResult;
import dev.session.message.DestroyRequest;
import dev.session.message.KeepRequest;
import dev.session.message.MarkRequest;
import dev.session.message.RenameRequest;
import dev.session.message.TypeRequest;
import dev.session.message.WaitRequest;
import dev.session.message.WaitResult;
import dev.session.process.ProcessIdentity;
import dev.session.recovery.EndedSession;
import dev.session.recovery.Inspection;
import dev.session.recovery.SessionRepair;
import dev.session.replay.Replay;
import dev.session.status.FailureOrigin;
import dev.session.status.SessionStatus;
import dev.session.status.TerminationReason;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// However a session ends, its last words are kept, its end is told truly, and nothing is left.
@Timeout(120)
class EndingTest {
  private RunningSessions running;

  @BeforeEach
  void start(@TempDir Path home) {
    running = new RunningSessions(home);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void theLastOutputOfFiveHundredQuickChildrenIsKept() {
    var rounds = new ArrayList<CompletableFuture<?>>();
    var next = new AtomicInteger();
    for (int worker = 0; worker < 4; worker++) {
      rounds.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = next.getAndIncrement(); i < 500; i = next.getAndIncrement()) {
                  var session = running.sh("printf 'last words of " + i + "'; exit " + i % 100);
                  assertEquals(new WaitResult(i % 100, null, false), running.awaitExit(session));
                  assertEquals("last words of " + i, running.output(session));
                  assertEquals(
                      new Exit(i % 100), running.events(session).getLast(), "the log's last event");
                }
              },
              Thread::startVirtualThread));
    }
    rounds.forEach(RunningSessions::await);
    assertEquals(0, running.sessions.count());
  }

  @Test
  void theRecordOfAnEndedSessionHasItsExit() {
    var session = running.sh("exit 42");
    assertEquals(new WaitResult(42, null, false), running.awaitExit(session));
    var record = running.record(session);
    assertEquals(SessionStatus.EXITED, record.status());
    assertNull(record.child());
    assertEquals(42, ending(record).exitCode());
    assertNull(ending(record).reason());
  }

  /// However it ended, and whatever was done to it: its log alone tells all that its record does.
  @Test
  void theRecordOfAnEndedSessionCanBeMadeAgainFromItsLog() throws IOException {
    var ended = new ArrayList<String>();
    ended.add(running.sh("exit 42"));
    ended.add(running.sh("kill -TERM $$"));
    ended.add(running.create(RunningSessions.request("idle", 50, 0, "/bin/sleep", "1000")));
    ended.add(running.create(RunningSessions.request("old", 0, 50, "/bin/sleep", "1000")));
    for (var session : ended) {
      running.awaitExit(session);
    }
    assertEquals(TerminationReason.IDLE_TIMEOUT, ending(running.record(ended.get(2))).reason());
    var called = running.create(named("one", "/bin/sleep", "1000"));
    var _ = running.requests.rename(called, new RenameRequest("two"));
    var _ = running.requests.keep(called, new KeepRequest(false));
    running.destroy(called, true, 0);
    ended.add(called);
    EndedSession.destroy(running.files(ended.getFirst()));
    EndedSession.rename(running.files(ended.get(1)), "three");
    EndedSession.keep(running.files(ended.get(1)), true);
    assertThrows(SessionException.class, () -> running.create(named("none", "/no/such/program")));
    ended.add(SessionCatalog.find(running.home, "none").id().value());
    for (var session : ended) {
      var files = running.files(session);
      var before = running.record(session).withoutSecrets();
      Files.delete(files.record());
      SessionRepair.mend(files);
      var after = running.record(session);
      assertEquals(
          before.toJson(),
          after.inStatus(after.status(), after.ending(), before.updatedAt()).toJson());
    }
  }

  @Test
  void anEndBySignalIsToldByItsName() {
    var session = running.sh("kill -TERM $$");
    assertEquals(new WaitResult(null, "SIGTERM", false), running.awaitExit(session));
    assertEquals(new Exit(128 + 15), running.events(session).getLast());
    assertEquals(1, running.extensions(session, "exit").size());
  }

  @Test
  void destroyingEndsGrandchildrenThatHeedNoSignal() {
    var session =
        running.sh(
            "trap '' HUP TERM; (trap '' HUP TERM; echo child $$; sleep 1000) & echo pid $!;"
                + " while :; do sleep 1000; done");
    running.awaitText(session, "pid");
    var pids = Pattern.compile("pid (\\d+)").matcher(running.output(session));
    assertTrue(pids.find());
    long grandchild = Long.parseLong(pids.group(1));
    running.destroy(session, false, 200);
    assertFalse(isRunning(grandchild), "the grandchild is left");
    var record = running.record(session);
    assertEquals(SessionStatus.DESTROYED, record.status());
    assertEquals("SIGKILL", ending(record).exitSignal());
    assertEquals(TerminationReason.DESTROYED, ending(record).reason());
  }

  @Test
  void destroyingWaitsForTheGrandchildrenOfALeaderThatEndsAtOnce() {
    var session =
        running.sh("(trap '' HUP TERM; echo ready; sleep 1000; sleep 1000) & echo pid $!; wait");
    running.awaitText(session, "ready");
    var pids = Pattern.compile("pid (\\d+)").matcher(running.output(session));
    assertTrue(pids.find());
    running.destroy(session, false, 300);
    assertFalse(isRunning(Long.parseLong(pids.group(1))), "the grandchild is left");
    assertEquals("SIGHUP", ending(running.record(session)).exitSignal());
  }

  /// Each in its way out of reach of a terminal's signals.
  @Test
  void everyEndEndsAllThatTheSessionHasStarted(@TempDir Path directory) throws IOException {
    var pids = directory.resolve("pids");
    var script =
        """
        trap '' HUP
        setsid sh -c 'echo $$ >> "%1$s"; exec sleep 1000' &
        (setsid sh -c 'trap "" HUP TERM; echo $$ >> "%1$s"; exec sleep 1000' &)
        env -i /usr/bin/setsid /bin/sh -c 'echo $$ >> "%1$s"; exec sleep 1000' &
        while [ "$(grep -c . "%1$s")" != 3 ]; do sleep 0.01; done
        echo ready
        while :; do sleep 1000; done
        """
            .formatted(pids);
    var old = running.sh(script);
    running.awaitText(old, "ready");
    running.live(old).end().begin(TerminationReason.TIME_TO_LIVE, Duration.ofMillis(300));
    running.awaitExit(old);
    assertAllGone(pids, 3);
    var destroyed = running.sh(script);
    running.awaitText(destroyed, "ready");
    running.destroy(destroyed, false, 300);
    assertAllGone(pids, 3);
    assertEquals(SessionStatus.DESTROYED, running.record(destroyed).status());
  }

  private static void assertAllGone(Path pids, int count) throws IOException {
    var lines = Files.readAllLines(pids);
    Files.delete(pids);
    assertEquals(count, lines.size());
    for (var line : lines) {
      assertFalse(isRunning(Long.parseLong(line)), () -> line + " is left");
    }
  }

  @Test
  void whatTheProgramLeftBehindWhenItEndedByItselfStays() {
    var session = running.sh("setsid sh -c 'echo $$ ready; exec sleep 1000' & read _; exit 3");
    running.awaitText(session, "ready");
    long left = Long.parseLong(running.output(session).split(" ", 2)[0]);
    running.type(session, "\n");
    assertEquals(new WaitResult(3, null, false), running.awaitExit(session));
    assertTrue(ProcessHandle.of(left).orElseThrow().destroyForcibly());
  }

  @Test
  void aSessionIsNotDestroyedBeforeItsLastProcessIsGone(@TempDir Path directory) {
    var refusing = new AtomicBoolean(true);
    try (var stubborn = new RunningSessions(directory, RefusingPtys.make(refusing))) {
      var session = stubborn.sh("setsid sh -c 'echo $$ ready; exec sleep 1000' & wait");
      stubborn.awaitText(session, "ready");
      long escaped = Long.parseLong(stubborn.output(session).split(" ", 2)[0]);
      var failure = assertThrows(SessionException.class, () -> stubborn.destroy(session, true, 0));
      assertEquals(ErrorCode.HOST_TIMEOUT, failure.code());
      var named = failure.details().fields("").eachFields("processes");
      assertTrue(named.stream().anyMatch(p -> p.longInteger("pid") == escaped), failure::sentence);
      assertTrue(failure.sentence().contains(escaped + " (sleep)"), failure::sentence);
      assertEquals(SessionStatus.DESTROYING, stubborn.record(session).status());
      assertEquals(1, stubborn.extensions(session, "survivors").size());
      var inspected = Inspection.offline(stubborn.files(session), false, false).toJson().fields("");
      assertTrue(
          inspected.eachFields("processes").stream()
              .anyMatch(p -> p.longInteger("pid") == escaped));
      var exit = stubborn.requests.await(session, new WaitRequest(null, null));
      assertFalse(exit.isDone());
      refusing.set(false);
      await(exit);
      assertFalse(isRunning(escaped), "it is left");
      assertEquals(SessionStatus.DESTROYED, stubborn.record(session).status());
    }
  }

  @Test
  void forceKillsAtOnce() {
    var session = running.sh("trap '' HUP TERM; echo ready; while :; do sleep 1000; done");
    running.awaitText(session, "ready");
    running.destroy(session, true, 1_000_000);
    assertEquals("SIGKILL", ending(running.record(session)).exitSignal());
  }

  @Test
  void aSecondDestroyHastensTheFirst() {
    var session = running.sh("trap '' HUP TERM; echo ready; while :; do sleep 1000; done");
    running.awaitText(session, "ready");
    var slow = running.requests.destroy(session, new DestroyRequest(false, 1_000_000L));
    assertFalse(slow.isDone());
    running.destroy(session, true, 0);
    await(slow);
  }

  @Test
  void aDestroyThatTakesTooLongIsToldAndHarmsNothing() {
    // Standing in for a process that does not die: nobody has asked it to.
    var session = running.sh("echo ready; read x; echo said $x; exit 3");
    running.awaitText(session, "ready");
    var live = running.live(session);
    var watch = Watches.destroyed(live);
    live.watch(watch, 1);
    var failure = assertThrows(SessionException.class, () -> await(watch.answer));
    assertEquals(ErrorCode.HOST_TIMEOUT, failure.code());
    running.type(session, "it\n");
    assertEquals(new WaitResult(3, null, false), running.awaitExit(session));
    assertTrue(running.output(session).contains("said it"));
  }

  @Test
  void aNameIsFreeAsSoonAsAnybodyHearsOfTheEnd() {
    for (int i = 0; i < 30; i++) {
      running.awaitExit(running.create(named("again", "/bin/true")));
      var session = running.create(named("again", "/bin/sleep", "1000"));
      running.destroy(session, true, 0);
    }
  }

  @Test
  void oneOfManyGetsAName() {
    var created = new AtomicInteger();
    var refused = new AtomicInteger();
    var racers = new ArrayList<CompletableFuture<?>>();
    for (int i = 0; i < 10; i++) {
      racers.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  running.create(named("unique", "/bin/sleep", "1000"));
                  created.incrementAndGet();
                } catch (SessionException e) {
                  assertEquals(ErrorCode.INVALID_INPUT, e.code());
                  refused.incrementAndGet();
                }
              },
              Thread::startVirtualThread));
    }
    racers.forEach(RunningSessions::await);
    assertEquals(1, created.get());
    assertEquals(9, refused.get());
    assertEquals(1, running.sessions.count());
  }

  @Test
  void renamingFreesTheOldNameAndTakesTheNew() {
    var one = running.create(named("first", "/bin/sleep", "1000"));
    running.requests.rename(one, new RenameRequest("second"));
    var two = running.create(named("first", "/bin/sleep", "1000"));
    var failure =
        assertThrows(
            SessionException.class,
            () -> running.requests.rename(two, new RenameRequest("second")));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
    assertEquals("first", running.record(two).name());
    running.requests.rename(one, new RenameRequest(null));
    running.requests.rename(two, new RenameRequest("second"));
    assertEquals("second", running.record(two).name());
  }

  @Test
  void renamesAndEndsAtTheSameTimeDoNotBlockEachOther() {
    for (int i = 0; i < 40; i++) {
      var session = running.create(named("n" + i, "/bin/sh", "-c", "read x"));
      int round = i;
      var rename =
          CompletableFuture.runAsync(
              () -> {
                try {
                  running.requests.rename(session, new RenameRequest("renamed" + round));
                } catch (SessionException e) {
                  assertEquals(ErrorCode.SESSION_NOT_RUNNING, e.code());
                }
              },
              Thread::startVirtualThread);
      running.type(session, "\n");
      running.awaitExit(session);
      await(rename);
      running.awaitExit(running.create(named("n" + i, "/bin/true")));
      running.awaitExit(running.create(named("renamed" + i, "/bin/true")));
    }
  }

  @Test
  void aSessionThatEndsWhileItIsAskedAnswersOrRefuses() {
    for (int i = 0; i < 60; i++) {
      var session = running.sh("read x");
      running.type(session, "\n");
      try {
        running.requests.mark(session, new MarkRequest("m"));
        assertNotNull(running.requests.inspect(session, false));
      } catch (SessionException e) {
        assertEquals(ErrorCode.SESSION_NOT_RUNNING, e.code());
      }
      running.awaitExit(session);
      assertEquals(new Exit(0), running.events(session).getLast());
    }
  }

  @Test
  void closingEndsAllAndSaysWhy() {
    var sessions = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      sessions.add(running.sh("echo ready; while :; do sleep 1000; done"));
    }
    var waits =
        sessions.stream().map(s -> running.requests.await(s, new WaitRequest(null, null))).toList();
    running.sessions.close(Duration.ofSeconds(2));
    waits.forEach(RunningSessions::await);
    for (var session : sessions) {
      var record = running.record(session);
      assertEquals(SessionStatus.EXITED, record.status());
      assertEquals(TerminationReason.HOST_STOPPED, ending(record).reason());
    }
    var failure = assertThrows(SessionException.class, () -> running.sh("true"));
    assertEquals(ErrorCode.HOST_UNREACHABLE, failure.code());
  }

  @Test
  void aProgramThatCannotBeStartedLeavesAFailedSessionThatSaysWhy() {
    var failure =
        assertThrows(
            SessionException.class, () -> running.create(named("taken", "/no/such/program")));
    assertEquals(ErrorCode.SPAWN_FAILED, failure.code());
    var session = failure.details().fields("").string("sessionId");
    var record = running.record(session);
    assertEquals(SessionStatus.FAILED, record.status());
    assertEquals("taken", record.name());
    assertEquals(FailureOrigin.SPAWN_FAILURE, ending(record).failureOrigin());
    assertTrue(String.valueOf(ending(record).failureReason()).contains("/no/such/program"));
    var events = running.events(session);
    assertEquals(1, events.size());
    assertEquals(running.extensions(session, "failed"), events);
    assertEquals(0, running.sessions.count());
    running.awaitExit(running.create(named("taken", "/bin/true")));
  }

  @Test
  void withoutTraceAProgramThatCannotBeStartedLeavesNothing() {
    var given = named("taken", "/no/such/program").toJson();
    var request =
        CreateRequest.fromJson(
            JsonObject.builder().putAll(given).put("noTrace", true).build().fields(""));
    var failure = assertThrows(SessionException.class, () -> running.create(request));
    assertEquals(ErrorCode.SPAWN_FAILED, failure.code());
    assertFalse(failure.details().fields("").has("sessionId"));
    assertEquals(List.of(), List.of(running.home.sessions().toFile().list()));
    running.awaitExit(running.create(named("taken", "/bin/true")));
  }

  @Test
  void aCreationThatFailsLeavesNothingUnfinished() throws IOException {
    var failing =
        running.anotherWith(
            10,
            (_, _) -> {
              throw new SessionException(ErrorCode.STORAGE_WRITE_ERROR, "No.");
            });
    for (int i = 0; i < 2; i++) {
      var failure =
          assertThrows(SessionException.class, () -> failing.create(named("n", "/bin/true")));
      assertEquals(ErrorCode.STORAGE_WRITE_ERROR, failure.code());
    }
    assertEquals(List.of(), List.of(running.home.sessions().toFile().list()));
  }

  /// A defect of ours in what a program's output runs through.
  @Test
  void aTerminalThatFailsEndsItsSessionAndTellsWhy() throws Exception {
    var state = Terminal.class.getDeclaredField("state");
    state.setAccessible(true);
    var text = state.getType().getDeclaredField("text");
    text.setAccessible(true);
    var broken =
        new SessionRequests(
            running.anotherWith(
                10,
                (cols, rows) -> {
                  var terminal = Replay.liveTerminal(cols, rows);
                  try {
                    text.set(state.get(terminal), null);
                  } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                  }
                  return terminal;
                }));
    var request = RunningSessions.request("/bin/sh", "-c", "read x; echo boom; sleep 1000");
    var id = ((CreateResult) broken.create(request)).sessionId();
    var process = Objects.requireNonNull(running.record(id).child());
    var ended = broken.await(id, new WaitRequest(null, 0L));
    await(broken.type(id, new TypeRequest("\r"), null));
    assertEquals(new WaitResult(null, null, false), await(ended));
    var record = running.record(id);
    assertEquals(SessionStatus.FAILED, record.status());
    assertEquals(
        FailureOrigin.RENDERER_FAILURE, Objects.requireNonNull(record.ending()).failureOrigin());
    assertEquals(1, running.extensions(id, "failed").size());
    eventually("its process to be gone", () -> !process.isAlive());
  }

  @Test
  void whatAKilledHostHadBegunToMakeIsRemovedByTheNextOne() throws IOException {
    var id = SessionId.create(1);
    var making = SessionCatalog.unfinished(running.home, id);
    Files.createDirectories(making.log());
    Files.writeString(making.record(), "{");
    var _ = running.anotherWith(10, Replay::liveTerminal);
    assertEquals(List.of(), SessionCatalog.unfinished(running.home));
  }

  @Test
  void ofManyCreationsAtOnceAsManySucceedAsThereIsRoomFor() {
    int room = 5;
    var limited = running.anotherWith(room, Replay::liveTerminal);
    var created = new ConcurrentLinkedQueue<LiveSession>();
    var refused = new ConcurrentLinkedQueue<ErrorCode>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4 * room; i++) {
        threads.execute(
            () -> {
              try {
                created.add(limited.create(RunningSessions.request("/bin/cat")));
              } catch (SessionException e) {
                refused.add(e.code());
              }
            });
      }
    }
    assertEquals(room, created.size());
    assertEquals(Collections.nCopies(3 * room, ErrorCode.SPAWN_FAILED), List.copyOf(refused));
    limited.close(Duration.ZERO);
  }

  @Test
  void outputOfSurvivorsAfterTheEndIsNotTheSessions() {
    var session = running.sh("(trap '' HUP; sleep 0.2; echo late) & echo early; exit 0");
    running.awaitExit(session);
    eventually("the session to be forgotten", () -> running.sessions.count() == 0);
    assertEquals("early\n", running.output(session));
  }

  private static Ending ending(SessionRecord record) {
    if (record.ending() == null) {
      throw new AssertionError("the session has not ended: " + record.status());
    }
    return record.ending();
  }

  private static boolean isRunning(long pid) {
    return ProcessIdentity.of(pid).map(ProcessIdentity::isAlive).orElse(false);
  }
}
