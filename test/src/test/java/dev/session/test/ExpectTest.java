package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `expect`: a session is as described, becomes so in time, or the call fails and shows why.
final class ExpectTest {
  private static final int EXIT_FAILED = 13;

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  /// A program that has painted a screen and then waits for a line.
  private String painted() {
    var id =
        sandbox.create(
            "--",
            "sh",
            "-c",
            "printf 'BUILD \\033[1;31mFAILED\\033[0m\\r\\nready\\r\\n'; read x; echo late; exit 3");
    sandbox.awaitText(id, "ready");
    return id;
  }

  @Test
  void whatIsSoIsAsExpectedLiveAndAfterTheEnd() {
    var id = painted();
    assertEquals(
        "As expected\n", sandbox.run("expect", id, "--text", "BUILD FAILED").exits(0).out());
    sandbox.ask("expect", id, "--text", "FAILED", "--style", "bold,fg=red").exits(0);
    sandbox.ask("expect", id, "--regex", "^BUILD", "--row", "0", "--cursor-row", "2").exits(0);
    sandbox.ask("expect", id, "--text", "PASSED", "--not").exits(0);
    sandbox.ask("type", id, "--append-newline", "x").exits(0);
    sandbox.ask("expect", id, "--exit-code", "3", "--text", "late").exits(0);
    sandbox.stopHost();
    sandbox.ask("expect", id, "--exit-code", "3", "--text", "FAILED", "--style", "bold").exits(0);
    assertTrue(sandbox.processes().isEmpty(), "a host was started");
  }

  @Test
  void whatBecomesSoInTimeIsAsExpected() {
    var id = painted();
    var waiting = sandbox.call().start("expect", id, "--text", "late", "--timeout", "60000");
    sandbox.run("type", id, "--append-newline", "x").exits(0);
    waiting.await().exits(0);
  }

  @Test
  void failureShowsTheScreenAndPointsAtTheNearest() {
    var id = painted();
    var failed = sandbox.run("expect", id, "--text", "BUILD PASSED", "--timeout", "50");
    failed.exits(EXIT_FAILED);
    assertEquals(
        """
        > 0  BUILD FAILED
             the nearest: 3 characters differ
          1  ready
        EXPECTATION_FAILED: Not as expected: 'BUILD PASSED' is not on the screen.
        """,
        failed.err());
    var details =
        sandbox
            .ask("expect", id, "--text", "BUILD PASSED", "--timeout", "0")
            .exits(EXIT_FAILED)
            .failure()
            .path("details");
    assertEquals("BUILD FAILED", details.path("visibleLines").path(0).asString());
    assertEquals(0, details.path("nearest").path("row").asInt());
    assertEquals("@@ row 0 @@\n-BUILD PASSED\n+BUILD FAILED", details.path("diff").asString());
    assertEquals(64, details.path("screenHash").asString().length());
  }

  @Test
  void goldenScreensAreWrittenComparedAndShownAsADiff() throws IOException {
    var id = painted();
    var text = sandbox.directory().resolve("screen.txt");
    var ansi = sandbox.directory().resolve("screen.ansi");
    for (var golden : new String[] {text.toString(), ansi.toString()}) {
      sandbox.ask("expect", id, "--golden", golden).exits(2);
      assertEquals(
          "Updated\n", sandbox.run("expect", id, "--golden", golden, "--update").exits(0).out());
      sandbox.ask("expect", id, "--golden", golden).exits(0);
      assertEquals(
          "As expected\n",
          sandbox.run("expect", id, "--golden", golden, "--update").exits(0).out());
    }
    assertEquals("BUILD FAILED\nready\n", Files.readString(text));
    // Another way to say the same colours is no difference, another colour is.
    Files.writeString(ansi, "BUILD \033[1m\033[31mFAILED\033[m\nready\n");
    sandbox.ask("expect", id, "--golden", ansi.toString()).exits(0);
    Files.writeString(ansi, "BUILD \033[1;32mFAILED\033[0m\nready\n");
    var failed =
        sandbox.run("expect", id, "--golden", ansi.toString(), "--timeout", "0").exits(EXIT_FAILED);
    assertTrue(
        failed.err().contains("-BUILD \\e[0;1;32mFAILED\\e[0m\n+BUILD \\e[0;1;31mFAILED\\e[0m\n"),
        failed.err());
    Files.writeString(text, "BUILD PASSED\nready\n");
    var diff =
        sandbox
            .ask("expect", id, "--golden", text.toString(), "--timeout", "0")
            .exits(EXIT_FAILED)
            .failure();
    assertTrue(
        diff.path("details").path("diff").asString().contains("-BUILD PASSED\n+BUILD FAILED"),
        diff::toString);
  }

  @Test
  void screenFromBeforeAnInputDoesNotCount() {
    var id =
        sandbox.create("--", "sh", "-c", "echo ready; while read line; do echo \"<$line>\"; done");
    sandbox.awaitText(id, "ready");
    var typed = sandbox.ask("type", id, "--append-newline", "a").exits(0).success();
    var sequence = typed.path("seq").asString();
    var result = sandbox.ask("expect", id, "--text", "<a>", "--after", sequence).exits(0).success();
    assertTrue(result.path("capturedAtSeq").asLong() > Long.parseLong(sequence));
  }

  @Test
  void badExpectationsAreRefused() {
    var id = painted();
    for (var line : new String[] {"", "--not", "--text a --regex b", "--text a --style loud"}) {
      var words = ("expect " + id + " " + line).strip().split(" +");
      assertEquals("INVALID_INPUT", sandbox.ask(words).exits(2).failure().path("code").asString());
    }
    var missing = sandbox.ask("expect", "nosuchsession", "--text", "a").exits(3);
    assertFalse(missing.failure().isMissingNode());
  }
}
