package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `pipe`: commands line by line, each answered with one.
final class PipeTest {
  private static final int EXIT_USAGE = 2;
  private static final int EXIT_TIMED_OUT = 11;

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  private List<JsonNode> pipe(String... lines) {
    return sandbox.pipe(List.of(lines));
  }

  @Test
  void sessionIsDrivenLineByLine() {
    var answers =
        pipe(
            "create --name dev -- cat",
            "type dev 'say \"hello\"' --append-newline",
            "[\"wait\", \"dev\", \"--text\", \"say \\\"hello\\\"\"]",
            "snapshot dev",
            "destroy dev --force",
            "list --all");
    assertEquals(6, answers.size());
    answers.forEach(answer -> assertTrue(answer.path("ok").asBoolean(), answer::toString));
    answers.forEach(answer -> assertEquals(0, answer.path("exitCode").asInt(), answer::toString));
    assertEquals("create", answers.getFirst().path("command").asString());
    assertTrue(answers.get(3).path("result").toString().contains("say \\\"hello\\\""));
    assertEquals(1, answers.getLast().path("result").path("sessions").size());
  }

  @Test
  void failureDoesNotEndIt() {
    var answers = pipe("inspect nobody", "list --no-such", "type 'open", "", "version");
    assertEquals(4, answers.size());
    assertEquals("SESSION_NOT_FOUND", answers.get(0).path("error").path("code").asString());
    assertEquals("INVALID_INPUT", answers.get(1).path("error").path("code").asString());
    assertEquals(EXIT_USAGE, answers.get(2).path("exitCode").asInt());
    assertTrue(answers.get(3).path("ok").asBoolean());
  }

  @Test
  void answerThatIsNoHasItsExitCode() {
    var id = sandbox.create("--", "cat");
    var answer = pipe("wait " + id + " --text never --timeout 1").getFirst();
    assertTrue(answer.path("ok").asBoolean(), answer::toString);
    assertEquals(EXIT_TIMED_OUT, answer.path("exitCode").asInt());
  }

  @Test
  void whatACommandPrintsIsInItsAnswer() {
    var answers = pipe("help create", "completion bash");
    assertEquals(2, answers.size());
    answers.forEach(
        answer -> assertFalse(answer.path("result").path("output").asString().isBlank()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "attach x", "dashboard", "host run", "type x -", "render"})
  void commandThatNeedsTheStreamsIsRefused(String line) {
    var answers = pipe(line, "version");
    assertEquals("INVALID_INPUT", answers.getFirst().path("error").path("code").asString());
    assertTrue(answers.getLast().path("ok").asBoolean(), answers::toString);
  }

  @Test
  void hostThatWasRestartedMeanwhileIsFoundAgain() {
    var answers =
        pipe(
            "create -- cat",
            "touch last",
            "host stop",
            "create -- cat",
            "touch last",
            "destroy last --force");
    assertEquals(6, answers.size());
    answers.forEach(answer -> assertTrue(answer.path("ok").asBoolean(), answer::toString));
  }

  /// A pipe lives for days; what a command needs for its time must not stay.
  @Test
  void batchesLeaveNothingBehind() throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    assumeTrue(Files.isExecutable(jcmd), "only a JDK can look into a process");
    var id = sandbox.create("--", "cat");
    var lines = sandbox.directory().resolve("lines");
    sandbox.call().of("mkfifo", lines.toString()).run().exits(0);
    var pipe =
        sandbox
            .call()
            .of("sh", "-c", "exec \"$0\" pipe < '" + lines + "'")
            .start(Sandbox.installation().resolve("bin/session").toString());
    try (var input = Files.newBufferedWriter(lines)) {
      for (int i = 0; i < 20; i++) {
        input.write("[\"batch\", \"" + id + "\", \"[{\\\"mark\\\": \\\"x\\\"}]\"]\n");
      }
      input.flush();
      Await.until("all are answered", () -> pipe.outSoFar().lines().count() == 20);
      var process = Long.toString(pipe.process().pid());
      var living =
          sandbox.call().of(jcmd.toString(), process, "GC.class_histogram").run().exits(0).out();
      assertTrue(living.contains("dev.session.cli.command.PipeCommand"), living);
      assertFalse(living.contains("dev.session.cli.batch.Progress"), living);
    }
    pipe.await().exits(0);
    assertFalse(pipe.outSoFar().contains("\"ok\":false"), pipe::outSoFar);
  }
}
