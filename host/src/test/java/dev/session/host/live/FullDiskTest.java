package dev.session.host.live;

import static dev.session.host.Patience.eventually;
import static dev.session.host.live.RunningSessions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.message.DestroyRequest;
import dev.session.message.InspectResult;
import dev.session.message.WaitRequest;
import dev.session.message.WaitResult;
import dev.session.status.SessionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A session whose log cannot be written stands still and says so, goes on where it can again, and
/// loses nothing.
@Timeout(120)
class FullDiskTest {
  /// The smallest segments there are: the next one is begun soon.
  private static final String SMALL_SEGMENTS = "{\"log\":{\"segmentBytes\":65536}}";

  @TempDir private Path directory;

  @Test
  void aBlockedSessionStandsStillWhileOthersGoOn() throws Exception {
    try (var running = new RunningSessions(directory).configure(SMALL_SEGMENTS)) {
      int lines = 60_000;
      var session = running.sh("read x; seq " + lines + "; read y; exit 5");
      var other = running.sh("read x; echo other; read y");
      var obstacle = obstruct(running, session);
      running.type(session, "\n");
      eventually("the session to stand still", () -> blocked(running, session) != null);

      var refused =
          assertThrows(SessionException.class, () -> running.type(session, "more input\n"));
      assertEquals(ErrorCode.STORAGE_WRITE_ERROR, refused.code());
      running.type(other, "\n");
      running.awaitText(other, "other");
      assertFalse(running.live(session).over().isDone());

      clear(obstacle);
      running.awaitText(session, Integer.toString(lines));
      running.type(session, "\n");
      assertEquals(new WaitResult(5, null, false), running.awaitExit(session));
      var expected =
          IntStream.rangeClosed(1, lines)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining("\n", "\n", "\n\n"));
      assertEquals(expected, running.output(session));
    }
  }

  @Test
  void theExitOfABlockedSessionIsNotedWhenThereIsRoom() throws Exception {
    try (var running = new RunningSessions(directory).configure(SMALL_SEGMENTS)) {
      var session = running.sh("read x; seq 20000; kill -KILL $$");
      var obstacle = obstruct(running, session);
      running.type(session, "\n");
      var wait = running.requests.await(session, new WaitRequest(null, null));
      eventually("the session to stand still", () -> blocked(running, session) != null);
      assertFalse(wait.isDone());
      clear(obstacle);
      assertEquals(new WaitResult(null, "SIGKILL", false), await(wait));
      assertEquals(1, running.extensions(session, "exit").size());
      assertTrue(running.output(session).endsWith("\n20000\n"));
    }
  }

  @Test
  void aBlockedSessionCanBeDestroyed() throws Exception {
    try (var running = new RunningSessions(directory).configure(SMALL_SEGMENTS)) {
      var session = running.sh("read x; seq 20000; sleep 1000");
      var obstacle = obstruct(running, session);
      running.type(session, "\n");
      eventually("the session to stand still", () -> blocked(running, session) != null);
      var child = running.record(session).child();
      var destroyed = running.requests.destroy(session, new DestroyRequest(true, null));
      eventually("the process to end", () -> child == null || !child.isAlive());
      assertFalse(destroyed.isDone(), "the end is told before it is in the log");
      clear(obstacle);
      await(destroyed);
      assertEquals(SessionStatus.DESTROYED, running.record(session).status());
      assertTrue(running.output(session).startsWith("\n1\n2\n"));
    }
  }

  @Test
  void afterAFullDiskNothingIsMissing() throws Exception {
    var disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "none", disk.toString()) == 0,
        "a file system of its own can be mounted by root only");
    try {
      fillAndFree(disk);
    } finally {
      assertEquals(0, run("umount", "--lazy", disk.toString()));
    }
  }

  private static void fillAndFree(Path disk) throws Exception {
    try (var running = new RunningSessions(disk.resolve("home"))) {
      var filler = disk.resolve("filler");
      var session = running.sh("read x; seq 30000; exit 7");
      Files.write(filler, new byte[900 << 10]);
      running.type(session, "\n");
      eventually("the session to stand still", () -> blocked(running, session) != null);
      assertTrue(String.valueOf(blocked(running, session)).contains("disk is full"));
      Files.delete(filler);
      assertEquals(new WaitResult(7, null, false), running.awaitExit(session));
      var output = running.output(session);
      assertTrue(output.endsWith("\n29999\n30000\n"));
      assertEquals(30_001, output.lines().count());
    }
  }

  private static @Nullable String blocked(RunningSessions running, String session) {
    var live = ((InspectResult) running.requests.inspect(session, false)).live();
    return live == null ? null : live.blocked();
  }

  /// Keeps the next segment from being begun.
  private static Path obstruct(RunningSessions running, String session) throws IOException {
    var obstacle = running.files(session).log().resolve("000002.cast.new");
    return Files.createDirectories(obstacle.resolve("inside"));
  }

  private static void clear(Path obstacle) throws IOException {
    Files.delete(obstacle);
    Files.delete(obstacle.getParent());
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
