package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `play`, in a terminal that is itself a session.
final class PlayTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  @BeforeEach
  void writeRecording() throws IOException {
    Files.writeString(
        sandbox.directory().resolve("in.cast"),
        """
        {"version":2,"width":40,"height":10,"title":"played"}
        [0.0, "o", "\\u001b]0;not yours\\u0007one\\r\\n"]
        [600.0, "m", "half"]
        [600.1, "o", "two\\r\\n"]
        [1200.0, "o", "three\\r\\n"]
        """);
  }

  private String play(String... arguments) {
    var program = Sandbox.installation().resolve("bin/session").toString();
    var script =
        "b=$(stty -g); '"
            + program
            + "' play \"$@\"; echo code-$?;"
            + " test \"$b\" = \"$(stty -g)\" && echo modes-kept; cat";
    var words = new String[11 + arguments.length];
    var fixed =
        new String[] {
          "--cols",
          "60",
          "--rows",
          "12",
          "--cwd",
          sandbox.directory().toString(),
          "--",
          "sh",
          "-c",
          script,
          "sh"
        };
    System.arraycopy(fixed, 0, words, 0, fixed.length);
    System.arraycopy(arguments, 0, words, fixed.length, arguments.length);
    return sandbox.create(words);
  }

  private void shows(String id, String text) {
    sandbox.ask("wait", id, "--text", text, "--timeout", "20000").exits(0);
  }

  private String screen(String id) {
    return sandbox.run("snapshot", id, "--format", "text").exits(0).out();
  }

  @Test
  void keysPauseSeekAndEndIt() {
    var id = play("in.cast");
    shows(id, "0:00 / 20:00");
    assertTrue(screen(id).startsWith("one"), screen(id));

    sandbox.ask("type", id, " ").exits(0);
    shows(id, "||");
    sandbox.ask("type", id, "]").exits(0);
    shows(id, "10:00 / 20:00");
    sandbox.ask("send-keys", id, "Right").exits(0);
    shows(id, "10:05 / 20:00");
    assertTrue(screen(id).contains("two"), screen(id));
    sandbox.ask("send-keys", id, "Left", "Left").exits(0);
    shows(id, "9:55 / 20:00");
    assertFalse(screen(id).contains("two"), screen(id));
    sandbox.ask("type", id, "++").exits(0);
    shows(id, "4x");
    sandbox.ask("type", id, "[q").exits(0);
    shows(id, "code-0\nmodes-kept");

    var after = sandbox.ask("snapshot", id).exits(0).success();
    assertFalse(after.path("visibleLines").toString().contains("one"), after::toString);
    assertFalse(after.toString().contains("not yours"), after::toString);
  }

  @Test
  void theLastScreenStaysWhenItIsOver() {
    var id = play("in.cast", "--idle-limit", "10ms");

    shows(id, "three\ncode-0\nmodes-kept");
  }

  @Test
  void aSignalLeavesTheTerminalAsItWas() {
    var id = play("in.cast");
    shows(id, "0:00 / 20:00");

    sandbox.processes().stream()
        .filter(process -> process.info().commandLine().orElse("").contains("play in.cast"))
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .forEach(ProcessHandle::destroy);

    shows(id, "code-143\nmodes-kept");
  }

  @Test
  void aSessionIsPlayedByItsId() {
    var name = sandbox.run("import", "in.cast").exits(0).out().strip();

    var id = play(name, "--idle-limit", "10ms");

    shows(id, "three\ncode-0");
  }

  @Test
  void withoutATerminalItIsRefused() {
    var result = sandbox.run("play", "in.cast").exits(2);

    assertEquals("", result.out());
    assertTrue(result.err().startsWith("INVALID_INPUT: "), result.err());
  }
}
