package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The loops of the README and of the skill, in a shell that takes a second to start and has a
/// prompt such as people have: what is told is the program's answer, never the echo of a question.
final class SlowShellTest {
  private static final int EXIT_TIMED_OUT = 11;

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  @BeforeEach
  void slowStart() throws IOException {
    Files.writeString(
        sandbox.user().resolve(".bashrc"),
        "sleep 1; PS1='\\[\\e[1;32m\\]\\u \\w\\[\\e[0m\\]\\n\\[\\e[33m\\]-> \\[\\e[0m\\]'\n");
  }

  private String type(String session, String line) {
    var typed = sandbox.ask("type", session, line, "--append-newline").exits(0).success();
    return typed.path("seq").asString();
  }

  @Test
  void theReadmesLoopIsRight() {
    var session = sandbox.create("--", "bash");
    var sequence = type(session, "echo Running tests");
    sandbox.ask("wait", session, "--text", "Running tests", "--after", sequence).exits(0);
    var screen = sandbox.screen(session);
    assertTrue(screen.contains("\nRunning tests\n"), screen);
    var system = sandbox.run("run", session, "uname -s").exits(0).out();
    assertEquals("Linux\n", system);
  }

  @Test
  void theSkillsLoopIsRight() throws IOException {
    Files.writeString(sandbox.directory().resolve("a-file-that-is-listed"), "");
    var session = sandbox.create("--", "bash");
    var sequence = type(session, "ls -l");
    sandbox.ask("wait", session, "--screen-stable-ms", "300", "--after", sequence).exits(0);
    var screen = sandbox.screen(session);
    assertTrue(screen.contains("a-file-that-is-listed"), screen);
  }

  @Test
  void aBlankScreenIsNotStable() {
    var session = sandbox.create("--", "bash");
    sandbox.ask("wait", session, "--screen-stable-ms", "50").exits(0);
    var screen = sandbox.screen(session);
    assertTrue(screen.contains("->"), screen);
  }

  @Test
  void aRunTellsItsOwnEndWhateverWasTypedBefore() {
    var session = sandbox.create("--", "bash");
    type(session, "true");
    var first = sandbox.run("run", session, "echo real; false", "--exit-status").exits(1);
    assertEquals("real\n", first.out());

    var keys = sandbox.create("--", "bash");
    sandbox.ask("type", keys, "false").exits(0);
    sandbox.ask("send-keys", keys, "Enter").exits(0);
    sandbox.ask("run", keys, "true", "--exit-status").exits(0);

    var batch = sandbox.create("--", "bash");
    var steps = "[{\"type\":\"true\\n\"},{\"run\":\"echo in a batch; exit 3\"}]";
    assertFalse(sandbox.ask("batch", batch, steps).exitCode() == 0);
  }

  @Test
  void anEchoAloneIsNoAnswer() {
    var session = sandbox.create("--", "bash");
    var sequence = type(session, "sleep 1000 # answer");
    sandbox
        .ask("wait", session, "--text", "answer", "--after", sequence, "--timeout", "3000")
        .exits(EXIT_TIMED_OUT);
  }
}
