package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `create`: what the program gets, what the caller is told, and what is refused without effect.
final class CreateTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  private String create(String... words) {
    var arguments = new ArrayList<>(List.of("create"));
    arguments.addAll(List.of(words));
    var created = sandbox.ask(arguments.toArray(String[]::new)).exits(0).success();
    return created.path("sessionId").asString();
  }

  @Test
  void printsTheIdAndNothingElse() {
    var result = sandbox.run("create", "--", "cat").exits(0);
    assertTrue(result.out().matches("[0-7][0-9A-HJKMNP-TV-Z]{25}\n"), result::toString);
    assertEquals("", result.err());
  }

  @Test
  void answersWithTheFieldsOfTheContract() {
    var created =
        sandbox
            .ask(
                "create",
                "--cols",
                "100",
                "--rows",
                "30",
                "--name",
                "n",
                "--env",
                "A=b",
                "--idle-timeout-ms",
                "3600000",
                "--ttl",
                "2h",
                "--",
                "cat")
            .exits(0)
            .success();
    assertAll(
        created::toString,
        () -> assertEquals(26, created.path("sessionId").asString().length()),
        () -> assertTrue(created.path("createdAt").asString().endsWith("Z")),
        () -> assertEquals(100, created.path("cols").asInt()),
        () -> assertEquals(30, created.path("rows").asInt()),
        () -> assertEquals("/bin/sh", created.path("shell").asString()),
        () -> assertEquals(3_600_000, created.path("idleTimeoutMs").asInt()),
        () -> assertEquals(7_200_000, created.path("ttlMs").asInt()),
        () -> assertEquals("n", created.path("name").asString()));
    var session = sandbox.session("n");
    assertEquals("running", session.path("status").asString());
    assertEquals(100, session.path("creationCols").asInt());
  }

  @Test
  void leavesOutWhatWasNotAskedFor() {
    var created = sandbox.ask("create", "--", "cat").exits(0).success();
    assertEquals(80, created.path("cols").asInt());
    assertEquals(24, created.path("rows").asInt());
    for (var absent : List.of("env", "idleTimeoutMs", "ttlMs", "name")) {
      assertFalse(created.has(absent), created::toString);
    }
  }

  @Test
  void programGetsDirectoryAndEnvironmentOfTheCaller() throws IOException {
    var directory = Files.createDirectory(sandbox.directory().resolve("work"));
    var report = sandbox.directory().resolve("report");
    var script = "pwd -P; echo $PWD; echo $CALLER; echo $GIVEN; echo $TERM; echo $COLORTERM";
    var id =
        sandbox
            .call()
            .in(directory)
            .with("CALLER", "from the caller")
            .with("PWD", directory)
            .with("COLUMNS", "17")
            .run(
                "create",
                "--env",
                "GIVEN=a=b c",
                "--",
                "sh",
                "-c",
                "(" + script + "; echo ${COLUMNS:-none}) > '" + report + "'")
            .exits(0)
            .out()
            .strip();
    sandbox.ended(id);
    assertEquals(
        """
        %1$s
        %1$s
        from the caller
        a=b c
        xterm-256color
        truecolor
        none
        """
            .formatted(directory),
        Files.readString(report));
  }

  @Test
  void directoryAndTermCanBeChosen() throws IOException {
    Files.createDirectory(sandbox.directory().resolve("else where"));
    var report = sandbox.directory().resolve("report");
    var id =
        create(
            "--cwd",
            "else where",
            "--term",
            "vt100",
            "--",
            "sh",
            "-c",
            "(pwd -P; echo $PWD $TERM) > '" + report + "'");
    sandbox.ended(id);
    var expected = sandbox.directory().resolve("else where");
    assertEquals(expected + "\n" + expected + " vt100\n", Files.readString(report));
  }

  @Test
  void programKnowsItsSessionAndFindsItsHome() throws IOException {
    var report = sandbox.directory().resolve("report");
    var id = create("--", "sh", "-c", "echo $SESSION_ID $SESSION_HOME > '" + report + "'");
    sandbox.ended(id);
    assertEquals(id + " " + sandbox.home() + "\n", Files.readString(report));
  }

  @Test
  void withoutCommandTheShellIsStarted() {
    assertEquals("[\"/bin/sh\"]", sandbox.session(create()).path("command").toString());
    var bash = Path.of("/bin/bash");
    assertEquals(
        "[\"/bin/bash\"]",
        sandbox.session(create("--shell", bash.toString())).path("command").toString());
  }

  @Test
  void commandIsRunAsItIsWithoutAShell() throws IOException {
    var file = sandbox.directory().resolve("$HOME; touch x");
    sandbox.ended(create("--", "touch", file.toString()));
    assertTrue(Files.exists(file));
    assertFalse(Files.exists(sandbox.directory().resolve("x")));
  }

  @Test
  void programThatCannotBeStartedLeavesAFailedSessionUnlessToldNotTo() throws IOException {
    for (var command : List.of("no-such-program-here", "/etc", "./missing")) {
      var result = sandbox.run("create", "--name", "n", "--", command).exits(12);
      assertEquals("", result.out());
      assertTrue(result.err().startsWith("SPAWN_FAILED: "), result::toString);
      var error = sandbox.ask("create", "--", command).exits(12).failure();
      assertEquals("SPAWN_FAILED", error.path("code").asString());
      assertFalse(error.path("details").path("reason").asString().isEmpty(), error::toString);
      var failed = sandbox.session(error.path("details").path("sessionId").asString());
      assertEquals("failed", failed.path("status").asString());
      assertTrue(failed.path("failureReason").asString().contains("could not be started"));
    }
    var before = sandbox.run("list", "--all").exits(0).out().lines().count();
    sandbox.ask("create", "--no-trace", "--", "/etc").exits(12);
    assertEquals(before, sandbox.run("list", "--all").exits(0).out().lines().count());
    create("--name", "n", "--", "cat"); // the name is free again
  }

  @Test
  void valuesOfVariablesAreHiddenUnlessAskedFor() throws IOException {
    var hidden = sandbox.run("create", "--json", "--env", "TOKEN=s3cret", "--", "cat").exits(0);
    assertFalse(hidden.out().contains("s3cret"), hidden::toString);
    assertTrue(hidden.success().path("env").has("TOKEN"), hidden::toString);
    var id = hidden.success().path("sessionId").asString();
    var shown =
        sandbox
            .ask("create", "--show-env", "--env", "TOKEN=s3cret", "--", "cat")
            .exits(0)
            .success();
    assertEquals("s3cret", shown.path("env").path("TOKEN").asString());

    // By the host, and, when the session is over, from its files.
    assertInspectHides(id);
    sandbox.ask("destroy", id).exits(0);
    assertInspectHides(id);
  }

  private void assertInspectHides(String id) {
    for (var words : List.of(List.of("inspect", id), List.of("inspect", id, "--json"))) {
      var result = sandbox.run(words.toArray(String[]::new)).exits(0);
      assertFalse(result.out().contains("s3cret"), result::toString);
      assertTrue(result.out().contains("TOKEN"), result::toString);
    }
    var rename = sandbox.run("list", "--all", "--json").exits(0);
    assertFalse(rename.out().contains("s3cret"), rename::toString);
    assertTrue(sandbox.run("inspect", id, "--show-env").exits(0).out().contains("TOKEN=s3cret"));
  }

  @Test
  void nameOfAnActiveSessionCannotBeGivenAgain() {
    var first = create("--name", "same", "--", "cat");
    var error = sandbox.ask("create", "--name", "same", "--", "cat").exits(2).failure();
    assertEquals("INVALID_INPUT", error.path("code").asString());
    assertEquals(first, error.path("details").path("sessionId").asString());
    sandbox.ask("destroy", "same").exits(0);
    create("--name", "same", "--", "cat");
  }

  @ParameterizedTest
  @CsvSource({
    "--cols 0, INVALID_DIMENSIONS",
    "--cols 10001, INVALID_DIMENSIONS",
    "--cols 9999 --rows 9999, INVALID_DIMENSIONS",
    "--rows 1e2, INVALID_DIMENSIONS",
    "--env NOVALUE, INVALID_INPUT",
    "--env =x, INVALID_INPUT",
    "--term=, INVALID_INPUT",
    "--name=, INVALID_INPUT",
    "--name last, INVALID_INPUT",
    "--name a/b, INVALID_INPUT",
    "--name 01M7XTMYR6VJ35373KG1JBKSDH, INVALID_INPUT",
    "--shell /no/such/shell, INVALID_INPUT",
    "--shell /etc, INVALID_INPUT",
    "--idle-timeout-ms 10x, INVALID_INPUT",
    "--ttl 5, INVALID_DURATION",
    "--ttl 0s, INVALID_DURATION",
    "--cwd=, INVALID_INPUT"
  })
  void badInputIsRefusedWithoutEffect(String words, String code) throws IOException {
    assertRefused(2, code, words.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "--cols 0, 2, INVALID_DIMENSIONS",
    "--env NOVALUE, 2, INVALID_INPUT",
    "--ttl 5, 2, INVALID_DURATION",
    "--cwd /no/such/directory, 8, STORAGE_READ_ERROR"
  })
  void refusalForPeopleBeginsWithItsCode(String words, int exitCode, String code)
      throws IOException {
    sandbox.beWithoutAHome();
    var refused = sandbox.run(("create " + words).split(" ", -1)).exits(exitCode);
    assertEquals("", refused.out());
    assertTrue(refused.err().startsWith(code + ": "), refused::toString);
    assertFalse(Files.exists(sandbox.home()), "what was refused made the home");
  }

  @Test
  void missingDirectoryAndEmptyProgramAreRefusedWithoutEffect() throws IOException {
    assertRefused(8, "STORAGE_READ_ERROR", "--cwd", "/no/such/directory");
    assertRefused(8, "STORAGE_READ_ERROR", "--cwd", "/etc/passwd");
    assertRefused(2, "INVALID_INPUT", "--", "");
  }

  @Test
  void brokenSettingsAreRefusedByName() throws IOException {
    sandbox.beWithoutAHome();
    Files.createDirectories(sandbox.home());
    for (var settings : List.of("{", "{\"noSuch\":1}", "{\"defaultCols\":0}")) {
      Files.writeString(sandbox.home().resolve("config.json"), settings);
      var error = sandbox.ask("create", "--", "cat").exits(2).failure();
      assertEquals("INVALID_INPUT", error.path("code").asString());
      assertTrue(error.path("message").asString().contains("config.json"), error::toString);
    }
    assertFalse(Files.exists(sandbox.home().resolve("host.json")));
  }

  @Test
  void settingsGiveDefaultsAndFlagsWin() throws IOException {
    sandbox.beWithoutAHome();
    Files.createDirectories(sandbox.home());
    Files.writeString(
        sandbox.home().resolve("config.json"),
        "{\"defaultCols\":101,\"defaultRows\":31,\"idleTimeoutMs\":3600000}");
    var created = sandbox.ask("create", "--rows", "32", "--", "cat").exits(0).success();
    assertEquals(101, created.path("cols").asInt());
    assertEquals(32, created.path("rows").asInt());
    assertEquals(3_600_000, created.path("idleTimeoutMs").asInt());
    assertFalse(
        sandbox
            .ask("create", "--idle-timeout-ms", "0", "--", "cat")
            .exits(0)
            .success()
            .has("idleTimeoutMs"));
  }

  @Test
  void homesAreNotedSoThatTheyAreFoundAgain() {
    create("--", "cat");
    var homes = sandbox.ask("home", "list").exits(0).success().path("homes");
    assertEquals(sandbox.home().toString(), homes.path(0).path("path").asString());
    assertEquals(1, homes.path(0).path("activeSessions").asInt());
  }

  @Test
  void unwritableRegistryDoesNotFailTheCreation() throws IOException {
    Files.writeString(sandbox.user().resolve(".local"), "no directory");
    var result = sandbox.run("create", "--", "cat").exits(0);
    assertTrue(result.err().startsWith("warning: "), result::toString);
    assertTrue(sandbox.run("create", "--json", "--", "cat").exits(0).success().has("sessionId"));
  }

  private void assertRefused(int exitCode, String code, String... words) throws IOException {
    sandbox.beWithoutAHome();
    var arguments = new ArrayList<String>();
    arguments.add("create");
    arguments.addAll(List.of(words));
    var error = sandbox.ask(arguments.toArray(String[]::new)).exits(exitCode).failure();
    assertEquals(code, error.path("code").asString(), error::toString);
    assertFalse(Files.exists(sandbox.home()), "what was refused made the home");
  }
}
