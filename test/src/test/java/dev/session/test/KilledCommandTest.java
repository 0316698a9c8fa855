package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Commands are killed (SIGKILL) at any moment of their work: what they had not finished is as if
/// it had never been begun, or is finished by the next command, and nothing of it stays.
final class KilledCommandTest {
  private static final int ROUNDS = 6;
  private static final int ROUNDS_LONG = 100;

  /// From the start of the process to beyond its end, on any machine.
  private static final int KILL_AFTER_MAX_MILLIS = 700;

  @RegisterExtension final Sandbox sandbox = new Sandbox();

  private final long seed = Seed.get();
  private final Random random = new Random(seed);
  private String ended = "";
  private Path archive = Path.of("");

  @Test
  void commandsKilledWhileTheyWork() throws IOException, InterruptedException {
    kill(ROUNDS);
  }

  @Test
  @Tag("faults")
  void commandsKilledAHundredTimesEach() throws IOException, InterruptedException {
    kill(ROUNDS_LONG);
  }

  private void kill(int rounds) throws IOException, InterruptedException {
    ended = sandbox.create("--keep", "--", "sh", "-c", "seq 200000; exit 3");
    sandbox.ask("wait", ended, "--exit", "--exit-status").exits(3);
    archive = sandbox.directory().resolve("archive.zip");
    sandbox.ask("archive", ended, "--out", archive.toString()).exits(0);
    var whole = raw(ended);
    for (int round = 0; round < rounds; round++) {
      try {
        for (var command : commands(round)) {
          killed(command);
        }
        assertEquals(-1, Files.mismatch(whole, raw(ended)), "the history has changed");
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    sandbox.stopHost();
    sandbox.ask("doctor", "--repair").exits(0);
    sandbox.ask("gc", "--older-than", "1ms").exits(0);
    assertNothingIsLeft();
  }

  private List<List<String>> commands(int round) {
    var out = sandbox.directory();
    return List.of(
        List.of("create", "--", "sh", "-c", "seq 10000"),
        List.of("archive", ended, "--out", out.resolve("a" + round + ".zip").toString()),
        List.of("import", archive.toString(), "--new-id"),
        List.of("export", ended, "--format", "raw", "--out", out + "/e" + round + ".raw"),
        List.of("gc", "--older-than", "1ms"),
        List.of("doctor", "--repair"));
  }

  private void killed(List<String> command) throws InterruptedException {
    var running = sandbox.call().start(command.toArray(String[]::new));
    running.process().waitFor(random.nextInt(KILL_AFTER_MAX_MILLIS), TimeUnit.MILLISECONDS);
    running.process().destroyForcibly().waitFor();
  }

  /// What the session printed, exported anew.
  private Path raw(String id) throws IOException {
    var file = Files.createTempFile(sandbox.directory(), "whole", ".raw");
    Files.delete(file);
    sandbox.ask("export", id, "--format", "raw", "--out", file.toString()).exits(0);
    return file;
  }

  private void assertNothingIsLeft() throws IOException {
    var sessions = sandbox.home().resolve("sessions");
    var trashed = sandbox.home().resolve("trash");
    var left = new ArrayList<String>();
    try (Stream<Path> all = Files.walk(sandbox.home())) {
      for (var path : all.toList()) {
        var name = path.getFileName().toString();
        boolean hidden = name.startsWith(".");
        boolean otherSession = sessions.equals(path.getParent()) && !name.equals(ended);
        boolean trash = trashed.equals(path.getParent());
        if (hidden || otherSession || trash) {
          left.add(sandbox.home().relativize(path).toString());
        }
      }
    }
    assertEquals(List.of(), left);
    assertEquals("exited", sandbox.session(ended).path("status").asString());
    // An archive has its name only when it is complete.
    try (var files = Files.newDirectoryStream(sandbox.directory(), "a[0-9]*.zip")) {
      for (var file : files) {
        sandbox.ask("import", file.toString(), "--new-id").exits(0);
      }
    }
    assertTrue(sandbox.run("list", "--all").exits(0).err().isEmpty());
  }
}
