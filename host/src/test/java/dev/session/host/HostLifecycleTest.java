package dev.session.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.home.SessionCatalog;
import dev.session.home.SessionStore;
import dev.session.process.ProcessIdentity;
import dev.session.status.TerminationReason;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A host's life: alone in its home, and gone without a trace, by request, signal or itself.
@Timeout(120)
class HostLifecycleTest {
  @TempDir private Path directory;

  @Test
  void aSecondHostLeavesAtOnceAndTheFirstIsStoppedByRequest() throws Exception {
    try (var host = HostJvm.start(directory).awaitReady()) {
      try (var second = HostJvm.start(directory)) {
        assertEquals(Main.EXIT_ALREADY_RUNNING, second.awaitExit());
      }
      assertTrue(host.log().contains("A host already runs for " + directory));
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(directory.resolve("host.sock"))));
      try (var client = host.connect()) {
        var answer = client.post("/v1/host/stop", "{}");
        assertEquals(200, answer.status());
      }
      assertEquals(0, host.awaitExit());
      assertNothingIsLeft(host);
    }
  }

  @Test
  void aTerminatedHostEndsItsSessionsInOrder() throws Exception {
    leaveStaleSocket();
    try (var host = HostJvm.start(directory).awaitReady();
        var client = host.connect();
        var waiting = host.connect()) {
      var session = create(client, "trap '' HUP; echo ready; while :; do sleep 1000; done");
      client.post("/v1/sessions/" + session + "/wait-screen", "{\"text\":\"ready\"}");
      var record = SessionStore.require(SessionCatalog.find(host.home, session));
      var child = record.child();
      assertNotNull(child);
      waiting.request("POST", "/v1/sessions/" + session + "/wait", Map.of(), "{}");
      host.process.destroy();
      assertEquals("{\"timedOut\":false,\"exitSignal\":\"SIGTERM\"}", waiting.read().body());
      assertEquals(0, host.awaitExit());
      assertFalse(child.isAlive());
      record = SessionStore.require(SessionCatalog.find(host.home, session));
      assertTrue(record.status().terminal());
      var ending = record.ending();
      assertTrue(ending != null && ending.reason() == TerminationReason.HOST_STOPPED);
      assertNothingIsLeft(host);
      assertTrue(host.log().contains("host leaves: SIGTERM"), host::log);
    }
  }

  @Test
  void anIdleHostLeavesButNotWhileASessionRuns() throws Exception {
    Files.writeString(directory.resolve("config.json"), "{\"hostIdleMs\":1500}");
    try (var host = HostJvm.start(directory).awaitReady()) {
      try (var client = host.connect()) {
        // Longer than the host would stay idle.
        var session = create(client, "sleep 2; exit 7");
        var wait = client.post("/v1/sessions/" + session + "/wait", "{}");
        assertEquals("{\"timedOut\":false,\"exitCode\":7}", wait.body());
      }
      assertEquals(0, host.awaitExit());
      assertNothingIsLeft(host);
      assertTrue(host.log().contains("host leaves: nothing to do for 1500 ms"), host::log);
    }
  }

  @Test
  void aKilledHostIsReplacedByOneThatTellsTheTruth() throws Exception {
    String session;
    ProcessIdentity child;
    try (var host = HostJvm.start(directory).awaitReady();
        var client = host.connect()) {
      session = create(client, "trap '' HUP; while :; do sleep 1000; done");
      child = SessionStore.require(SessionCatalog.find(host.home, session)).child();
      host.process.destroyForcibly();
      host.awaitExit();
    }
    try (var host = HostJvm.start(directory).awaitReady();
        var client = host.connect()) {
      var answer = client.get("/v1/sessions/" + session);
      assertTrue(answer.body().contains("\"status\":\"failed\""), answer.body());
      assertTrue(child == null || !child.isAlive(), "the process was left running");
      client.post("/v1/host/stop", "{}");
      assertEquals(0, host.awaitExit());
    }
  }

  private static String create(ApiClient client, String script) throws IOException {
    var answer =
        client.post(
            "/v1/sessions",
            "{\"cwd\":\"/\",\"command\":[\"/bin/sh\",\"-c\",\""
                + script
                + "\"],"
                + "\"environment\":{\"PATH\":\"/usr/bin:/bin\"}}");
    assertEquals(200, answer.status(), answer::body);
    return answer.json().fields("").string("sessionId");
  }

  private void leaveStaleSocket() throws IOException {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.resolve("host.sock")));
    }
    assertTrue(Files.exists(directory.resolve("host.sock")));
  }

  private static void assertNothingIsLeft(HostJvm host) {
    assertFalse(Files.exists(host.home.hostRecord()), "host.json is left");
    assertFalse(Files.exists(host.home.directory().resolve("host.sock")), "the socket is left");
  }
}
