package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Idle timeout and time to live: what ends a session that nobody ends, and what keeps it.
final class ReaperTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  @Test
  void idleSessionIsEndedAndItsLogKept() {
    var id = sandbox.create("--idle-timeout-ms", "200", "--", "sh", "-c", "echo hi; exec cat");
    var session = sandbox.ended(id);
    assertEquals("exited", session.path("status").asString());
    assertEquals("idle-timeout", session.path("terminationReason").asString());
    assertEquals("SIGHUP", session.path("exitSignal").asString());
    assertTrue(Files.isDirectory(sandbox.files(id).resolve("log")));
  }

  @Test
  void idleTimeoutComesFromTheSettingsToo() throws IOException {
    sandbox.beWithoutAHome();
    Files.createDirectories(sandbox.home());
    Files.writeString(sandbox.home().resolve("config.json"), "{\"idleTimeoutMs\":200}");
    var session = sandbox.ended(sandbox.create("--", "cat"));
    assertEquals("idle-timeout", session.path("terminationReason").asString());
  }

  @Test
  void oldSessionIsEndedHoweverBusy() {
    var id =
        sandbox.create(
            "--ttl",
            "500ms",
            "--idle-timeout-ms",
            "3600000",
            "--",
            "sh",
            "-c",
            "while :; do echo busy; sleep 0.05; done");
    var session = sandbox.ended(id);
    assertEquals("exited", session.path("status").asString());
    assertEquals("time-to-live", session.path("terminationReason").asString());
    assertTrue(lived(session).compareTo(Duration.ofMillis(500)) >= 0, session::toString);
  }

  @Test
  void sessionThatIgnoresTheHangUpIsEndedAsWell() {
    var id =
        sandbox.create(
            "--idle-timeout-ms",
            "200",
            "--",
            "sh",
            "-c",
            "trap '' HUP; while :; do read x || sleep 0.1; done");
    var session = sandbox.ended(id);
    assertEquals("idle-timeout", session.path("terminationReason").asString());
  }

  /// Reading goes on all the time; the session ends nevertheless.
  @Test
  void readingIsNoActivity() {
    var id = sandbox.create("--idle-timeout-ms", "500", "--", "cat");
    Await.until(
        "it has ended while being read",
        () -> {
          sandbox.ask("snapshot", id, "--format", "text").exits(0);
          sandbox.ask("list").exits(0);
          return sandbox.ask("inspect", id).exits(0).success().path("session").has("endedAt");
        });
    assertEquals("idle-timeout", sandbox.session(id).path("terminationReason").asString());
  }

  /// Each touch comes within the idle time of the one before, or the test has nothing to say.
  @Test
  void touchKeepsASession() {
    var idle = Duration.ofSeconds(2);
    var id = sandbox.create("--idle-timeout-ms", Long.toString(idle.toMillis()), "--", "cat");
    var created = Instant.parse(sandbox.session(id).path("createdAt").asString());
    Await.within(
        idle.multipliedBy(3).dividedBy(2),
        () -> {
          var touched = sandbox.ask("touch", id);
          if (touched.exitCode() == 0) {
            assertTrue(touched.success().path("touched").asBoolean());
            return false;
          }
          return true; // This machine is too slow; below it shows that the session lived long.
        });
    var session = sandbox.session(id);
    var until =
        session.has("endedAt") ? Instant.parse(session.path("endedAt").asString()) : Instant.now();
    assertTrue(Duration.between(created, until).compareTo(idle) >= 0, session::toString);
  }

  @Test
  void touchNeedsARunningSession() {
    var id = sandbox.create("--", "true");
    sandbox.ended(id);
    var error = sandbox.ask("touch", id).exits(4).failure();
    assertEquals("SESSION_NOT_RUNNING", error.path("code").asString());
    sandbox.ask("destroy", id).exits(0);
    error = sandbox.ask("touch", id).exits(4).failure();
    assertEquals("SESSION_ALREADY_DESTROYED", error.path("code").asString());
  }

  private static Duration lived(JsonNode session) {
    return Duration.between(
        Instant.parse(session.path("createdAt").asString()),
        Instant.parse(session.path("endedAt").asString()));
  }
}
