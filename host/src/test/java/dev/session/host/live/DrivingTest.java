package dev.session.host.live;

import static dev.session.host.live.RunningSessions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.WaitScreenRequest;
import dev.session.message.WaitScreenResult;
import dev.session.message.WaitScreenResult.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Typing and waiting, again and again: no wait is wrong, none hangs, whatever the child does.
@Timeout(300)
class DrivingTest {
  private static final int ROUNDS = 1000;
  private static final int DEATHS = 500;

  private RunningSessions running;

  @BeforeEach
  void start(@TempDir Path home) {
    running = new RunningSessions(home);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private String echo() {
    return running.sh("while read line; do echo \"<$line>\"; done");
  }

  private static WaitScreenRequest conditions(JsonObject.Builder json) {
    return WaitScreenRequest.fromJson(json.build().fields(""));
  }

  private void drive(String session, int rounds) {
    for (int round = 0; round < rounds; round++) {
      long typed = running.type(session, round + "\r");
      var text = "<" + round + ">";
      var wait = WaitScreenRequest.forText(text, 60_000L).after(typed);
      var seen = (WaitScreenResult) await(running.requests.awaitScreen(session, wait));
      assertEquals(Outcome.MATCHED, seen.outcome(), text);
      assertTrue(seen.capturedAtSeq() > typed, text);
      assertTrue(seen.screenText().contains(text), seen::screenText);
    }
    assertEquals(0, running.live(session).watchCount());
    assertEquals(0, running.timer.waiting());
  }

  @Test
  void aThousandRoundsOfTypingAndWaiting() {
    drive(echo(), ROUNDS);
  }

  @Test
  @Tag("slow")
  void aThousandRoundsByEachOfFourClients() {
    var clients = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 4; i++) {
      var session = echo();
      clients.add(
          CompletableFuture.runAsync(
              () -> {
                for (int round = 0; round < ROUNDS; round++) {
                  long typed = running.type(session, round + "\r");
                  var wait = WaitScreenRequest.forText("<" + round + ">", 60_000L).after(typed);
                  var seen = (WaitScreenResult) await(running.requests.awaitScreen(session, wait));
                  assertEquals(Outcome.MATCHED, seen.outcome());
                }
              }));
    }
    clients.forEach(CompletableFuture::join);
  }

  /// The outcome is typed: it matched, or the session ended, or was over when the wait came.
  @Test
  void waitsAgainstAChildThatDiesAtThatMomentAllEnd() {
    int matched = 0;
    int ended = 0;
    int over = 0;
    for (int round = 0; round < DEATHS; round++) {
      var session = running.sh(round % 2 == 0 ? "printf bye" : "exit 7");
      try {
        var seen =
            (WaitScreenResult)
                await(
                    running.requests.awaitScreen(session, WaitScreenRequest.forText("bye", null)));
        assertFalse(seen.timedOut());
        assertEquals(round % 2 == 0, seen.matched(), () -> "outcome " + seen.outcome());
        matched += seen.matched() ? 1 : 0;
        ended += seen.ended() ? 1 : 0;
        var ending = seen.ending();
        assertTrue(
            seen.matched() || (ending != null && Integer.valueOf(7).equals(ending.exitCode())));
      } catch (SessionException e) {
        assertEquals(ErrorCode.SESSION_NOT_RUNNING, e.code());
        over++;
      }
    }
    assertEquals(DEATHS, matched + ended + over);
    assertTrue(matched + ended > 0, "all waits came too late");
  }

  @Test
  void conditionsAreTrueOfOneScreen() {
    var session = running.sh("read x; printf '\\033[2J\\033[Hone\\033]2;two\\007\\007'; read y");
    var any =
        running.requests.awaitScreen(
            session, conditions(JsonObject.builder().put("bell", true).put("text", "one")));
    var gone =
        running.requests.awaitScreen(
            session, conditions(JsonObject.builder().put("gone", "x").put("title", "^two$")));
    running.type(session, "x\r");
    assertEquals("one", ((WaitScreenResult) await(any)).matchedText());
    assertEquals("two", ((WaitScreenResult) await(gone)).title());
    var late = conditions(JsonObject.builder().put("bell", true).put("timeoutMs", 20L));
    assertTrue(((WaitScreenResult) await(running.requests.awaitScreen(session, late))).timedOut());
  }

  @Test
  void echoIsLeftOutAndOutputIsNot() {
    var session = running.sh("read x; read y; echo hello; read z");
    long typed = running.type(session, "say hello\r");
    running.awaitText(session, "say hello");
    var wait =
        running.requests.awaitScreen(
            session,
            conditions(JsonObject.builder().put("text", "hello").put("ignoreEcho", true))
                .after(typed));
    assertFalse(wait.isDone());
    running.type(session, "\r");
    assertTrue(((WaitScreenResult) await(wait)).matched());
  }

  @Test
  void anyEndsWithTheSessionAsWell() {
    var session = running.sh("read x; exit 3");
    var wait =
        running.requests.awaitScreen(
            session,
            conditions(
                JsonObject.builder().put("exit", true).put("text", "never").put("any", true)));
    running.type(session, "\r");
    var seen = (WaitScreenResult) await(wait);
    assertEquals(Outcome.MATCHED, seen.outcome());
    var ending = seen.ending();
    assertTrue(ending != null && Integer.valueOf(3).equals(ending.exitCode()));
  }
}
