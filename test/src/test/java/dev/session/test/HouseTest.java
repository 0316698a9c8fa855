package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `home`, `doctor` and `demo`, and what the house stands when everybody comes at once.
final class HouseTest {
  @RegisterExtension final Sandbox sandbox = new Sandbox();

  @Test
  void homesAreListedWhileTheyHaveActiveSessionsOrAll() {
    assertEquals("[]", homes());
    var id = sandbox.create("--", "cat");
    sandbox.ended(sandbox.create("--", "true"));
    var list = sandbox.ask("home", "list").exits(0).success().path("homes");
    assertAll(
        list::toString,
        () -> assertEquals(1, list.size()),
        () -> assertEquals(sandbox.home().toString(), list.path(0).path("path").asString()),
        () -> assertEquals(1, list.path(0).path("activeSessions").asInt()),
        () -> assertEquals(2, list.path(0).path("totalSessions").asInt()),
        () -> assertTrue(list.path(0).path("lastSeenAt").asString().endsWith("Z")));
    assertTrue(sandbox.run("home", "list").exits(0).out().contains(sandbox.home().toString()));

    sandbox.ask("destroy", id).exits(0);
    assertEquals("[]", homes());
    assertEquals(1, sandbox.run("home", "list").exits(0).out().lines().count());
    var all = sandbox.ask("home", "list", "--all").exits(0).success().path("homes");
    assertEquals(1, all.path(0).path("totalSessions").asInt(), all::toString);
  }

  @Test
  void forgottenHomeIsOffTheListAndUntouched() throws IOException {
    var id = sandbox.create("--", "cat");
    Files.createSymbolicLink(sandbox.directory().resolve("link"), sandbox.home());
    var forgotten = sandbox.ask("home", "forget", "link").exits(0).success();
    assertEquals(sandbox.home().toString(), forgotten.path("path").asString());
    assertTrue(forgotten.path("forgotten").asBoolean());
    assertEquals("[]", homes());
    assertEquals("running", sandbox.session(id).path("status").asString());
    assertFalse(
        sandbox.ask("home", "forget", "home").exits(0).success().path("forgotten").asBoolean());
    sandbox.ask("home", "forget", "").exits(2);
  }

  private String homes() {
    return sandbox.ask("home", "list").exits(0).success().path("homes").toString();
  }

  @Test
  void doctorFindsThisMachineFitAndLeavesNothing() throws IOException {
    var result = sandbox.ask("doctor").exits(0).success();
    assertTrue(result.path("ok").asBoolean(), result::toString);
    var names = new ArrayList<String>();
    for (var check : result.path("checks").path("environment")) {
      names.add(check.path("name").asString());
      assertEquals("pass", check.path("status").asString(), check::toString);
      assertTrue(check.path("durationMs").asLong() >= 0);
    }
    assertEquals(
        List.of(
            "java-runtime",
            "cwd-access",
            "temp-dir",
            "home_isolation",
            "limits",
            "home-writable",
            "pty-spawn",
            "socket-viable",
            "artifact-atomicity",
            "event-log-writable",
            "home-permissions",
            "disk-space",
            "locale",
            "settings",
            "host",
            "sessions"),
        names);
    assertTrue(result.path("capabilities").isArray());
    for (var capability : result.path("capabilities")) {
      assertEquals("available", capability.path("status").asString(), capability::toString);
    }
    try (var left = Files.list(sandbox.home())) {
      assertEquals(List.of("sessions"), left.map(path -> path.getFileName().toString()).toList());
    }
    assertTrue(sandbox.run("doctor").exits(0).out().contains("✓ pty-spawn: "));
  }

  @Test
  void doctorSaysWhatFailsAndExitsWithOne() throws IOException {
    Files.writeString(sandbox.home(), "a file where the home should be");
    var result = sandbox.ask("doctor").exits(1).success();
    assertFalse(result.path("ok").asBoolean());
    for (var check : result.path("checks").path("environment")) {
      var expected =
          switch (check.path("name").asString()) {
            case "home-writable" -> "fail";
            case "pty-spawn",
                "socket-viable",
                "artifact-atomicity",
                "event-log-writable",
                "host",
                "sessions" ->
                "skip";
            default -> "pass";
          };
      assertEquals(expected, check.path("status").asString(), check::toString);
    }
    assertTrue(sandbox.run("doctor").exits(1).out().contains("✗ home-writable: "));
  }

  @Test
  void doctorNoticesWhoCanWriteTheHomeAndMistakesInTheSettings() throws IOException {
    Files.createDirectory(sandbox.home());
    Files.setPosixFilePermissions(sandbox.home(), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(sandbox.home().resolve("config.json"), "{\n \"defaultCols\": \"wide\"\n}");
    var result = sandbox.run("doctor").exits(1);
    assertTrue(result.out().contains("'chmod 700 " + sandbox.home() + "'"), result::toString);
    assertTrue(result.out().contains("line 2, \"defaultCols\""), result::toString);
  }

  @Test
  void doctorNoticesAHostOfAnotherVersion() throws IOException {
    sandbox.create("--", "cat");
    var record = sandbox.home().resolve("host.json");
    Files.writeString(
        record, Files.readString(record).replaceFirst("\"protocol\": \\d+", "\"protocol\": 99"));
    var result = sandbox.run("doctor").exits(1);
    assertTrue(result.out().contains("✗ host: "), result::toString);
    assertTrue(result.out().contains("'session host restart'"), result::toString);
  }

  @Test
  void demoShowsTheMainJobAndLeavesNothing() throws IOException {
    var temporary = Files.createDirectory(sandbox.directory().resolve("tmp"));
    var result = sandbox.call().with("TMPDIR", temporary).run("demo").exits(0);
    assertAll(
        result::toString,
        () -> assertTrue(result.out().contains("$ session create --name demo")),
        () -> assertTrue(result.out().contains("I am in /dev/pts/")),
        () -> assertTrue(result.out().contains("Exited with code 42\n")),
        () -> assertEquals("", result.err()));
    assertEquals(List.of(), sandbox.processes());
    assertFalse(Files.exists(sandbox.home()));
    try (var left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
    // The directory for the sockets of homes whose paths are too long stays; here it is the user's.
    var sockets = sandbox.user().resolve("session");
    try (var left = Files.walk(sandbox.user()).filter(path -> !path.equals(sockets))) {
      assertEquals(List.of(sandbox.user()), left.toList());
    }
  }

  @Test
  void demoThatIsBrokenOffLeavesNothingEither() throws IOException {
    var temporary = Files.createDirectory(sandbox.directory().resolve("tmp"));
    var running = sandbox.call().with("TMPDIR", temporary).start("demo");
    Await.until("it types", () -> running.outSoFar().contains("$ session type"));
    running.process().destroy();
    running.await();
    assertEquals(List.of(), sandbox.processes());
    try (var left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void listAndCollectionBesideTwentyCreationsHarmNone() {
    sandbox.ended(sandbox.create("--", "true"));
    var creations = new ArrayList<Running>();
    var others = new ArrayList<Running>();
    for (int i = 0; i < 20; i++) {
      creations.add(sandbox.call().start("create", "--json", "--", "cat"));
      if (i % 4 == 0) {
        others.add(sandbox.call().start("list", "--all", "--json"));
        others.add(sandbox.call().start("gc", "--json"));
      }
    }
    for (var other : others) {
      other.await().exits(0).success();
    }
    for (var creation : creations) {
      var id = creation.await().exits(0).success().path("sessionId").asString();
      assertEquals("running", sandbox.session(id).path("status").asString());
    }
    assertEquals(20, sandbox.run("list", "--json").exits(0).success().path("sessions").size());
  }
}
