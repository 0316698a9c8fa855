package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What `docs/security.md` promises: nobody else gets at a user's sessions, and what a program
/// prints does nothing to the terminal of whoever looks at it.
final class SecurityTest {
  /// A program's title, output and directory with everything that steers a terminal: escape
  /// sequences, C1 controls, a change of writing direction.
  private static final String HOSTILE =
      "\\033]0;evil\\033[31m\\007\\302\\233 31m\\342\\200\\256desrever\\033[6n";

  /// `nobody`, everywhere.
  private static final String STRANGER = "65534";

  @RegisterExtension final Sandbox sandbox = new Sandbox();

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Result under(String umask, String... command) {
    var words = new ArrayList<>(List.of("sh", "-c", "umask " + umask + "; exec \"$0\" \"$@\""));
    words.add(Sandbox.installation().resolve("bin/session").toString());
    words.addAll(List.of(command));
    return sandbox.call().of(words.toArray(String[]::new)).run();
  }

  // ---- Who gets in. ----

  @Test
  void everythingIsPrivateWhateverTheUmask() throws IOException {
    var id = under("000", "create", "--", "cat").exits(0).out().strip();
    under("000", "snapshot", id).exits(0);
    under("000", "doctor").exits(0);
    under("000", "archive", id, "--out", sandbox.directory() + "/a.zip");
    try (var all = Files.walk(sandbox.home())) {
      for (var path : all.toList()) {
        assertEquals(
            Files.isDirectory(path) ? "rwx------" : "rw-------", mode(path), path::toString);
      }
    }
  }

  @Test
  void aProgramHasTheUmaskOfItsCallerAndNotOfTheHost() throws IOException {
    under("022", "create", "--", "cat").exits(0);
    for (var umask : List.of("0077", "0002", "0027")) {
      var id = under(umask, "create", "--", "sh", "-c", "umask").exits(0).out().strip();
      sandbox.ask("wait", id, "--exit").exits(0);
      assertEquals(umask, sandbox.run("log", id, "--raw").exits(0).out().strip());
    }
    assertEquals("rw-------", mode(sandbox.files(last()).resolve("session.json")));
  }

  @Test
  void anIntegratedShellHasTheUmaskOfItsCallerToo() throws IOException {
    under("022", "create", "--", "cat").exits(0);
    var shell =
        under("077", "create", "--", "bash", "--norc", "--noprofile").exits(0).out().strip();
    var made = sandbox.directory().resolve("made");
    sandbox.ask("run", shell, "touch '" + made + "'").exits(0);
    assertEquals("rw-------", mode(made));
  }

  private String last() {
    return sandbox.session("last").path("sessionId").asString();
  }

  @Test
  void aHomeThatOthersCanWriteToIsRefused() throws IOException {
    var id = sandbox.create("--", "true");
    sandbox.ended(id);
    sandbox.stopHost();
    for (var place : List.of(sandbox.home(), sandbox.home().resolve("sessions"))) {
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
      for (var command : List.of(List.of("list"), List.of("create", "--", "true"))) {
        var refused = sandbox.run(command.toArray(String[]::new)).exits(8).err();
        assertTrue(refused.contains("mode 777") && refused.contains("chmod go-rwx"), refused);
      }
      assertTrue(sandbox.run("doctor").exits(1).out().contains("✗ home-writable"));
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
    }
    sandbox.ask("inspect", id).exits(0);
  }

  @Test
  void aHomeOfAnotherUserIsRefused() throws IOException {
    var id = sandbox.create("--", "true");
    sandbox.ended(id);
    sandbox.stopHost();
    assumeTrue(isRoot(), "only root can give a directory away");
    chown(STRANGER, sandbox.home());
    for (var command :
        List.of(List.of("list"), List.of("inspect", id), List.of("create", "--", "true"))) {
      var refused = sandbox.run(command.toArray(String[]::new)).exits(8).err();
      assertTrue(refused.contains(STRANGER), refused);
    }
    var swept = sandbox.ask("gc", "--older-than", "1ms");
    assertTrue(swept.toString().contains(STRANGER), swept::toString);
    chown("0", sandbox.home());
    sandbox.ask("inspect", id).exits(0);
  }

  private void chown(String user, Path path) {
    sandbox.call().of("chown", user, path.toString()).run().exits(0);
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  @Test
  void aHostServesNoOtherUserEvenWhereTheModesLetHimIn() throws IOException {
    assumeTrue(
        isRoot() && sandbox.call().of("sh", "-c", "command -v setpriv curl").run().exitCode() == 0,
        "another user can be played by root only, with setpriv and curl");
    var id = sandbox.create("--", "cat");
    for (var place : List.of(sandbox.directory(), sandbox.home())) {
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx--x--x"));
    }
    var socket = sandbox.home().resolve("host.sock");
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    var asked =
        sandbox
            .call()
            .of("setpriv", "--reuid", STRANGER, "--regid", STRANGER, "--clear-groups")
            .run(
                "curl",
                "-s",
                "--unix-socket",
                socket.toString(),
                "http://localhost/v1/sessions/" + id);
    assertEquals("PROTOCOL_ERROR", asked.json().path("error").path("code").asString());
    assertFalse(asked.out().contains("cat"), asked::toString);
    try (var api = sandbox.api()) {
      assertEquals(200, api.get("/v1/sessions/" + id).status());
    }
  }

  @Test
  void aSymbolicLinkLeadsNowhere() throws IOException {
    var id = sandbox.create("--", "true");
    sandbox.ended(id);
    sandbox.stopHost();
    var outside = sandbox.directory().resolve("outside");
    Files.move(sandbox.files(id), outside);
    Files.createSymbolicLink(sandbox.files(id), outside);
    sandbox.ask("inspect", id).exits(3);
    assertFalse(sandbox.run("list", "--all").exits(0).out().contains(id));
    sandbox.ask("gc", "--older-than", "1ms").exits(0);
    assertTrue(Files.exists(outside.resolve("session.json")));
    Files.delete(sandbox.files(id));
  }

  // ---- What a program can do to whoever looks. ----

  private static void assertTame(Result result) {
    for (var text : List.of(result.out(), result.err())) {
      text.codePoints()
          .forEach(
              c ->
                  assertTrue(
                      c == '\n' || (c >= ' ' && c < 0x7f) || (c > 0x9f && c != 0x202e),
                      () -> "U+%04X in %s".formatted(c, result)));
    }
  }

  @Test
  void whatAProgramPrintsDoesNothingToTheTerminalOfWhoeverLooks() {
    var id =
        sandbox.create(
            "--env",
            "HOSTILE=\u001b[31mred\u202e",
            "--",
            "sh",
            "-c",
            "printf '" + HOSTILE + "'; printf '\\033]7;file:///\\033[31m\\007'; cat",
            "\u001b]0;argument\u0007\u009b31m");
    sandbox.ask("mark", id, "\u001b]0;mark\u0007").exits(0);
    sandbox.ask("wait", id, "--text", "desrever");
    for (var command :
        List.of(
            List.of("list"),
            List.of("inspect", id),
            List.of("inspect", id, "--show-env"),
            List.of("snapshot", id, "--format", "text"),
            List.of("log", id, "--text"),
            List.of("log", id, "--events"),
            List.of("log", id, "--json"),
            List.of("poll", id),
            List.of("inspect", id, "--json"),
            List.of("search", id, "argument", "--json"),
            List.of("modes", id),
            List.of("doctor"),
            List.of("home", "list"),
            List.of("host", "status"),
            List.of("artifact", "list", id),
            List.of("hold", id, "--by", "\u001b[31m\u202e", "--for", "1ms"),
            List.of("expect", id, "--title", "\u009b31m", "--timeout", "1ms"),
            List.of("batch", id, "[{\"mark\":\"\\u001b[31m\\u202e\"}]"),
            List.of("batch", id, "[{\"\\u001b[31m\":1}]"),
            List.of("config", "set", "log.redact", "\u001b[31m\u202e"),
            List.of("config", "show"),
            List.of("skills", "get", "\u001b[31m"),
            List.of("\u001b[31m"),
            List.of("list", "--\u001b[31m"),
            List.of("search", id, "desrever"),
            List.of("diff", id, "0"),
            List.of("wait", id, "--text", "desrever"),
            List.of("wait", id, "--text", "\u001b]0;x\u0007\u009b", "--timeout", "1ms"),
            List.of("rename", id, "\u001b[31m"),
            List.of("inspect", "\u001b]0;x\u0007"),
            List.of("signal", id, "\u001b[31m"),
            List.of("send-keys", id, "\u001b[31m"),
            List.of("export", id, "--out", "/nowhere/\u001b[31m\u202e"),
            List.of("create", "--cwd", "/nowhere/\u001b[31m\u202e"),
            List.of("create", "--", "/nowhere/\u001b[31m\u202e"))) {
      assertTame(sandbox.run(command.toArray(String[]::new)));
    }
    sandbox.ask("destroy", id).exits(0);
    for (var command :
        List.of(
            List.of("list", "--all"),
            List.of("log", id, "--follow", "--text"),
            List.of("snapshot", id, "--format", "text"),
            List.of("gc", "--older-than", "1ms", "--dry-run"),
            List.of("archive", id, "--out", sandbox.directory() + "/\u001b[31m.zip"),
            List.of("import", sandbox.directory() + "/\u001b[31m.zip"),
            List.of("import", "/nowhere/\u001b[31m"))) {
      assertTame(sandbox.run(command.toArray(String[]::new)));
    }
  }

  @Test
  void anAnswerToAQuestionIsNoCommand() {
    // A title, a character set, a DCS and a link that hold a line of shell; then all questions
    // whose answers could repeat it.
    var id =
        sandbox.create(
            "--",
            "sh",
            "-c",
            "stty raw -echo;"
                + " printf '\\033]0;touch pwned\\r\\007\\033]1;touch pwned\\r\\007';"
                + " printf '\\033]7;file:///touch%%20pwned\\r\\007';"
                + " printf '\\033[20t\\033[21t\\033P$qtouch pwned\\r\\033\\\\';"
                + " printf '\\033P+q746f75636820\\r70776e6564\\033\\\\';"
                + " printf '\\033]52;c;?\\007\\033]4;1;?\\007\\033]10;?\\007\\033[6n\\033[c';"
                + " echo asked; head -c 4096 | od -c");
    sandbox.awaitText(id, "asked");
    sandbox.ask("type", id, "x".repeat(4096)).exits(0);
    sandbox.ask("wait", id, "--exit").exits(0);
    var read = sandbox.run("log", id, "--raw").exits(0).out();
    var dump = read.substring(read.indexOf("asked"));
    var answers = dump.replaceAll("(?m)^[0-7]{7}", "").replaceAll(" +|\\R", "");
    assertTrue(answers.contains("[?"), "no answer at all: " + read);
    // A title is repeated, but nothing in an answer presses Enter or another key.
    for (var key : List.of("\\r", "\\n", "\\t", "\\b", "003", "004")) {
      assertFalse(answers.contains(key), read);
    }
  }

  @Test
  void aRegularExpressionThatNeverEndsIsCutOff() {
    var id = sandbox.create("--", "sh", "-c", "echo " + "a".repeat(70) + "; cat");
    sandbox.awaitText(id, "aaaa");
    for (var bomb : List.of("(a+)+b", "(a|a)*b", "(.*)*\\1b", "((a*)*)*b")) {
      var waited = sandbox.ask("wait", id, "--regex", bomb, "--timeout", "2000");
      assertTrue(List.of(2, 11).contains(waited.exitCode()), waited::toString);
      var searched = sandbox.ask("search", id, bomb, "--regex");
      assertTrue(
          searched.exitCode() == 2 || searched.json().path("ok").asBoolean(), searched::toString);
    }
    sandbox.ask("type", id, "next\n").exits(0);
    sandbox.awaitText(id, "next");
  }

  @Test
  void pathsFromOutsideStayNames() throws IOException {
    var id = sandbox.create("--", "cat");
    var host = sandbox.home().resolve("host.json");
    for (var reference :
        List.of("../" + id, "..", "%2e%2e%2fhost.json", "..%2f..", id + "%2f..", "%00", "a%0ab")) {
      try (var api = sandbox.api()) {
        var answer = api.get("/v1/sessions/" + reference);
        assertTrue(answer.status() >= 400 && answer.status() < 500, answer::toString);
        assertFalse(answer.text().contains("\"pid\""), answer::text);
      }
    }
    assertTrue(Files.readString(host, StandardCharsets.UTF_8).contains("\"pid\""));
    for (var reference : List.of("../" + id, "/etc/passwd", "..", "a/b", "\0")) {
      assertTrue(
          List.of(2, 3).contains(sandbox.ask("inspect", reference.replace('\0', ' ')).exitCode()));
    }
  }
}
