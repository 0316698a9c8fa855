package dev.session.host.live;

import static dev.session.host.Patience.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.session.host.pty.OpenFiles;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sessions that come and go leave no descriptor, no thread, no task and no zombie.
class ChurnTest {
  @TempDir private Path home;

  @Test
  @Timeout(60)
  void aHundredSessionsLeaveNothing() throws Exception {
    churn(100);
  }

  @Test
  @Tag("slow")
  @Timeout(300)
  void aThousandSessionsLeaveNothing() throws Exception {
    churn(1000);
  }

  private void churn(int rounds) throws Exception {
    try (var running = new RunningSessions(home)) {
      round(running, 4); // what is loaded and started once
      var files = OpenFiles.all();
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      round(running, rounds);
      eventually("the terminals to be closed", () -> OpenFiles.since(files).isEmpty());
      assertEquals(List.of(), OpenFiles.zombies());
      assertEquals(0, running.sessions.count());
      assertEquals(0, running.timer.waiting());
      eventually(
          "threads to end",
          () -> ManagementFactory.getThreadMXBean().getThreadCount() <= threads + 1);
    }
  }

  private static void round(RunningSessions running, int times) {
    for (int i = 0; i < times; i++) {
      var session =
          running.create(
              RunningSessions.request(
                  "round", 3_600_000, 3_600_000, "/bin/sh", "-c", "echo hi; exec sleep 1000"));
      running.awaitText(session, "hi");
      running.destroy(session, i % 2 == 0, 1000);
    }
  }
}
