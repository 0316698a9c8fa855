package dev.session.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.process.SessionProcesses.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which process it is, and that no other one is ever meant.
@Timeout(60)
class ProcessIdentityTest {

  @Test
  void aProcessIsItselfUntilItEnds() throws Exception {
    var process = sleeper();
    var identity = ProcessIdentity.of(process.pid()).orElseThrow();
    assertTrue(identity.isAlive());
    assertEquals(Optional.of(identity), ProcessIdentity.of(process.pid()));
    assertTrue(identity.kill());
    assertEquals(128 + Signals.KILL, process.waitFor());
    assertFalse(identity.isAlive());
    assertFalse(identity.kill());
    assertEquals(Optional.empty(), ProcessIdentity.of(process.pid()));
  }

  @Test
  void anotherProcessOfTheSameNumberIsLeftAlone() throws Exception {
    var stranger = sleeper();
    try {
      var now = ProcessIdentity.of(stranger.pid()).orElseThrow();
      var earlier = new ProcessIdentity(now.pid(), now.startTicks() - 1, now.bootId());
      var otherBoot = new ProcessIdentity(now.pid(), now.startTicks(), "another boot");
      for (var gone : List.of(earlier, otherBoot)) {
        assertFalse(gone.isAlive());
        assertFalse(gone.kill());
        assertEquals(List.of(), members(gone));
        assertEquals(Map.of(), SessionProcesses.kill(List.of(Origin.of(null, gone))));
      }
      assertTrue(stranger.isAlive());
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aNameWithBlanksAndParenthesesDoesNotConfuse() {
    var line = "42 (a b) R 9 (x)) S 7 8 9 34816 8 4194560 1 0 0 0 2 3 0 0 20 0 1 0 123456 9 9";
    assertEquals(
        new ProcessStat(42, "a b) R 9 (x)", 'S', 7, 8, 9, 123456),
        ProcessStat.parse(42, line.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void noProcessHasTheNumberZero() {
    assertEquals(Optional.empty(), ProcessStat.read(0));
  }

  @Test
  void aSessionIsKilledWithAllItsGroups() throws Exception {
    // setsid founds a session; "set -m" puts each job into a group of its own.
    var script = "set -m; sleep 1000 & sleep 1000 & trap '' HUP TERM; echo ready; wait";
    var process = new ProcessBuilder("setsid", "--wait", "bash", "-c", script).start();
    var leader = sessionBelow(process);
    assertEquals(3, members(leader).size());
    assertEquals(Map.of(), SessionProcesses.kill(List.of(Origin.of(null, leader))));
    assertEquals(List.of(), members(leader));
    process.waitFor();
  }

  @Test
  void whatOutlivedTheLeaderIsStillItsSession() throws Exception {
    var script = "trap '' HUP; sleep 1000 & echo ready; read _";
    var process = new ProcessBuilder("setsid", "--wait", "bash", "-c", script).start();
    var leader = sessionBelow(process);
    process.getOutputStream().close();
    process.waitFor();
    assertFalse(leader.isAlive());
    assertEquals(1, members(leader).size());
    assertEquals(Map.of(), SessionProcesses.kill(List.of(Origin.of(null, leader))));
    assertEquals(List.of(), members(leader));
  }

  /// The founder of the session, once it has said that it is ready. Whether `setsid` had to fork
  /// for it depends on who leads its process group.
  private static ProcessIdentity sessionBelow(Process process) throws IOException {
    var line = new byte["ready\n".length()];
    assertEquals(line.length, process.getInputStream().readNBytes(line, 0, line.length));
    var leader =
        Stream.concat(Stream.of(process.toHandle()), process.children())
            .flatMap(handle -> ProcessStat.read(handle.pid()).stream())
            .filter(stat -> stat.pid() == stat.session())
            .findFirst()
            .orElseThrow();
    return ProcessIdentity.of(leader.pid()).orElseThrow();
  }

  private static List<ProcessStat> members(ProcessIdentity leader) {
    return SessionProcesses.now().of(Origin.of(null, leader));
  }

  private static Process sleeper() throws IOException {
    return new ProcessBuilder("sleep", "1000").start();
  }
}
