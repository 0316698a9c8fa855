package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What goes wrong around the program: it says so in clear words, loses nothing, and works again
/// when the fault is gone. The host's death is in `CrashTest`, disks are in `StorageTest`, commands
/// that are killed in `KilledCommandTest`.
final class FaultsTest {
  @RegisterExtension final Sandbox sandbox = new Sandbox();

  private static final long HOST_MAX_KIB = 512 << 10;

  private static long residentKib(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      var line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("[^0-9]", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long openFiles(long pid) {
    try (var open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String cat() {
    return sandbox.create("--", "cat");
  }

  /// Whether the session does what it is there for.
  private void assertWorks(String id) {
    sandbox.ask("type", id, "still here\n").exits(0);
    sandbox.awaitText(id, "still here");
  }

  // ---- Processes that stand still. ----

  @Test
  void aHostThatIsStoppedIsNotWaitedForWithoutEnd() {
    var id = cat();
    long host = sandbox.hostPid();
    sandbox.signal("STOP", host);
    for (var command :
        List.of(
            List.of("type", id, "x"),
            List.of("snapshot", id),
            List.of("host", "status"),
            List.of("create", "--", "true"))) {
      var words = new ArrayList<>(List.of("--timeout-ms", "300", "--json"));
      words.addAll(command);
      var failure = sandbox.run(words.toArray(String[]::new)).exits(5).failure();
      assertEquals("HOST_TIMEOUT", failure.path("code").asString());
      assertTrue(failure.path("retryable").asBoolean());
    }
    assertTrue(sandbox.run("list").exits(0).out().contains(id));
    sandbox.signal("CONT", host);
    assertWorks(id);
    assertEquals(host, sandbox.hostPid());
  }

  @Test
  void aStoppedProgramIsEndedAllTheSame() {
    var id = cat();
    var pid = sandbox.session(id).path("childPid").asLong();
    sandbox.signal("STOP", pid);
    sandbox.ask("type", id, "kept for later\n").exits(0);
    sandbox.signal("CONT", pid);
    sandbox.awaitText(id, "kept for later");
    sandbox.signal("STOP", pid);
    sandbox.ask("destroy", id).exits(0);
    assertFalse(Sandbox.runs(pid));
  }

  @Test
  void whoAsksASessionOfAHostThatLeavesIsToldWhatBecameOfIt() {
    var id = sandbox.create("--", "sh", "-c", "trap '' HUP TERM; echo ready; sleep 1000");
    sandbox.awaitText(id, "ready");
    var stopping = sandbox.call().start("host", "stop", "--grace", "2s");
    Await.until("the host leaves", () -> !Files.exists(sandbox.home().resolve("host.json")));
    var waiting = sandbox.call().start("wait", id, "--exit", "--json");
    var refused = sandbox.run("type", id, "x", "--json").exits(4).failure();
    assertEquals("SESSION_NOT_RUNNING", refused.path("code").asString());
    assertEquals("SIGKILL", waiting.await().exits(0).success().path("exitSignal").asString());
    stopping.await().exits(0);
  }

  // ---- Limits. ----

  private Result limited(String limit, String... command) {
    var words = new ArrayList<>(List.of("sh", "-c", limit + "; exec \"$0\" \"$@\""));
    words.add(Sandbox.installation().resolve("bin/session").toString());
    words.addAll(List.of(command));
    return sandbox.call().of(words.toArray(String[]::new)).run();
  }

  @Test
  void theLimitOfOpenFilesIsToldBeforeItIsReached() {
    limited("ulimit -n 200", "create", "--", "cat").exits(0);
    var created = 1;
    try (var api = sandbox.api()) {
      var body =
          "{\"command\":[\"cat\"],\"cwd\":\"/\",\"environment\":{\"PATH\":\"/usr/bin:/bin\"}}";
      var answer = api.post("/v1/sessions", body);
      for (; answer.status() == 200; answer = api.post("/v1/sessions", body)) {
        created++;
      }
      assertEquals("SPAWN_FAILED", answer.errorCode(), answer::toString);
      assertEquals(
          "NO_RESOURCES", answer.json().path("error").path("details").path("reason").asString());
    }
    assertTrue(created >= 5, created + " sessions");
    var refused = sandbox.run("create", "--", "cat").exits(12).err();
    assertTrue(refused.contains("ulimit -n"), refused);
    var sessions = sandbox.ask("list").exits(0).success().path("sessions");
    assertEquals(created, sessions.size());
    assertWorks("last");
    sandbox.ask("destroy", "last").exits(0);
    sandbox.ask("create", "--", "cat").exits(0);
  }

  @Test
  void doctorTellsForHowManySessionsThereIsRoom() {
    var few = limited("ulimit -n 150", "doctor", "--json").exits(1).success();
    for (var check : few.path("checks").path("environment")) {
      if (check.path("name").asString().equals("limits")) {
        assertEquals("fail", check.path("status").asString());
        assertTrue(check.path("message").asString().contains("ulimit -n"), check::toString);
      }
    }
    assertTrue(sandbox.run("doctor").out().contains("limits: room for"));
  }

  @Test
  void aHostWithoutMemoryIsNotStartedAndSaysWhy() {
    var refused = limited("ulimit -v 300000", "create", "--", "cat");
    assertTrue(refused.exitCode() != 0, refused::toString);
    assertFalse(refused.err().contains("\tat "), refused::toString);
    assertEquals("", refused.out());
    assertWorks(cat());
  }

  // ---- Requests. ----

  @Test
  void halfRequestsHurtNobody() {
    var id = cat();
    var whole =
        new String(
            Api.request("POST", "/v1/sessions/" + id + "/type", "", "{\"text\":\"half\"}"),
            StandardCharsets.UTF_8);
    // Cut off everywhere; none of them may have an effect.
    for (int length = 0; length < whole.length(); length++) {
      try (var api = sandbox.api()) {
        api.send(whole.substring(0, length).getBytes(StandardCharsets.UTF_8));
      }
    }
    assertWorks(id);
    assertFalse(sandbox.run("log", id, "--raw").exits(0).out().contains("half"));
  }

  @Test
  void aSlowRequestIsAnsweredWhenItIsThere() {
    var id = cat();
    try (var slow = sandbox.api()) {
      for (byte each :
          Api.request("POST", "/v1/sessions/" + id + "/type", "", "{\"text\":\"slow\\n\"}")) {
        slow.send(new byte[] {each});
        if (each == '\n') {
          try (var fast = sandbox.api()) {
            assertEquals(200, fast.get("/v1/host").status());
          }
        }
      }
      assertEquals(200, slow.read().status());
    }
    sandbox.awaitText(id, "slow");
  }

  @Test
  void anotherVersionOfTheProtocolIsRefusedWithTheCure() throws IOException {
    var id = cat();
    try (var api = sandbox.api()) {
      for (var version : List.of("0", "2", "", "one", "99999999999999999999")) {
        var answer =
            api.exchange(
                "POST",
                "/v1/sessions/" + id + "/type",
                "Session-Protocol: " + version + "\r\n",
                "{\"text\":\"no\"}");
        assertEquals("PROTOCOL_ERROR", answer.errorCode(), answer::toString);
        assertTrue(answer.text().contains("host restart"), answer::text);
      }
    }
    var record = sandbox.home().resolve("host.json");
    var ours = Files.readString(record);
    Files.writeString(record, ours.replace("\"protocol\": 1", "\"protocol\": 7"));
    var refused = sandbox.run("type", id, "no").exits(9).err();
    assertTrue(refused.contains("host restart"), refused);
    Files.writeString(record, ours);
    assertWorks(id);
    assertFalse(sandbox.run("log", id, "--raw").exits(0).out().contains("no"));
  }

  @Test
  void waitsThatAreBrokenOffAreForgotten() {
    var id = cat();
    for (int i = 0; i < 200; i++) {
      try (var api = sandbox.api()) {
        api.send(
            Api.request("POST", "/v1/sessions/" + id + "/wait-screen", "", "{\"text\":\"never\"}"));
      }
    }
    assertWorks(id);
    sandbox.stopHost();
  }

  @Test
  void manyConnections() {
    connect(1_000);
  }

  @Test
  @Tag("faults")
  void tenThousandConnections() {
    connect(10_000);
  }

  @Test
  void moreConnectionsThanThereAreFilesForAreRefusedInWords() {
    var id = limited("ulimit -n 200", "create", "--", "cat").exits(0).out().strip();
    var connections = new ArrayList<Api>();
    try {
      // Those that are refused are closed when they ask nothing, so that all of them are held.
      for (int i = 0; i < 300; i++) {
        connections.add(sandbox.api());
      }
      var refused = sandbox.run("type", id, "x", "--json").exits(6).failure();
      assertEquals("HOST_UNREACHABLE", refused.path("code").asString());
      assertTrue(refused.path("retryable").asBoolean());
      assertTrue(refused.path("message").asString().contains("ulimit -n"), refused::toString);
      assertEquals(200, connections.getFirst().get("/v1/sessions/" + id).status());
    } finally {
      connections.forEach(Api::close);
    }
    Await.until("there is room again", () -> sandbox.ask("touch", id).exitCode() == 0);
    assertWorks(id);
  }

  private void connect(int count) {
    var id = cat();
    var connections = new ArrayList<Api>();
    try {
      for (int i = 0; i < count; i++) {
        connections.add(sandbox.api());
      }
    } catch (UncheckedIOException e) {
      assumeTrue(false, "this machine allows " + connections.size() + " connections: " + e);
    } finally {
      try {
        for (int i = 0; i < connections.size(); i += 97) {
          assertEquals(200, connections.get(i).get("/v1/sessions/" + id).status());
        }
        assertWorks(id);
        long memory = residentKib(sandbox.hostPid());
        System.out.printf("%d connections: host of %d MB%n", connections.size(), memory >> 10);
        assertTrue(memory <= HOST_MAX_KIB, memory + " KiB");
      } finally {
        connections.forEach(Api::close);
      }
    }
    assertWorks(id);
    Await.until("the host has closed them too", () -> openFiles(sandbox.hostPid()) < 200);
  }

  @Test
  void anInputOfControlCharactersOnlyIsTakenWhole() throws IOException {
    int size = 4 << 20;
    var received = sandbox.directory().resolve("received");
    var id =
        sandbox.create(
            "--",
            "sh",
            "-c",
            "stty raw -echo; echo ready; head -c " + size + " > '" + received + "'");
    sandbox.awaitText(id, "ready");
    var sent = new byte[size];
    Arrays.fill(sent, (byte) 1);
    var file = Files.write(sandbox.directory().resolve("sent"), sent);
    sandbox.ask("type", id, "--file", file.toString()).exits(0);
    sandbox.ask("wait", id, "--exit").exits(0);
    assertEquals(-1, Files.mismatch(file, received));
  }

  // ---- The clock. ----

  /// A session of a time that is yet to come: the clock was wrong, and was set back.
  private String ofTheFuture() throws IOException {
    var template = sandbox.create("--", "true");
    sandbox.ended(template);
    sandbox.stopHost();
    var future = "03" + template.substring(2);
    Files.move(sandbox.files(template), sandbox.files(future));
    var file = sandbox.files(future).resolve("session.json");
    Files.writeString(
        file,
        Files.readString(file).replace(template, future).replaceAll("\"20\\d\\d-", "\"2071-"));
    assertTrue(sandbox.session(future).path("endedAt").asString().startsWith("2071-"));
    return future;
  }

  @Test
  void theNewestSessionIsTheNewestAlsoWhenTheClockWasSetBack() throws IOException {
    var future = ofTheFuture();
    var id = sandbox.create("--", "cat");
    assertEquals(id, sandbox.session("last").path("sessionId").asString());
    assertTrue(id.compareTo(future) > 0, id);
    assertWorks("last");
  }

  @Test
  void whatEndedInTheFutureIsNotOldAndHarmsNoCommand() throws IOException {
    var future = ofTheFuture();
    var swept = sandbox.ask("gc", "--older-than", "1ms").exits(0).success();
    assertEquals(0, swept.path("removedSessionCount").asInt(), swept::toString);
    for (var command : List.of(List.of("list", "--all"), List.of("inspect", future))) {
      assertTrue(
          sandbox.run(command.toArray(String[]::new)).exits(0).out().contains("in "),
          command::toString);
    }
    sandbox.ask("wait", future, "--exit").exits(0);
    assertTrue(sandbox.ask("inspect", future).success().path("uptime").asLong() >= 0);
    // Other rules take it.
    sandbox.ask("gc", "--max-total-size", "1").exits(0);
    sandbox.ask("inspect", future).exits(3);
  }

  // ---- Files. ----

  @Test
  void aHomeThatCannotBeWrittenIsStillRead() throws IOException {
    var id = sandbox.create("--", "sh", "-c", "echo words");
    sandbox.ended(id);
    sandbox.stopHost();
    var home = sandbox.home().toString();
    assumeTrue(
        sandbox.call().of("mount", "--bind", home, home).run().exitCode() == 0,
        "a read-only mount can be made by root only");
    try {
      sandbox.call().of("mount", "-o", "remount,bind,ro", home).run().exits(0);
      assertTrue(sandbox.run("snapshot", id, "--format", "text").exits(0).out().contains("words"));
      assertTrue(sandbox.run("list", "--all").exits(0).out().contains(id));
      sandbox.ask("wait", id, "--exit").exits(0);
      for (var command : List.of(List.of("create", "--", "cat"), List.of("keep", id))) {
        var refused = sandbox.run(command.toArray(String[]::new)).exits(8).err();
        assertTrue(refused.contains("Read-only file system"), refused);
      }
      var swept = sandbox.ask("gc", "--older-than", "1ms").success();
      assertEquals(0, swept.path("removedSessionCount").asInt(), swept::toString);
      assertTrue(sandbox.run("doctor").exits(1).out().contains("✗ home-writable"));
    } finally {
      sandbox.call().of("umount", "--lazy", home).run().exits(0);
    }
    assertWorks(cat());
    assertTrue(sandbox.run("snapshot", id, "--format", "text").exits(0).out().contains("words"));
  }

  @Test
  void aRecordThatCannotBeReadDoesNotKeepOthersFromBeingListed() throws IOException {
    var broken = cat();
    var whole = cat();
    sandbox.stopHost();
    Files.writeString(sandbox.files(broken).resolve("session.json"), "{\"half");
    var listed = sandbox.run("list", "--all").exits(0);
    assertTrue(listed.out().contains(whole), listed::toString);
    assertTrue(listed.err().contains("doctor --repair"), listed::toString);
    sandbox.ask("doctor", "--repair").exits(0);
    assertEquals("exited", sandbox.session(broken).path("status").asString());
  }

  @Test
  void aHostWhoseSocketIsGoneCanStillBeStopped() throws IOException {
    var id = cat();
    long host = sandbox.hostPid();
    Files.delete(sandbox.home().resolve("host.sock"));
    var refused = sandbox.run("type", id, "x", "--json").exits(6).failure();
    assertEquals("HOST_UNREACHABLE", refused.path("code").asString());
    sandbox.run("host", "stop").exits(0);
    assertFalse(Sandbox.runs(host));
    assertEquals("exited", sandbox.session(id).path("status").asString());
  }
}
