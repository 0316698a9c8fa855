package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.testing.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `run`: commands in the shell of a session, and programs in sessions of their own.
final class RunTest {
  private static final int EXIT_NOT_READY = 4;
  private static final int EXIT_TIMED_OUT = 11;
  private static final int EXIT_INTERRUPTED = 130;

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  @ParameterizedTest
  @ValueSource(strings = {"bash", "sh"})
  void theResultIsThatOfTheCommand(String shell) {
    var id = sandbox.create("--", shell);
    var result = sandbox.ask("run", id, "cd /usr; echo one; echo two; (exit 3)", "--json").exits(0);
    var run = result.success();
    assertTrue(run.path("accepted").asBoolean(), result::toString);
    assertTrue(run.path("completed").asBoolean(), result::toString);
    assertFalse(run.path("timedOut").asBoolean(), result::toString);
    assertEquals("completed", run.path("outcome").asString());
    assertEquals(3, run.path("exitCode").asInt());
    assertEquals("one\ntwo", run.path("output").asString());
    assertFalse(run.path("outputTruncated").asBoolean());
    assertEquals("/usr", run.path("cwd").asString());
    assertTrue(run.path("marker").asString().matches("__AT_MARKER_[0-9a-f]{32}__"));
  }

  @Test
  void theOutputIsPrintedAndTheCodePassedOn() {
    var id = sandbox.create("--", "bash");
    var failed = sandbox.run("run", id, "echo hi; (exit 42)", "--exit-status").exits(42);
    assertEquals("hi\n", failed.out());
    sandbox.ask("run", id, "(exit 42)").exits(0);
    var late = sandbox.run("run", id, "read x", "--exit-status", "--timeout", "50");
    assertTrue(late.exits(EXIT_TIMED_OUT).err().contains("--command-done"), late::toString);
  }

  @Test
  void aCommandFromStandardInputMayHaveSeveralLines() {
    var id = sandbox.create("--", "bash");
    var script = "for i in 1 2\ndo\n  echo $i\ndone\n(exit 4)\n";
    var result = sandbox.call().reading(script).run("run", id, "-", "--exit-status").exits(4);
    assertEquals("1\n2\n", result.out());
  }

  @Test
  void rawOutputIsEveryByteOfTheCommand() throws IOException {
    var id = sandbox.create("--", "bash");
    var file = sandbox.directory().resolve("raw");
    var command = "printf '\\033[31mred\\377\\n'; seq 300000";
    sandbox.ask("run", id, command, "--raw-output", file.toString()).exits(0);
    var bytes = Files.readAllBytes(file);
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertTrue(text.startsWith("\033[31mred\u00ff\r\n1\r\n2\r\n"), text.substring(0, 40));
    assertTrue(text.endsWith("\r\n300000\r\n"), text.substring(text.length() - 40));
  }

  @Test
  void anEndAfterTheTimeIsFoundLiveAndOffline() {
    var id = sandbox.create("--", "bash");
    var late = sandbox.ask("run", id, "read x; echo got $x; (exit 5)", "--timeout", "50", "--json");
    var seq = late.exits(0).success().path("seq").asLong();
    sandbox.ask("type", id, "it", "--append-newline").exits(0);
    for (var round = 0; round < 2; round++) {
      var done = sandbox.ask("wait", id, "--command-done").exits(0).success();
      assertEquals(5, done.path("exitCode").asInt(), done::toString);
      assertEquals(seq, done.path("runSeq").asLong());
      assertTrue(done.path("output").asString().endsWith("got it"), done::toString);
      sandbox.stopHost();
    }
  }

  @Test
  void aCommandThatRunsAlreadyIsNamed() {
    var id = sandbox.create("--", "bash");
    sandbox.ask("run", id, "sleep 1000", "--timeout", "200").exits(0);
    var refused = sandbox.ask("run", id, "true").exits(EXIT_NOT_READY).failure();
    assertEquals("SHELL_NOT_READY", refused.path("code").asString());
    assertEquals("sleep", refused.path("details").path("program").asString());
    assertTrue(refused.path("retryable").asBoolean());
  }

  @Test
  void withoutIntegrationNothingIsTyped() {
    var id = sandbox.create("--no-integration", "--", "bash", "--norc");
    sandbox.awaitText(id, "bash-");
    sandbox.ask("run", id, "true").exits(EXIT_NOT_READY);
    sandbox.ask("run", id, "echo $((6*7))", "--no-wait").exits(0);
    sandbox.ask("wait", id, "--regex", "(?m)^42$").exits(0);
    assertFalse(sandbox.run("log", id, "--raw").out().contains("]133;"));
  }

  @ParameterizedTest
  @CsvSource({"exit 6, 6", "kill -TERM $$, 143", "exit 0, 0"})
  void aProgramInASessionOfItsOwnEndsAsIfThereWereNone(String end, int status) {
    var result = sandbox.run("run", "--new", "--cols", "40", "--", "sh", "-c", "stty size; " + end);
    assertEquals("24 40\n", result.exits(status).out());
  }

  @Test
  void theOutputOfAOneShotComesAsItIsPrinted() {
    var script = "echo early; read x; echo late $x";
    var running = sandbox.call().start("run", "--new", "--name", "slow", "--", "sh", "-c", script);
    Await.until("the first line is there", () -> running.outSoFar().equals("early\n"));
    sandbox.run("type", "slow", "go", "--append-newline").exits(0);
    assertEquals("early\ngo\nlate go\n", running.await().exits(0).out());
  }

  @Test
  void ofAOneShotThatOutgrowsItsLogWhatIsLeftIsPrinted() {
    var flood = "seq 1 300000; echo END";
    for (int i = 0; i < 3; i++) {
      var result = sandbox.run("run", "--new", "--max-log-size", "128K", "--", "sh", "-c", flood);
      assertTrue(result.exits(0).out().contains("\n"), result::toString);
    }
  }

  @Test
  void ctrlCInterruptsTheProgramOfAOneShot() throws Exception {
    var program = Sandbox.installation().resolve("bin/session").toString();
    var script = "trap 'exit 3' INT; echo on; while :; do sleep 1; done";
    var running =
        sandbox
            .call()
            .of("env", "--default-signal=INT", program)
            .start("run", "--new", "--name", "endless", "--", "sh", "-c", script);
    Await.until("it runs", () -> running.outSoFar().startsWith("on\n"));
    new ProcessBuilder("kill", "-INT", Long.toString(running.process().pid())).start().waitFor();
    assertEquals(EXIT_INTERRUPTED, running.await().exitCode());
    assertEquals(3, sandbox.session("endless").path("exitCode").asInt());
  }

  @Test
  void aOneShotThatTakesTooLongLeavesItsSession() {
    var result = sandbox.ask("run", "--new", "--timeout", "50", "--", "sleep", "1000");
    var id = result.exits(EXIT_TIMED_OUT).success().path("sessionId").asString();
    assertEquals("running", sandbox.session(id).path("status").asString());
    sandbox.ask("run", "--new").exits(2);
  }

  @Test
  void usersOwnFilesAreReadAndTheirSettingsSurvive() throws IOException {
    Files.writeString(
        sandbox.user().resolve(".bashrc"),
        """
        PS1='mine> '
        PROMPT_COMMAND='count=$((count + 1))'
        trap 'last=$BASH_COMMAND' DEBUG
        alias hello='echo from an alias'
        """);
    var id = sandbox.create("--", "bash");
    assertEquals("from an alias\n", sandbox.run("run", id, "hello").exits(0).out());
    assertEquals("2\n", sandbox.run("run", id, "echo $count").exits(0).out());
    assertTrue(sandbox.run("run", id, "trap -p DEBUG").exits(0).out().contains("last="));
    var screen = sandbox.run("snapshot", id, "--format", "text").exits(0).out();
    assertTrue(screen.startsWith("mine> hello\nfrom an alias\nmine> echo $count\n2\n"), screen);
    sandbox.ask("run", id, "PS1='other> '; PROMPT_COMMAND='x=1'").exits(0);
    assertEquals("still\n", sandbox.run("run", id, "echo still").exits(0).out());
    assertTrue(sandbox.run("snapshot", id, "--format", "text").out().contains("other> echo still"));
  }

  @Test
  void aLoginShellReadsItsFiles() throws IOException {
    Files.writeString(sandbox.user().resolve(".bash_profile"), "profile=read");
    var id = sandbox.create("--", "bash", "--login");
    var command = "echo $profile $ENV $POSIXLY_CORRECT; shopt login_shell; shopt -qo posix";
    var result = sandbox.run("run", id, command, "--exit-status").exits(1);
    assertTrue(result.out().matches("read\\nlogin_shell\\s+on\\n"), result::toString);
  }

  @Test
  @Tag("slow")
  void aThousandCallsAreToldTheTruth() {
    var id = sandbox.create("--", "bash");
    long seed = Seed.get();
    var random = new Random(seed);
    for (int round = 0; round < 1000; round++) {
      int code = random.nextInt(126);
      var result =
          sandbox.run("run", id, "echo " + round + "; (exit " + code + ")", "--exit-status");
      assertEquals(round + "\n", result.exits(code).out(), "seed " + seed);
    }
  }
}
