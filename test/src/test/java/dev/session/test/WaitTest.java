package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `wait`: for the end, for silence, for the screen.
final class WaitTest {
  private static final int EXIT_NOT_RUNNING = 4;
  private static final int EXIT_REPLAY = 10;
  private static final int EXIT_TIMED_OUT = 11;

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  /// A program that answers each line it reads.
  private String echo() {
    var id =
        sandbox.create("--", "sh", "-c", "echo ready; while read line; do echo \"<$line>\"; done");
    sandbox.ask("wait", id, "--text", "ready").exits(0);
    return id;
  }

  private String ended(String script) {
    var id = sandbox.create("--", "sh", "-c", script);
    sandbox.ended(id);
    return id;
  }

  /// Types a line; the number of this input in the log.
  private String typed(String id, String line) {
    var typed = sandbox.ask("type", id, "--append-newline", line).exits(0).success();
    return typed.path("seq").asString();
  }

  private Result waitFor(String id, String... conditions) {
    var words = new ArrayList<>(List.of("wait", id));
    words.addAll(List.of(conditions));
    return sandbox.ask(words.toArray(String[]::new));
  }

  // ---- The end. ----

  @ParameterizedTest
  @CsvSource({
    "exit 0, '{\"timedOut\":false,\"exitCode\":0}', 0",
    "exit 42, '{\"timedOut\":false,\"exitCode\":42}', 42",
    "kill -TERM $$, '{\"timedOut\":false,\"exitSignal\":\"SIGTERM\"}', 143",
    "kill -9 $$, '{\"timedOut\":false,\"exitSignal\":\"SIGKILL\"}', 137",
  })
  void endIsToldLiveAndAfterwardsWithoutAHost(String script, String result, int status) {
    var id = sandbox.create("--", "sh", "-c", "read line; " + script);
    var live = sandbox.call().start("wait", id, "--exit", "--json");
    var liveStatus = sandbox.call().start("wait", id, "--exit", "--exit-status");
    sandbox.run("type", id, "--append-newline", "go").exits(0);
    assertEquals(result, live.await().exits(0).success().toString());
    liveStatus.await().exits(status);

    sandbox.stopHost();
    assertEquals(result, waitFor(id, "--exit").exits(0).success().toString());
    waitFor(id, "--exit", "--exit-status").exits(status);
    assertTrue(sandbox.processes().isEmpty(), "a host was started");
  }

  @Test
  void endOfADestroyedSessionIsTold() {
    var id = ended("exit 42");
    sandbox.ask("destroy", id).exits(0);
    assertEquals(
        "{\"timedOut\":false,\"exitCode\":42}",
        waitFor(id, "--exit").exits(0).success().toString());
  }

  @Test
  void endThatNobodyKnowsIsNoCodeAndNoSuccess() {
    var id = sandbox.create("--", "sleep", "1000");
    ProcessHandle.of(sandbox.hostPid()).orElseThrow().destroyForcibly();
    assertEquals("{\"timedOut\":false}", waitFor(id, "--exit").exits(0).success().toString());
    assertEquals("failed", sandbox.session(id).path("status").asString());
    waitFor(id, "--exit", "--exit-status").exits(1);
  }

  @Test
  void hostThatDiesEndsTheWait() {
    var id = sandbox.create("--", "sh", "-c", "echo ready; sleep 1000");
    sandbox.run("wait", id, "--text", "ready").exits(0);
    var exit = sandbox.call().start("wait", id, "--exit", "--json");
    var text = sandbox.call().start("wait", id, "--text", "never", "--json");
    var host = sandbox.run("host", "status", "--json").success().path("pid").asLong();
    ProcessHandle.of(host).orElseThrow().destroyForcibly();
    assertEquals("{\"timedOut\":false}", exit.await().exits(0).success().toString());
    // The latter where the wait came after the end, and so asked for what could not become true.
    var ended = text.await();
    assertTrue(Set.of(EXIT_NOT_RUNNING, EXIT_REPLAY).contains(ended.exitCode()), ended::toString);
  }

  @Test
  void waitForTheEndHasATimeout() {
    var id = sandbox.create("--", "sleep", "1000");
    var result = waitFor(id, "--exit", "--timeout", "50").exits(EXIT_TIMED_OUT).success();
    assertEquals("{\"timedOut\":true,\"code\":\"WAIT_TIMEOUT\"}", result.toString());
    waitFor(id, "--exit", "--exit-status", "--timeout", "50").exits(EXIT_TIMED_OUT);
    assertEquals(
        "Timed out after 50 ms waiting for the session to end\n",
        sandbox.run("wait", id, "--exit", "--timeout", "50ms").out());
    var pointless = waitFor(id, "--exit", "--timeout-ms", "50").exits(2).failure();
    assertEquals(
        "--timeout-ms has no effect on 'session wait'; give --timeout.",
        pointless.path("message").asString());
  }

  @Test
  void timesAreUnlimited() {
    var id = echo();
    var never = sandbox.call().start("wait", id, "--exit", "--timeout", "0");
    var long1 = sandbox.call().start("wait", id, "--exit", "--timeout", "9007199254740992");
    var long2 = sandbox.call().start("wait", id, "--exit", "--timeout", "3000000000");
    waitFor(id, "--idle-ms", "9007199254740992", "--timeout", "50").exits(EXIT_TIMED_OUT);
    assertTrue(never.process().isAlive() && long1.process().isAlive());
    assertTrue(long2.process().isAlive());
    sandbox.run("signal", id, "KILL").exits(0);
    never.await().exits(0);
    long1.await().exits(0);
    long2.await().exits(0);
  }

  @Test
  void silenceIsWaitedFor() {
    var id = echo();
    assertEquals(
        "{\"timedOut\":false}", waitFor(id, "--idle-ms", "50").exits(0).success().toString());
    var busy = sandbox.create("--", "sh", "-c", "while :; do echo x; sleep 0.02; done");
    waitFor(busy, "--idle-ms", "5000", "--timeout", "200").exits(EXIT_TIMED_OUT);
    sandbox.ask("signal", busy, "KILL").exits(0);
  }

  // ---- The screen. ----

  @Test
  void textThatIsThereIsFoundAtOnce() {
    var id = echo();
    var result = waitFor(id, "--text", "ready").exits(0).success();
    assertTrue(result.path("matched").asBoolean(), result::toString);
    assertFalse(result.path("timedOut").asBoolean(), result::toString);
    assertEquals("ready", result.path("matchedText").asString());
    assertEquals(1, result.path("cursorRow").asInt());
    assertEquals(0, result.path("cursorCol").asInt());
    assertEquals(64, result.path("screenHash").asString().length());
    var human = sandbox.run("wait", id, "--text", "ready").exits(0).out();
    assertTrue(human.startsWith("Matched: ready\nCursor: row 1, column 0\nSeq: "), human);
  }

  @Test
  void textThatComesIsFoundWhenItComes() {
    var id = echo();
    var waiting = sandbox.call().start("wait", id, "--regex", "<(b+)>", "--json");
    sandbox.run("type", id, "--append-newline", "bbb").exits(0);
    assertEquals("<bbb>", waiting.await().exits(0).success().path("matchedText").asString());
  }

  @Test
  void staleScreenDoesNotMatchAfterAnInput() {
    var id = echo();
    sandbox.ask("type", id, "--append-newline", "a").exits(0);
    sandbox.ask("wait", id, "--text", "<a>").exits(0);
    var last = sandbox.ask("inspect", id).success().path("lastEventSeq").asString();
    waitFor(id, "--text", "<a>", "--after-seq", last, "--timeout", "50").exits(EXIT_TIMED_OUT);
    var sequence = typed(id, "b");
    var result = waitFor(id, "--text", "<b>", "--after", sequence).exits(0).success();
    assertTrue(result.path("capturedAtSeq").asLong() > Long.parseLong(sequence));
  }

  @Test
  void allConditionsMustHoldAtOnce() {
    var id = echo();
    waitFor(id, "--text", "ready", "--cursor-row", "1", "--cursor-col", "0").exits(0);
    waitFor(id, "--text", "ready", "--cursor-row", "2", "--timeout", "50").exits(EXIT_TIMED_OUT);
    waitFor(id, "--cursor-col", "9007199254740992", "--timeout", "50").exits(EXIT_TIMED_OUT);
    var stable = waitFor(id, "--text", "ready", "--screen-stable-ms", "50").exits(0).success();
    assertEquals("ready", stable.path("matchedText").asString());
    var only = waitFor(id, "--screen-stable-ms", "50").exits(0).success();
    assertFalse(only.has("matchedText"), only::toString);
  }

  @Test
  void phraseBrokenByTheRightEdgeMatches() {
    var id =
        sandbox.create(
            "--cols", "20", "--", "sh", "-c", "printf 'a phrase that is too long'; sleep 1000");
    waitFor(id, "--text", "that is too long").exits(0);
  }

  @Test
  void timeoutTellsTheScreenThatWasSeenLast() {
    var id = echo();
    var result = waitFor(id, "--text", "never", "--timeout", "50").exits(EXIT_TIMED_OUT).success();
    assertFalse(result.path("matched").asBoolean());
    assertTrue(result.path("timedOut").asBoolean());
    assertFalse(result.has("matchedText"));
    assertEquals("timedOut", result.path("outcome").asString());
  }

  /// A wait that comes too late for the end finds a session that is over, and says so otherwise.
  @Test
  void programThatEndsEndsTheWait() {
    var tries = 20;
    for (int i = 0; i < tries; i++) {
      var id = echo();
      var waiting = sandbox.call().start("wait", id, "--text", "never", "--timeout", "0", "--json");
      sandbox.run("send-keys", id, "ctrl+d").exits(0);
      var result = waiting.await();
      if (result.exitCode() == EXIT_NOT_RUNNING) {
        assertFalse(result.success().path("matched").asBoolean());
        assertFalse(result.success().path("timedOut").asBoolean());
        assertEquals("ended", result.success().path("outcome").asString());
        return;
      }
      result.exits(EXIT_REPLAY);
    }
    fail("no wait was there in time for the end, in " + tries + " tries");
  }

  @Test
  void lastScreenOfAnEndedSessionIsAsDescribedOrNever() {
    var id = ended("printf 'the end'");
    assertEquals(
        "the end",
        waitFor(id, "--text", "the end").exits(0).success().path("matchedText").asString());
    assertTrue(
        waitFor(id, "--screen-stable-ms", "100000").exits(0).success().path("matched").asBoolean());
    var failure = waitFor(id, "--text", "more", "--cursor-row", "0").exits(EXIT_REPLAY).failure();
    assertEquals("REPLAY_ERROR", failure.path("code").asString());
    var details = failure.path("details");
    assertEquals("more", details.path("conditions").path("text").asString(), failure::toString);
    assertEquals(7, details.path("cursorCol").asInt());
    assertEquals("the end", details.path("visibleLines").path(0).asString());
    assertTrue(details.has("capturedAtSeq"));
  }

  @Test
  void screenOnWhichNothingWasPrintedIsStableOnlyAtTheEnd() {
    var live = sandbox.create("--", "sleep", "1000");
    waitFor(live, "--cursor-row", "0", "--cursor-col", "0").exits(0);
    waitFor(live, "--screen-stable-ms", "10", "--timeout", "100").exits(EXIT_TIMED_OUT);
    var over = ended("exit 0");
    waitFor(over, "--cursor-row", "0", "--screen-stable-ms", "10").exits(0);
  }

  @Test
  void regexThatNeverEndsFailsItsOwnWaitOnly() {
    var id = sandbox.create("--", "sh", "-c", "read x; printf %0200d 0 | tr 0 x; echo; cat");
    var bad = sandbox.call().start("wait", id, "--regex", "(x+x+)+\\1y", "--json");
    var good = sandbox.call().start("wait", id, "--regex", "x{80}\n", "--json");
    sandbox.run("type", id, "--append-newline", "go").exits(0);
    good.await().exits(0);
    assertEquals("INVALID_INPUT", bad.await().exits(2).failure().path("code").asString());
    sandbox.run("type", id, "--append-newline", "alive").exits(0);
    waitFor(id, "--text", "alive").exits(0);
  }

  @Test
  void moreThanTextCanBeWaitedFor() {
    var id =
        sandbox.create(
            "--",
            "sh",
            "-c",
            "stty -echo; echo busy; read x; printf '\\033[2J\\033[Hidle\\033]2;at rest\\007\\007';"
                + " read y; seq 100; echo end; read z");
    var hash = waitFor(id, "--text", "busy").exits(0).success().path("screenHash").asString();
    waitFor(id, "--gone", "busy", "--timeout", "50").exits(EXIT_TIMED_OUT);
    waitFor(id, "--changed-since", hash, "--timeout", "50").exits(EXIT_TIMED_OUT);
    var sequence = typed(id, "x");
    waitFor(id, "--gone", "busy", "--title", "^at .est$").exits(0);
    waitFor(id, "--changed-since", hash).exits(0);
    waitFor(id, "--bell", "--after", sequence).exits(0);
    sandbox.ask("type", id, "--append-newline", "y").exits(0);
    waitFor(id, "--text", "end").exits(0);
    waitFor(id, "--text", "idle", "--timeout", "50").exits(EXIT_TIMED_OUT);
    waitFor(id, "--text", "idle1\n2\n3", "--scrollback").exits(0);
    waitFor(id, "--regex", "(?m)^50$", "--scrollback").exits(0);
    // And when it is over, from the files.
    sandbox.ask("type", id, "--append-newline", "z").exits(0);
    waitFor(id, "--exit").exits(0);
    waitFor(id, "--text", "idle1\n2\n3", "--scrollback").exits(0);
    waitFor(id, "--bell", "--after", sequence).exits(0);
    waitFor(id, "--bell").exits(EXIT_REPLAY);
    waitFor(id, "--gone", "busy", "--title", "rest").exits(0);
  }

  @Test
  void oneOfSeveralConditionsIsEnoughWithAny() {
    var id = echo();
    var words = new String[] {"--any", "--exit", "--text", "<up>", "--regex", "<fail.*>"};
    var up = sandbox.call().start(with("wait", id, "--json", words));
    sandbox.run("type", id, "--append-newline", "up").exits(0);
    assertEquals("<up>", up.await().exits(0).success().path("matchedText").asString());
    sandbox.run("send-keys", id, "ctrl+d").exits(0);
    var exit = waitFor(id, "--any", "--exit", "--text", "never").exits(0).success();
    assertEquals(0, exit.path("exitCode").asInt(-1), exit::toString);
    assertEquals("exit", exit.path("condition").asString());
    waitFor(id, "--all", "--exit", "--text", "<up>", "--exit-status").exits(0);
  }

  @Test
  void anEndThatIsNotASuccessIsNotTheSuccessOfAWaitForAny() {
    var id = sandbox.create("--", "sh", "-c", "echo starting; read x; exit 7");
    var words = new String[] {"--any", "--exit", "--text", "listening on"};
    var live = sandbox.call().start(with("wait", id, "--json", words));
    sandbox.run("type", id, "--append-newline", "x").exits(0);
    assertEquals("exit", live.await().exits(4).success().path("condition").asString());
    assertTrue(
        sandbox
            .run(with("wait", id, "--no-color", words))
            .exits(4)
            .out()
            .startsWith("Exited with"));
    waitFor(id, "--any", "--exit", "--text", "listening on", "--exit-status").exits(7);
    // What was shown before the end is what was waited for.
    assertEquals(
        "text",
        waitFor(id, "--any", "--exit", "--text", "starting")
            .exits(0)
            .success()
            .path("condition")
            .asString());
  }

  @Test
  void promptsEndWithABlankAndPatternsKnowLines() {
    var id = sandbox.create("--", "sh", "-c", "echo a; echo 42; printf 'login: '; cat");
    waitFor(id, "--text", "login: ").exits(0);
    waitFor(id, "--text", "42\nlogin: ").exits(0);
    waitFor(id, "--regex", "^42$").exits(0);
    var groups = waitFor(id, "--regex", "^(log)(out)?in: $").exits(0).success();
    assertEquals("[\"log\",null]", groups.path("matchedGroups").toString());
    sandbox.ask("expect", id, "--text", "login: ", "--timeout", "0").exits(0);
    sandbox.ask("expect", id, "--regex", "^login: $", "--timeout", "0").exits(0);
    var late = sandbox.run("wait", id, "--text", "logon: ", "--timeout", "50").exits(11).out();
    assertTrue(late.startsWith("Timed out after 50 ms waiting for text \"logon: \"\n"), late);
    assertTrue(late.contains("> 2  login:\n     the nearest: "), late);
  }

  private static String[] with(String first, String second, String third, String... rest) {
    var words = new ArrayList<>(List.of(first, second, third));
    words.addAll(List.of(rest));
    return words.toArray(String[]::new);
  }

  @Test
  void echoOfAnInputIsNotWhatComesAfterIt() {
    var id = sandbox.create("--", "sh", "-c", "echo ready; read x; read y; echo hello; cat");
    waitFor(id, "--text", "ready").exits(0);
    var sequence = typed(id, "say hello");
    waitFor(id, "--text", "say hello").exits(0);
    waitFor(id, "--text", "hello", "--after", sequence, "--echo").exits(0);
    waitFor(id, "--text", "hello", "--ignore-echo", "--timeout", "50").exits(EXIT_TIMED_OUT);
    waitFor(id, "--text", "hello", "--after", sequence, "--timeout", "50").exits(EXIT_TIMED_OUT);
    sandbox.ask("send-keys", id, "Enter").exits(0);
    waitFor(id, "--text", "hello", "--after", sequence).exits(0);
  }

  @Test
  void waitAfterAnEventEndsWithTheSessionWheneverItIsAsked() {
    var id = echo();
    var sequence = sandbox.ask("send-keys", id, "ctrl+d").exits(0).success();
    var after = sequence.path("seq").asString();
    var early = waitFor(id, "--text", "never", "--after", after).exits(EXIT_NOT_RUNNING).success();
    assertEquals("ended", early.path("outcome").asString());
    assertEquals(0, early.path("exitCode").asInt(-1));
    sandbox.stopHost();
    var late = waitFor(id, "--text", "never", "--after", after).exits(EXIT_NOT_RUNNING).success();
    assertEquals(early, late);
    assertTrue(late.path("screenText").asString().startsWith("ready\n"), late::toString);
  }

  // ---- What is refused. ----

  @Test
  void badConditionsAreRefusedInEveryStatus() {
    var id = ended("exit 0");
    var refused =
        Map.ofEntries(
            Map.entry("--exit --text a", "INVALID_INPUT"),
            Map.entry("--idle-ms 5 --cursor-row 1", "INVALID_INPUT"),
            Map.entry("--exit --after-seq 1", "INVALID_INPUT"),
            Map.entry("--text a --regex a", "INVALID_INPUT"),
            Map.entry("--after-seq 3", "INVALID_INPUT"),
            Map.entry("--text a --after-seq -1", "INVALID_INPUT"),
            Map.entry("--cursor-row 1.5", "INVALID_INPUT"),
            Map.entry("--cursor-col x", "INVALID_INPUT"),
            Map.entry("--regex (", "INVALID_INPUT"),
            Map.entry("--text=", "INVALID_INPUT"),
            Map.entry("--regex=", "INVALID_INPUT"),
            Map.entry("--exit-status --idle-ms 5", "INVALID_INPUT"),
            Map.entry("--any --all --text a", "INVALID_INPUT"),
            Map.entry("--gone=", "INVALID_INPUT"),
            Map.entry("--title (", "INVALID_INPUT"),
            Map.entry("--changed-since abc", "INVALID_INPUT"),
            Map.entry("--scrollback --cursor-row 1", "INVALID_INPUT"),
            Map.entry("--ignore-echo --exit", "INVALID_INPUT"),
            Map.entry("--echo --exit", "INVALID_INPUT"),
            Map.entry("--echo --ignore-echo --text a", "INVALID_INPUT"),
            Map.entry("", "INVALID_DURATION"),
            Map.entry("--exit --idle-ms 5", "INVALID_DURATION"),
            Map.entry("--idle-ms 0", "INVALID_DURATION"),
            Map.entry("--idle-ms 10x", "INVALID_DURATION"),
            Map.entry("--screen-stable-ms 0", "INVALID_DURATION"),
            Map.entry("--text a --timeout -5", "INVALID_DURATION"),
            Map.entry("--exit --timeout 1e3", "INVALID_DURATION"),
            Map.entry("--exit --timeout 9007199254740993", "INVALID_DURATION"));
    var codes = List.copyOf(refused.values());
    var calls = new ArrayList<List<String>>();
    for (var line : refused.keySet()) {
      for (var session : List.of(id, "nosuchsession")) {
        var words = new ArrayList<>(List.of("wait", session));
        words.addAll(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
        calls.add(words);
      }
    }
    var answers = sandbox.pipe(Sandbox.lines(calls));
    for (int i = 0; i < codes.size(); i++) {
      assertRefused(2, codes.get(i), answers.get(2 * i));
      assertRefused(3, "SESSION_NOT_FOUND", answers.get(2 * i + 1));
    }
  }

  private static void assertRefused(int exitCode, String code, JsonNode answer) {
    assertEquals(exitCode, answer.path("exitCode").asInt(), answer::toString);
    assertEquals(code, answer.path("error").path("code").asString(), answer::toString);
  }

  @Test
  void tooLongATextIsRefused() {
    var id = ended("exit 0");
    waitFor(id, "--text", "x".repeat(1001)).exits(2);
    waitFor(id, "--regex", "x".repeat(1001)).exits(2);
    waitFor(id, "--text", "x".repeat(1000)).exits(EXIT_REPLAY);
  }
}
