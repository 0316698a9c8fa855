package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `list`, `inspect`, `rename`, `touch`, `destroy`: finding sessions, looking at them, ending them.
final class SessionsTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  @Test
  void listShowsActiveSessionsOldestFirst() {
    var first = sandbox.create("--name", "one", "--", "cat");
    var over = sandbox.create("--", "sh", "-c", "exit 3");
    sandbox.ended(over);
    var last = sandbox.create("--", "sleep", "1000");

    var active = sessions("list", "--json");
    assertEquals(List.of(first, last), ids(active));
    assertAll(
        active.getFirst()::toString,
        () -> assertEquals("one", active.getFirst().path("name").asString()),
        () -> assertEquals("running", active.getFirst().path("status").asString()),
        () -> assertEquals("[\"cat\"]", active.getFirst().path("command").toString()),
        () -> assertTrue(active.getFirst().path("pid").asInt() > 1),
        () -> assertFalse(active.getFirst().has("endedAt")));

    var all = sessions("ls", "--all", "--json");
    assertEquals(List.of(first, over, last), ids(all));
    assertAll(
        all.get(1)::toString,
        () -> assertEquals("exited", all.get(1).path("status").asString()),
        () -> assertEquals(3, all.get(1).path("exitCode").asInt()),
        () -> assertTrue(all.get(1).path("exitSignal").isNull()),
        () -> assertTrue(all.get(1).path("pid").isNull()),
        () -> assertEquals("nonzero-exit", all.get(1).path("terminationCategory").asString()),
        () -> assertTrue(all.get(1).path("endedAt").asString().endsWith("Z")));
  }

  @Test
  void listForPeopleIsAnAlignedTable() {
    var id = sandbox.create("--name", "a name", "--", "sleep", "1000");
    var result = sandbox.run("list").exits(0);
    var lines = result.out().lines().toList();
    assertEquals(2, lines.size(), result::toString);
    assertEquals(lines.get(0).indexOf("STATUS"), lines.get(1).indexOf("running"));
    assertEquals(lines.get(0).indexOf("COMMAND"), lines.get(1).indexOf("sleep 1000"));
    assertTrue(lines.get(1).startsWith(id + "  a name  "), result::toString);
  }

  @Test
  void listOfAHomeThatIsNotThereIsEmptyAndMakesNone() throws IOException {
    sandbox.beWithoutAHome();
    assertEquals(List.of(), sessions("list", "--json"));
    assertEquals(1, sandbox.run("list", "--all").exits(0).out().lines().count());
    assertFalse(Files.exists(sandbox.home()));
  }

  @Test
  void brokenRecordIsToldOfAndHidesNoOther() throws IOException {
    var broken = sandbox.create("--", "true");
    var whole = sandbox.create("--", "cat");
    sandbox.ended(broken);
    Files.writeString(sandbox.files(broken).resolve("session.json"), "{");

    var human = sandbox.run("list", "--all").exits(0);
    assertTrue(human.err().startsWith("warning: Session " + broken), human::toString);
    assertTrue(human.out().contains(whole), human::toString);
    var result = sandbox.ask("list", "--all").exits(0).success();
    assertEquals(broken, result.path("warnings").path(0).path("sessionId").asString());
    assertEquals(1, result.path("sessions").size(), result::toString);

    var inspect = sandbox.ask("inspect", broken).exits(8).failure();
    assertEquals("MANIFEST_VALIDATION_ERROR", inspect.path("code").asString());
  }

  @Test
  void inspectTellsTheSameLiveAndOffline() {
    var id = sandbox.create("--env", "A=b", "--", "sh", "-c", "echo hi; exec cat");
    var live = sandbox.ask("inspect", id).exits(0).success();
    assertAll(
        live::toString,
        () -> assertEquals("running", live.path("session").path("status").asString()),
        () -> assertEquals("running", live.path("terminationCategory").asString()),
        () -> assertFalse(live.path("usedOfflineReplay").asBoolean()),
        () -> assertEquals("live-host", live.path("rendererRuntime").path("mode").asString()),
        () -> assertTrue(live.path("host").has("rpcSocketPath")),
        () -> assertTrue(live.path("session").path("exitCode").isNull()));

    sandbox.ask("destroy", id).exits(0);
    var offline = sandbox.ask("inspect", id).exits(0).success();
    assertAll(
        offline::toString,
        () -> assertEquals("destroyed", offline.path("session").path("status").asString()),
        () -> assertEquals("destroyed", offline.path("terminationCategory").asString()),
        () -> assertEquals("SIGHUP", offline.path("session").path("exitSignal").asString()),
        () -> assertTrue(offline.path("session").path("exitCode").isNull()),
        () -> assertTrue(offline.path("session").path("hostPid").isNull()),
        () -> assertFalse(offline.path("usedOfflineReplay").asBoolean()),
        () ->
            assertEquals("offline-replay", offline.path("rendererRuntime").path("mode").asString()),
        () ->
            assertEquals(
                offline.path("eventCount").asInt() - 1, offline.path("lastEventSeq").asInt()));
  }

  @Test
  void inspectForPeopleIsLabelledLines() {
    var id = sandbox.create("--", "sh", "-c", "kill -TERM $$");
    sandbox.ended(id);
    var out = sandbox.run("inspect", id).exits(0).out();
    for (var line :
        List.of("Session ID: +" + id, "Status: +exited", "Exit Signal: +SIGTERM", "Size: +80x24")) {
      assertTrue(out.lines().anyMatch(shown -> shown.matches(line)), () -> line + " in " + out);
    }
  }

  @Test
  void sessionIsFoundByIdPrefixNameAndLast() {
    var first = sandbox.create("--name", "one", "--", "cat");
    var second = sandbox.create("--", "cat");
    for (var reference : List.of(first, first.toLowerCase(Locale.ROOT), "one")) {
      assertEquals(first, sandbox.session(reference).path("sessionId").asString());
    }
    assertEquals(second, sandbox.session("last").path("sessionId").asString());
    assertEquals(second, sandbox.session(second.substring(0, 24)).path("sessionId").asString());

    var ambiguous = sandbox.ask("inspect", first.substring(0, 4)).exits(2).failure();
    assertEquals("INVALID_SESSION_ID", ambiguous.path("code").asString());
    assertEquals(2, ambiguous.path("details").path("candidates").size(), ambiguous::toString);

    for (var unknown : List.of("nobody", first.substring(0, 3), "01ARZ3NDEKTSV4RRFFQ69G5FAV")) {
      var error = sandbox.ask("inspect", unknown).exits(3).failure();
      assertEquals("SESSION_NOT_FOUND", error.path("code").asString());
    }
  }

  @Test
  void renameGivesANameWhileActiveAndAfterwards() {
    var id = sandbox.create("--name", "old", "--", "cat");
    sandbox.ask("rename", "old", "new").exits(0);
    assertEquals(id, sandbox.session("new").path("sessionId").asString());
    sandbox.ask("inspect", "old").exits(3);
    var other = sandbox.create("--name", "old", "--", "sh", "-c", "exit 0");
    sandbox.ended(other);
    var session = sandbox.ask("rename", "old", "older").exits(0).success().path("session");
    assertEquals("older", session.path("name").asString());
    assertEquals(other, sandbox.session("older").path("sessionId").asString());
  }

  @Test
  void renameRefusesNamesThatAreTakenOrBad() {
    sandbox.create("--name", "taken", "--", "cat");
    var id = sandbox.create("--name", "mine", "--", "cat");
    for (var name : List.of("taken", "a/b", "..", "last", id, "x".repeat(300), " ", "a\nb")) {
      var error = sandbox.ask("rename", "mine", name).exits(2).failure();
      assertEquals("INVALID_INPUT", error.path("code").asString(), error::toString);
    }
    assertEquals("mine", sandbox.session(id).path("name").asString());
    sandbox.ask("destroy", "mine").exits(0);
    var error = sandbox.ask("rename", id, "other").exits(4).failure();
    assertEquals("SESSION_ALREADY_DESTROYED", error.path("code").asString());
  }

  @Test
  void destroyEndsEveryProcessOfTheSession() throws IOException {
    var pids = sandbox.directory().resolve("pids");
    var id =
        sandbox.create(
            "--",
            "sh",
            "-c",
            "nohup sleep 1001 & n=$!; sleep 1002 & m=$!;"
                + " (setsid sh -c 'echo $$ > daemon; exec sleep 1003' &);"
                + " until [ -s daemon ]; do sleep 0.01; done;"
                + " echo $n $m $(cat daemon) $$ > '"
                + pids
                + "'; wait");
    Await.until("the processes run", () -> words(pids).size() == 4);
    var result = sandbox.ask("destroy", id).exits(0).success();
    assertEquals(id, result.path("sessionId").asString());
    assertTrue(result.path("destroyed").asBoolean());
    assertFalse(result.has("purged"));
    for (var pid : words(pids)) {
      assertFalse(Sandbox.runs(Long.parseLong(pid)), pid);
    }
    assertTrue(Files.isDirectory(sandbox.files(id).resolve("log")));
    assertEquals("destroyed", sandbox.session(id).path("terminationReason").asString());
  }

  /// And the session that a command inside the destroyed one has created.
  @Test
  void aHostThatWasStartedInsideASessionLivesOn() {
    var inner = sandbox.directory().resolve("inner").toString();
    var program = Sandbox.installation().resolve("bin/session");
    var create = "'" + program + "' --home '" + inner + "' create --name in -- cat";
    var id = sandbox.create("--", "sh", "-c", create + "; echo created; exec sleep 1000");
    try {
      sandbox.awaitText(id, "created");
      sandbox.run("destroy", id).exits(0);
      sandbox.run("--home", inner, "wait", "in", "--idle-ms", "1").exits(0);
    } finally {
      sandbox.run("--home", inner, "host", "stop");
    }
  }

  private static List<String> words(Path file) {
    try {
      return List.of(Files.readString(file).strip().split(" ", -1));
    } catch (IOException notYet) {
      return List.of();
    }
  }

  @Test
  void programThatHeedsNothingIsKilledAfterTheGrace() {
    var stubborn = "trap '' HUP TERM INT; echo ready; while :; do sleep 0.1; done";
    var id = sandbox.create("--", "sh", "-c", stubborn);
    Await.until("traps are set", () -> printed(id));
    sandbox.ask("destroy", id, "--grace", "200ms").exits(0);
    assertEquals("SIGKILL", sandbox.session(id).path("exitSignal").asString());
  }

  @Test
  void forceKillsAtOnce() {
    var id =
        sandbox.create("--", "sh", "-c", "trap '' HUP TERM; echo ready; sleep 1000; sleep 1000");
    Await.until("traps are set", () -> printed(id));
    sandbox.ask("destroy", id, "--force").exits(0);
    var session = sandbox.session(id);
    assertEquals("destroyed", session.path("status").asString());
    assertEquals("SIGKILL", session.path("exitSignal").asString());
  }

  private boolean printed(String id) {
    return sandbox.ask("inspect", id).exits(0).success().path("eventCount").asInt() > 0;
  }

  @Test
  void endedSessionIsDestroyedWithItsTrueExitAndWithoutAHost() {
    var id = sandbox.create("--", "sh", "-c", "exit 42");
    sandbox.ended(id);
    sandbox.stopHost();
    sandbox.ask("destroy", id).exits(0);
    var session = sandbox.session(id);
    assertEquals("destroyed", session.path("status").asString());
    assertEquals(42, session.path("exitCode").asInt());
    assertEquals(
        "SESSION_ALREADY_DESTROYED",
        sandbox.ask("destroy", id).exits(4).failure().path("code").asString());
    assertFalse(sandbox.ask("host", "status").exits(0).success().path("running").asBoolean());
  }

  @Test
  void purgeRemovesTheFiles() throws IOException {
    var running = sandbox.create("--", "cat");
    var destroyed = sandbox.create("--", "cat");
    sandbox.ask("destroy", destroyed).exits(0);
    for (var id : List.of(running, destroyed)) {
      var result = sandbox.ask("destroy", id, "--purge").exits(0).success();
      assertTrue(result.path("purged").asBoolean(), result::toString);
      assertFalse(Files.exists(sandbox.files(id)));
      sandbox.ask("inspect", id).exits(3);
    }
    try (var trash = Files.list(sandbox.home().resolve("trash"))) {
      assertEquals(List.of(), trash.toList());
    }
  }

  /// No argument can hold NUL; the system ends it there.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect",
        "rename",
        "touch",
        "destroy",
        "type",
        "paste",
        "send-keys",
        "run",
        "signal",
        "resize",
        "mark",
        "wait",
        "snapshot",
        "log",
        "poll",
        "record export"
      })
  void referencesThatNoSessionCanHaveAreRefusedEverywhere(String command) throws IOException {
    var home = sandbox.directory().resolve("no-host");
    Files.createDirectories(sandbox.home().resolve("sessions"));
    Files.writeString(sandbox.home().resolve("session.json"), "{}"); // what '..' would find
    var calls = new ArrayList<List<String>>();
    for (var reference :
        List.of(
            "..",
            ".",
            "../..",
            "a/b",
            "/etc",
            "a\\b",
            "a\nb",
            "\u001b[31m",
            "x".repeat(300),
            " ")) {
      var words = new ArrayList<>(List.of(command.split(" ", -1)));
      words.add(reference);
      words.addAll(needed(command));
      calls.add(words);
    }
    var pipe =
        sandbox.call().with("SESSION_HOME", home).reading(String.join("\n", Sandbox.lines(calls)));
    var answers = Sandbox.answers(pipe.run("pipe").exits(0));
    assertEquals(calls.size(), answers.size());
    for (var answer : answers) {
      assertEquals(2, answer.path("exitCode").asInt(), answer::toString);
      assertEquals(
          "INVALID_SESSION_ID", answer.path("error").path("code").asString(), answer::toString);
    }
    assertFalse(Files.exists(home.resolve("host.json")));
  }

  private static List<String> needed(String command) {
    return switch (command) {
      case "rename", "type", "paste", "run", "mark", "signal" -> List.of("TERM");
      case "send-keys" -> List.of("Enter");
      case "resize" -> List.of("--cols", "80", "--rows", "24");
      case "wait" -> List.of("--exit");
      case "record export" -> List.of("--format", "asciicast");
      default -> List.of();
    };
  }

  private List<JsonNode> sessions(String... words) {
    var sessions = new ArrayList<JsonNode>();
    sandbox.ask(words).exits(0).success().path("sessions").forEach(sessions::add);
    return sessions;
  }

  private static List<String> ids(List<JsonNode> sessions) {
    return sessions.stream().map(session -> session.path("sessionId").asString()).toList();
  }
}
