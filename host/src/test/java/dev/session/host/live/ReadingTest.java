package dev.session.host.live;

import static dev.session.host.live.RunningSessions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.screen.Region;
import dev.session.screen.Snapshot;
import dev.session.screen.SnapshotFormat;
import dev.session.screen.SnapshotOptions;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who reads a screen, however slowly, holds up nobody, and sees one moment of it.
@Timeout(60)
class ReadingTest {
  private static final SnapshotOptions EVERYTHING =
      new SnapshotOptions(SnapshotFormat.STRUCTURED, true, true, Region.ALL);

  @Test
  void theSessionGoesOnWhileItsScreenIsRead(@TempDir Path home) {
    try (var running = new RunningSessions(home)) {
      var session = running.sh("seq 1 100; echo ready; read x; echo seen $x; read x");
      running.awaitText(session, "ready");
      var live = running.live(session);
      var before = live.reading().snapshot(EVERYTHING).toJson().compact();
      var during =
          live.reading()
              .readStill(
                  true,
                  (still, sequence) -> {
                    // On another thread: this one may have the lock as often as it likes.
                    await(
                        CompletableFuture.runAsync(
                            () -> {
                              running.type(session, "it\n");
                              running.awaitText(session, "seen it");
                            },
                            Thread::startVirtualThread));
                    return Snapshot.of(still, session, sequence, EVERYTHING);
                  });
      assertEquals(before, during.toJson().compact());
      assertTrue(live.reading().snapshot(EVERYTHING).toJson().compact().contains("seen it"));
    }
  }
}
