package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The host: that there is one and no more, what becomes of its sessions when it ends, orderly or
/// not, and `host run|status|stop|restart`.
final class HostTest {
  @RegisterExtension final Sandbox sandbox = new Sandbox();

  @Test
  void tenFirstCommandsStartOneHost() throws IOException {
    var calls = new ArrayList<Running>();
    for (int i = 0; i < 10; i++) {
      calls.add(sandbox.call().start("create", "--json", "--", "cat"));
    }
    var ids = new HashSet<String>();
    for (var call : calls) {
      ids.add(call.await().exits(0).success().path("sessionId").asString());
    }
    assertEquals(10, ids.size());
    var hosts = new HashSet<Long>();
    for (var id : ids) {
      hosts.add(sandbox.session(id).path("hostPid").asLong());
    }
    assertEquals(1, hosts.size());
    var log = Files.readString(sandbox.home().resolve("host.log"));
    assertEquals(1, log.lines().filter(line -> line.contains(" ready, pid ")).count(), log);
    assertEquals(10, status().path("activeSessions").asInt());
  }

  @Test
  void hostOutlivesItsCallerAndTheCallersTerminal() {
    // script(1) gives the caller a terminal, which goes away with it.
    sandbox
        .call()
        .of(
            "script",
            "-qec",
            "'" + Sandbox.installation() + "/bin/session' create --name x -- cat",
            "/dev/null")
        .run()
        .exits(0);
    assertEquals("running", sandbox.session("x").path("status").asString());
    long pid = status().path("pid").asLong();
    var caller = ProcessHandle.current();
    assertTrue(
        ProcessHandle.of(pid).flatMap(ProcessHandle::parent).filter(caller::equals).isEmpty());
  }

  @Test
  void reachesAHostWhoseSocketPathWouldBeTooLong() {
    var home = sandbox.directory().resolve("a".repeat(120)).resolve("b".repeat(60));
    var call = sandbox.call().with("SESSION_HOME", home);
    call.run("create", "--name", "x", "--", "cat").exits(0);
    var session = call.run("inspect", "x", "--json").exits(0).success().path("session");
    assertEquals("running", session.path("status").asString());
    call.run("host", "stop").exits(0);
  }

  @Test
  void statusStartsNothing() {
    var none = sandbox.run("host", "status", "--json").exits(0).success();
    assertFalse(none.path("running").asBoolean());
    assertEquals(sandbox.home().toString(), none.path("home").asString());
    assertTrue(sandbox.run("host", "status").exits(0).out().startsWith("No host runs for "));
    assertFalse(Files.exists(sandbox.home()));
  }

  @Test
  void statusTellsOfTheHost() {
    sandbox.create("--", "cat");
    var status = status();
    assertAll(
        status::toString,
        () -> assertTrue(status.path("running").asBoolean()),
        () -> assertEquals(1, status.path("activeSessions").asInt()),
        () -> assertTrue(Files.exists(sandbox.home().resolve("host.sock"))),
        () -> assertTrue(status.path("uptimeMs").asLong() >= 0),
        () -> assertFalse(status.path("version").asString().isEmpty()));
    assertTrue(sandbox.run("host", "status").exits(0).out().contains("1 active"));
  }

  @Test
  void stopEndsSessionsInOrderAndReturnsWhenTheHostIsGone() {
    var polite =
        sandbox.create(
            "--", "sh", "-c", "trap 'exit 7' HUP; echo ready; while :; do sleep 0.1; done");
    var plain = sandbox.create("--", "cat");
    Await.until(
        "the trap is set",
        () -> sandbox.ask("inspect", polite).exits(0).success().path("eventCount").asInt() > 0);
    var host = host();
    var stopped = sandbox.run("host", "stop", "--json").exits(0).success();
    assertTrue(stopped.path("stopped").asBoolean());
    assertEquals(host.pid(), stopped.path("pid").asLong());
    assertFalse(Files.exists(sandbox.home().resolve("host.json")));
    assertFalse(Files.exists(sandbox.home().resolve("host.sock")));
    assertFalse(Sandbox.runs(host.pid()));
    assertEnded(polite, "exited", "host-stopped");
    assertEquals(7, sandbox.session(polite).path("exitCode").asInt());
    assertEnded(plain, "exited", "host-stopped");
    assertEquals("SIGHUP", sandbox.session(plain).path("exitSignal").asString());

    var again = sandbox.run("host", "stop", "--json").exits(0).success();
    assertFalse(again.path("stopped").asBoolean());
  }

  @Test
  void graceOfStopIsTheSessionsTime() {
    var id =
        sandbox.create(
            "--", "sh", "-c", "trap '' HUP TERM; echo ready; while :; do sleep 0.1; done");
    Await.until(
        "the trap is set",
        () -> sandbox.ask("inspect", id).exits(0).success().path("eventCount").asInt() > 0);
    sandbox.run("host", "stop", "--grace", "100ms").exits(0);
    assertEquals("SIGKILL", sandbox.session(id).path("exitSignal").asString());
  }

  @Test
  void restartEndsTheSessionsAndStartsAnotherHost() {
    var id = sandbox.create("--", "cat");
    long former = sandbox.hostPid();
    var status = sandbox.run("host", "restart", "--json").exits(0).success();
    assertNotEquals(former, status.path("pid").asLong());
    assertEquals(0, status.path("activeSessions").asInt());
    assertEnded(id, "exited", "host-stopped");
    sandbox.create("--", "cat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void signalEndsTheHostInOrder(String signal) {
    var id = sandbox.create("--", "cat");
    var host = host();
    sandbox.signal(signal, host.pid());
    Await.until("the host is gone", () -> !Sandbox.runs(host.pid()));
    assertEnded(id, "exited", "host-stopped");
    assertEquals("SIGHUP", sandbox.session(id).path("exitSignal").asString());
    assertFalse(Files.exists(sandbox.home().resolve("host.json")));
  }

  @Test
  void killedHostLeavesNothingRunningAndTheTruthInTheRecord() throws IOException {
    var pids = sandbox.directory().resolve("pids");
    var id =
        sandbox.create(
            "--", "sh", "-c", "trap '' HUP; sleep 1001 & echo $! $$ > '" + pids + "'; wait; wait");
    Await.until("it runs", () -> Files.exists(pids) && size(pids) > 0);
    var host = host();
    host.destroyForcibly();
    Await.until("the host is gone", () -> !Sandbox.runs(host.pid()));

    var inspected = sandbox.run("inspect", id, "--json").exits(0).success();
    var session = inspected.path("session");
    assertAll(
        inspected::toString,
        () -> assertEquals("failed", session.path("status").asString()),
        () -> assertEquals("host-death", session.path("failureOrigin").asString()),
        () -> assertTrue(session.path("failureReason").asString().contains("" + host.pid())),
        () -> assertTrue(session.path("hostPid").isNull()),
        () -> assertTrue(session.path("childPid").isNull()),
        () -> assertTrue(session.path("exitCode").isNull()),
        () -> assertTrue(inspected.path("usedOfflineReplay").asBoolean()),
        () -> assertEquals("host-death", inspected.path("terminationCategory").asString()));
    for (var pid : Files.readString(pids).strip().split(" ", -1)) {
      assertFalse(Sandbox.runs(Long.parseLong(pid)), pid);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "gc --dry-run --stale-only", "create -- true"})
  void everyCommandAfterAKilledHostWorks(String words) {
    var id =
        sandbox.create("--", "sh", "-c", "trap '' HUP; echo ready; while :; do sleep 0.1; done");
    var host = host();
    host.destroyForcibly();
    Await.until("the host is gone", () -> !Sandbox.runs(host.pid()));
    sandbox.run(words.split(" ", -1)).exits(0);
    sandbox.run("list").exits(0);
    assertEquals("failed", sandbox.session(id).path("status").asString());
  }

  @Test
  void exitThatTheKilledHostStillLoggedIsKept() throws IOException {
    var id = sandbox.create("--", "sh", "-c", "exit 42");
    var record = sandbox.files(id).resolve("session.json");
    var running = Files.readString(record);
    sandbox.ended(id);
    var host = host();
    host.destroyForcibly();
    Await.until("the host is gone", () -> !Sandbox.runs(host.pid()));
    if (!running.contains("\"running\"")) {
      // It was over before its record could be read: made to look as it did a moment earlier.
      running =
          Files.readString(record)
              .replace("\"exited\"", "\"running\"")
              .replaceFirst("\"endedAt\": [^\n]+\n", "")
              .replaceFirst("\"exitCode\": 42", "\"exitCode\": null");
    }
    Files.writeString(record, running);
    var session = sandbox.session(id);
    assertEquals("exited", session.path("status").asString(), session::toString);
    assertEquals(42, session.path("exitCode").asInt());
  }

  @Test
  void pidThatPassedOnToAStrangerIsLeftAlone() throws IOException {
    var id = sandbox.create("--", "cat");
    var host = host();
    host.destroyForcibly();
    Await.until("the host is gone", () -> !Sandbox.runs(host.pid()));
    var stranger = sandbox.call().of("sleep", "1000").start();
    var record = sandbox.files(id).resolve("session.json");
    Files.writeString(
        record,
        Files.readString(record)
            .replaceFirst("\"childPid\": \\d+", "\"childPid\": " + stranger.process().pid())
            .replaceFirst("\"hostPid\": \\d+", "\"hostPid\": " + stranger.process().pid()));
    assertEquals("failed", sandbox.session(id).path("status").asString());
    assertTrue(stranger.process().isAlive());
    stranger.process().destroy();
  }

  @Test
  void runStaysInTheForegroundAndPassesSignalsOn() {
    var running = sandbox.call().start("host", "run");
    Await.until("it answers", () -> status().has("activeSessions"));
    var id = sandbox.create("--", "cat");
    long pid = sandbox.hostPid();
    var second = sandbox.run("host", "run").exits(2);
    assertTrue(second.err().contains("already runs"), second::toString);
    running.process().destroy();
    running.await().exits(0);
    assertFalse(Sandbox.runs(pid));
    assertEnded(id, "exited", "host-stopped");
  }

  /// As under `nohup`, or in the background of a script.
  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aHostHearsSignalsThatItInheritedAsIgnored(String signal) {
    var running =
        sandbox
            .call()
            .of("sh", "-c", "trap '' HUP INT QUIT TERM; exec \"$0\" host run")
            .start(Sandbox.installation().resolve("bin/session").toString());
    Await.until("it answers", () -> status().has("activeSessions"));
    var id = sandbox.create("--", "grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status");
    sandbox.ended(id);
    assertEquals(
        "SigBlk:\t%1$s\nSigIgn:\t%1$s\n".formatted("0".repeat(16)),
        sandbox.run("log", id, "--text").exits(0).out().replaceAll(" +", "\t"));
    var active = sandbox.create("--", "cat");
    sandbox.signal(signal, running.process().pid());
    running.await().exits(0);
    assertEnded(active, "exited", "host-stopped");
  }

  @Test
  void nohupKeepsAHostInTheForegroundAlive() {
    var running =
        sandbox
            .call()
            .of("sh", "-c", "exec nohup \"$0\" host run")
            .start(Sandbox.installation().resolve("bin/session").toString());
    Await.until("it answers", () -> status().has("activeSessions"));
    sandbox.signal("HUP", running.process().pid());
    sandbox.signal("HUP", sandbox.hostPid());
    var id = sandbox.create("--", "cat");
    sandbox.run("host", "stop").exits(0);
    running.await().exits(0);
    assertEnded(id, "exited", "host-stopped");
  }

  @Test
  void runEndsWithZeroWhenTheHostIsStopped() {
    var running = sandbox.call().start("host", "run");
    Await.until("it answers", () -> status().has("activeSessions"));
    sandbox.run("host", "stop").exits(0);
    running.await().exits(0);
  }

  @Test
  void theLogLevelIsThatOfTheSettingsOrOfTheVariable() throws IOException {
    Files.createDirectories(sandbox.home());
    Files.writeString(sandbox.home().resolve("config.json"), "{\"logLevel\":\"error\"}");
    var log = sandbox.home().resolve("host.log");
    sandbox.ended(sandbox.create("--", "echo", "word-of-the-command"));
    sandbox.ask("host", "stop").exits(0);
    assertEquals("", Files.readString(log));
    sandbox.call().with("SESSION_LOG_LEVEL", "info").run("host", "restart").exits(0);
    sandbox.ended(sandbox.create("--", "echo", "word-of-the-command"));
    sandbox.ask("host", "stop").exits(0);
    var info = Files.readString(log);
    assertTrue(info.contains(" INFO "), info);
    assertFalse(info.contains("word-of-the-command"), info);
    var refused = sandbox.call().with("SESSION_LOG_LEVEL", "loud").run("create", "--", "true");
    assertTrue(refused.err().contains("SESSION_LOG_LEVEL is 'loud'"), refused::toString);
  }

  @Test
  void idleHostLeavesByItself() throws IOException {
    Files.createDirectories(sandbox.home());
    Files.writeString(sandbox.home().resolve("config.json"), "{\"hostIdleMs\":1000}");
    var id = sandbox.create("--", "cat");
    var host = host();
    sandbox.ask("destroy", id).exits(0);
    Await.until("the host has left", () -> !Sandbox.runs(host.pid()));
    assertFalse(status().path("running").asBoolean());
    sandbox.create("--", "cat");
  }

  @Test
  void hostOfAnotherVersionIsToldApartAndCanBeReplaced() throws IOException {
    sandbox.create("--name", "x", "--", "cat");
    var record = sandbox.home().resolve("host.json");
    Files.writeString(
        record, Files.readString(record).replaceFirst("\"protocol\": \\d+", "\"protocol\": 99"));
    var error = sandbox.run("create", "--json", "--", "cat").exits(9).failure();
    assertEquals("PROTOCOL_ERROR", error.path("code").asString());
    assertTrue(error.path("message").asString().contains("host restart"), error::toString);
    assertEquals(99, status().path("protocolVersion").asInt());
    sandbox.run("host", "restart").exits(0);
    sandbox.create("--", "cat");
    assertEnded("x", "exited", "host-stopped");
  }

  @Test
  void hostThatDoesNotAnswerIsATimeout() {
    sandbox.create("--name", "x", "--", "cat");
    long host = sandbox.hostPid();
    sandbox.signal("STOP", host);
    var error = sandbox.run("inspect", "x", "--timeout-ms", "200", "--json").exits(5).failure();
    assertEquals("HOST_TIMEOUT", error.path("code").asString());
    assertTrue(error.path("retryable").asBoolean());
    sandbox.signal("CONT", host);
    assertEquals("running", sandbox.session("x").path("status").asString());
  }

  @Test
  void withoutASocketTheFilesAreReadAndInputIsRefused() throws IOException {
    var id = sandbox.create("--", "cat");
    Files.delete(sandbox.home().resolve("host.sock"));
    var inspected = sandbox.run("inspect", id, "--json").exits(0).success();
    assertTrue(inspected.path("usedOfflineReplay").asBoolean(), inspected::toString);
    assertEquals("running", inspected.path("session").path("status").asString());
    var reason = inspected.path("rendererRuntime").path("reason").asString();
    assertEquals("host-unreachable", reason);
    var error = sandbox.run("touch", id, "--json").exits(6).failure();
    assertEquals("HOST_UNREACHABLE", error.path("code").asString());
    assertTrue(error.path("retryable").asBoolean());
    sandbox.run("host", "stop").exits(0); // by a signal
    assertEnded(id, "exited", "host-stopped");
  }

  private JsonNode status() {
    return sandbox.ask("host", "status").exits(0).success();
  }

  private ProcessHandle host() {
    return ProcessHandle.of(sandbox.hostPid()).orElseThrow();
  }

  private void assertEnded(String reference, String status, String reason) {
    var session = sandbox.session(reference);
    assertEquals(status, session.path("status").asString(), session::toString);
    assertEquals(reason, session.path("terminationReason").asString(), session::toString);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
