package dev.session.host.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.session.process.ProcessExit.Exited;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What programs in terminals cost the host, and that it is given back.
@Timeout(60)
class ResourcesTest {

  @Test
  void aThousandProgramsLeaveNoDescriptorAndNoZombie() throws Exception {
    try (var ptys = new Ptys()) {
      run(ptys, 4); // what is loaded and started once
      var before = OpenFiles.all();
      run(ptys, 1000);
      assertEquals(Set.of(), OpenFiles.since(before));
      assertEquals(List.of(), OpenFiles.zombies());
    }
  }

  @Test
  void closingGivesBackThreadsAndDescriptors() throws Exception {
    try (var ptys = new Ptys()) {
      run(ptys, 1);
    }
    var before = OpenFiles.all();
    try (var ptys = new Ptys()) {
      run(ptys, 3);
      assertNotEquals(Set.of(), OpenFiles.since(before));
    }
    assertEquals(Set.of(), OpenFiles.since(before));
    assertEquals(0, loopThreads());
  }

  @Test
  void manyProgramsShareAFewThreads() throws Exception {
    try (var ptys = new Ptys(2)) {
      assertEquals(0, loopThreads());
      for (var i = 0; i < 50; i++) {
        Terminal.sh(ptys, "read _");
      }
      assertEquals(2, loopThreads());
    }
  }

  private static void run(Ptys ptys, int times) throws Exception {
    for (var i = 0; i < times; i++) {
      var terminal = Terminal.start(ptys, Terminal.command("/bin/true"));
      assertEquals(new Exited(0), terminal.awaitExit());
      terminal.awaitClosed();
    }
  }

  private static long loopThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("pty-loop-"))
        .count();
  }
}
