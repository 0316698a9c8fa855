package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `attach`, `hold`, `record-steps`: a person's terminal on a session. The person is played by
/// another session, whose program is `session attach` and whose screen is what the person sees.
final class AttachTest {
  /// As a word of a shell.
  private static final String PROGRAM = "'" + Sandbox.installation().resolve("bin/session") + "'";

  /// A variable of the shell.
  private static final String PROMPT = "PS1=inner> ";

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();
  @RegisterExtension static final Sandbox elsewhere = Sandbox.sharingAHost();

  /// A session called `inner` with a shell that shows a prompt and nothing else.
  private void inner() {
    sandbox.create("--name", "inner", "--env", PROMPT, "--", "/bin/sh");
    awaitText("inner", "inner>");
  }

  /// A person at a terminal of this size who calls this, then a shell that tells how that ended and
  /// how it left the terminal.
  private String person(int cols, int rows, String call) {
    return sandbox.create(
        "--cols",
        "" + cols,
        "--rows",
        "" + rows,
        "--",
        "/bin/sh",
        "-c",
        PROGRAM
            + " "
            + call
            + "; echo left with $?; stty -a | grep -o -e '-\\?icanon' -e ' -\\?echo '; exec cat");
  }

  private void awaitText(String session, String text) {
    var waited = sandbox.ask("wait", session, "--text", text, "--timeout", "30000");
    assertEquals(0, waited.exitCode(), () -> "no '" + text + "' on\n" + screen(session) + waited);
  }

  private String screen(String session) {
    return sandbox.screen(session);
  }

  private void detach(String person) {
    sandbox.ask("send-keys", person, "ctrl+\\", "d").exits(0);
  }

  /// The person is back in the shell, whose terminal is as it was.
  private void assertRestored(String person, int code) {
    awaitText(person, "left with " + code);
    awaitText(person, "icanon");
    var screen = screen(person);
    assertFalse(screen.contains("-icanon") || screen.contains("-echo"), screen);
    var modes = sandbox.ask("modes", person).exits(0).success();
    assertEquals("none", modes.path("mouse").stringValue());
    assertFalse(modes.path("alternateScreen").asBoolean());
    assertFalse(modes.path("bracketedPaste").asBoolean());
    assertEquals("normal", modes.path("cursorKeys").stringValue());
  }

  @Test
  void aPersonSeesTypesAndLeavesAndTheSessionGoesOn() {
    inner();
    var person = person(80, 24, "attach inner");
    awaitText(person, "inner>");
    sandbox.ask("type", person, "echo from-$((40+2))", "--append-newline").exits(0);
    awaitText("inner", "from-42");
    awaitText(person, "from-42");
    assertEquals(screen("inner"), screen(person));
    detach(person);
    assertRestored(person, 0);
    assertTrue(screen(person).contains("inner, which goes on"), () -> screen(person));
    assertEquals("running", sandbox.session("inner").path("status").stringValue());
  }

  @Test
  void severalSeeTheSameAndWatchersDoNotType() {
    inner();
    var one = person(90, 30, "attach inner");
    var two = person(100, 20, "attach inner");
    var watcher = person(40, 10, "attach inner --read-only");
    awaitText(one, "inner>");
    awaitText(two, "inner>");
    awaitText(watcher, "inner>");
    assertEquals(90, sandbox.session("inner").path("cols").asInt());
    assertEquals(20, sandbox.session("inner").path("rows").asInt());
    sandbox.ask("type", watcher, "never").exits(0);
    awaitText(watcher, "Only watching");
    sandbox.ask("type", one, "echo seen-by-$((1+2))", "--append-newline").exits(0);
    for (var session : List.of("inner", one, two, watcher)) {
      awaitText(session, "seen-by-3");
    }
    assertFalse(screen("inner").contains("never"), () -> screen("inner"));
    detach(two);
    assertRestored(two, 0);
    Await.until(
        "the session has the size of the one who stays",
        () -> sandbox.session("inner").path("rows").asInt() == 30);
    sandbox.ask("resize", one, "--cols", "70", "--rows", "15").exits(0);
    Await.until("the session follows", () -> sandbox.session("inner").path("cols").asInt() == 70);
    sandbox.ask("type", one, "stty size", "--append-newline").exits(0);
    awaitText(one, "15 70");
  }

  @Test
  void theEndOfTheSessionIsTold() {
    inner();
    var person = person(80, 24, "attach inner");
    awaitText(person, "inner>");
    sandbox.ask("type", person, "printf '\\033[?1000;1006;2004h\\033[?1h'; exit 7").exits(0);
    sandbox.ask("send-keys", person, "Enter").exits(0);
    assertRestored(person, 0);
    assertTrue(screen(person).contains("has ended with exit code 7"), () -> screen(person));
  }

  @Test
  void theTerminalIsGivenBackWhenTheCommandIsToldToEnd() {
    for (var signal : List.of("TERM", "HUP", "INT")) {
      sandbox.create("--name", "s" + signal, "--env", PROMPT, "--", "/bin/sh");
      var person = person(80, 24, "attach s" + signal);
      awaitText(person, "inner>");
      var attached =
          sandbox.processes().stream()
              .filter(p -> p.info().arguments().map(List::of).orElse(List.of()).contains("attach"))
              .toList();
      assertEquals(1, attached.size(), attached::toString);
      sandbox.signal(signal, attached.getFirst().pid());
      awaitText(person, "left with ");
      assertFalse(screen(person).contains("-icanon"), () -> screen(person));
      var modes = sandbox.ask("modes", person).exits(0).success();
      assertFalse(modes.path("alternateScreen").asBoolean());
    }
  }

  @Test
  void theDeathOfTheHostIsTold() {
    inner();
    // The person sits in another home, which does not die.
    var attach = "SESSION_HOME='" + sandbox.home() + "' " + PROGRAM + " attach inner";
    var person = elsewhere.create("--", "/bin/sh", "-c", attach + "; echo left with $?; exec cat");
    elsewhere.awaitText(person, "inner>");
    ProcessHandle.of(sandbox.hostPid()).orElseThrow().destroyForcibly();
    elsewhere.awaitText(person, "left with 9");
    var screen = elsewhere.screen(person);
    assertTrue(screen.contains("went away"), screen);
  }

  @Test
  void aScreenThatAFullScreenProgramDrawsIsTheSameOutside() {
    inner();
    var person = person(80, 24, "attach inner");
    awaitText(person, "inner>");
    var draw =
        "printf '\\033[?1049h\\033[2J\\033[5;10H\\033[31;1mred\\033[0m"
            + " \\346\\274\\242\\345\\255\\227 \\033[7mreverse\\033[0m\\033[24;1H\\142ottom'; sleep"
            + " 1000";
    sandbox.ask("type", "inner", draw, "--append-newline").exits(0);
    awaitText(person, "bottom");
    var inside =
        sandbox.ask("snapshot", "inner", "--format", "ansi").exits(0).success().path("text");
    var outside =
        sandbox.ask("snapshot", person, "--format", "ansi").exits(0).success().path("text");
    assertEquals(inside, outside);
  }

  @Test
  void aHolderIsTheOnlyOneWhoTypes() {
    inner();
    var held = sandbox.ask("hold", "inner", "--for", "1h", "--by", "ann").exits(0).success();
    var key = held.path("hold").asString();
    var refused = sandbox.ask("type", "inner", "no").exits(4).failure();
    assertEquals("SESSION_HELD", refused.path("code").stringValue());
    assertTrue(refused.path("retryable").asBoolean());
    assertEquals("ann", refused.path("details").path("heldBy").stringValue());
    for (var call :
        List.of(
            List.of("send-keys", "inner", "a"),
            List.of("paste", "inner", "a"),
            List.of("run", "inner", "a", "--no-wait"),
            List.of("run", "inner", "echo no"),
            List.of("batch", "inner", "[{\"run\":\"echo no\"}]"),
            List.of("resize", "inner", "--cols", "10", "--rows", "10"),
            List.of("signal", "inner", "TERM"),
            List.of("mouse", "inner", "click", "0", "0", "--force"),
            List.of("focus", "inner", "in", "--force"))) {
      var others = sandbox.ask(call.toArray(String[]::new)).exits(4);
      assertTrue(others.toString().contains("SESSION_HELD"), others::toString);
    }
    sandbox.ask("snapshot", "inner").exits(0);
    sandbox.ask("mark", "inner", "noted").exits(0);
    var person = person(80, 24, "attach inner --hold");
    awaitText(person, "left with 4");
    sandbox.call().with("SESSION_HOLD", key).run("type", "inner", "echo mine\r").exits(0);
    awaitText("inner", "\nmine\n");
    sandbox.ask("release", "inner").exits(2);
    sandbox.call().with("SESSION_HOLD", key).run("release", "inner").exits(0);
    sandbox.ask("type", "inner", "echo ours\r").exits(0);
    awaitText("inner", "\nours\n");
    assertFalse(screen("inner").contains("no"), () -> screen("inner"));
  }

  @Test
  void anAttachedHolderKeepsOthersFromTyping() {
    inner();
    var holder = person(80, 24, "attach inner --hold");
    awaitText(holder, "inner>");
    sandbox.ask("type", "inner", "no").exits(4);
    var other = person(80, 24, "attach inner");
    awaitText(other, "inner>");
    sandbox.ask("type", other, "x").exits(0);
    awaitText(other, "takes input only from");
    sandbox.ask("type", holder, "echo mine", "--append-newline").exits(0);
    awaitText(other, "\nmine\n");
    detach(holder);
    assertRestored(holder, 0);
    Await.until(
        "the hold is over", () -> sandbox.ask("type", "inner", "echo ours\r").exitCode() == 0);
    awaitText(other, "\nours\n");
  }

  @Test
  void withoutATerminalThereIsNothingToAttach() {
    inner();
    var failure = sandbox.run("attach", "inner").exits(2);
    assertTrue(failure.err().contains("needs a terminal"), failure::toString);
    var person = person(80, 24, "attach nowhere");
    awaitText(person, "left with 3");
  }

  @Test
  void whatAPersonDoesBecomesStepsWithoutWhatIsHidden() throws IOException {
    inner();
    var steps = sandbox.directory().resolve("steps.json");
    var person = person(80, 24, "record-steps inner '" + steps + "'");
    awaitText(person, "inner>");
    sandbox.ask("type", person, "echo good morning").exits(0);
    awaitText(person, "echo good morning");
    sandbox.ask("send-keys", person, "Enter").exits(0);
    awaitText(person, "\ngood morning\n");
    sandbox
        .ask("type", person, "stty -echo; echo password:; read x; stty echo", "--append-newline")
        .exits(0);
    awaitText(person, "\npassword:\n");
    sandbox.ask("type", person, "secret", "--append-newline").exits(0);
    awaitText(person, "password:\ninner>");
    detach(person);
    assertRestored(person, 0);
    var written = Files.readString(steps);
    assertTrue(written.contains("{\"type\":\"echo good morning\"}"), written);
    assertTrue(written.contains("{\"sendKeys\":[\"Enter\"]}"), written);
    assertTrue(written.contains("{\"wait\":{\"text\":\"good morning\""), written);
    assertFalse(written.contains("secret"), written);
    assertTrue(written.contains("REPLACE"), written);
  }

  /// A program that shows a prompt, reads lines, and then shows what the keyboard and the mouse
  /// send.
  private static final String PLAYED =
      "printf 'Name: '; read name; echo \"Hello $name\"; printf 'More: '; read more;"
          + " echo \"<$more>\"; printf '\\033[?1000h\\033[?1006h\\033[?2004h';"
          + " stty raw -echo; echo ready; exec cat -v";

  @Test
  void recordedStepsDoTheSameAgain() throws IOException {
    for (var name : List.of("recorded", "replayed")) {
      sandbox.create("--name", name, "--cols", "80", "--rows", "24", "--", "/bin/sh", "-c", PLAYED);
      awaitText(name, "Name:");
    }
    var steps = sandbox.directory().resolve("steps.json");
    var person = person(80, 24, "record-steps recorded '" + steps + "'");
    awaitText(person, "Name:");
    sandbox.ask("type", person, "\u00c4nnn").exits(0);
    sandbox.ask("send-keys", person, "Backspace").exits(0);
    sandbox.ask("type", person, "a", "--append-newline").exits(0);
    awaitText(person, "Hello \u00c4nna");
    sandbox.ask("type", person, "\"quoted\" \\ {'x': 1}\r").exits(0);
    awaitText(person, "\nready");
    sandbox.ask("send-keys", person, "Up", "alt+x", "ctrl+a", "F5", "shift+Tab").exits(0);
    awaitText(person, "^[[15~^[[Z");
    sandbox.ask("paste", person, "two\nlines").exits(0);
    awaitText(person, "^[[201~");
    sandbox.ask("mouse", person, "click", "3", "7").exits(0);
    sandbox.ask("mouse", person, "scroll", "3", "7", "--direction", "up").exits(0);
    awaitText(person, "^[[<64;8;4M");
    detach(person);
    awaitText(person, "left with 0");
    sandbox.ask("batch", "replayed", "--file", steps.toString()).exits(0);
    awaitText("replayed", "^[[<64;8;4M");
    assertEquals(screen("recorded"), screen("replayed"), Files.readString(steps));
  }
}
