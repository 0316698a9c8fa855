package dev.session.host.live;

import static dev.session.host.Patience.PATIENCE;
import static dev.session.host.Patience.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonFields;
import dev.session.message.CreateRequest;
import dev.session.message.RunRequest;
import dev.session.message.SendKeysRequest;
import dev.session.message.SnapshotRequest;
import dev.session.message.WaitCommandRequest;
import dev.session.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands in real shells tell how they ended, what they printed, and where the shell is then.
@Timeout(120)
class RunTest {
  private RunningSessions running;
  private Path userHome;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void start(@TempDir Path home, @TempDir Path user) throws IOException {
    running = new RunningSessions(home);
    userHome = user;
    // Else zsh asks what to write there.
    Files.createFile(user.resolve(".zshrc"));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private String shell(String name) {
    var path =
        Stream.of(
                "/usr/bin/",
                "/bin/",
                System.getenv().getOrDefault("SESSION_TEST_SHELLS", "/usr/local/bin") + "/")
            .map(directory -> Path.of(directory + name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(path.isPresent(), name + " is not installed here");
    return create(path.orElseThrow().toString());
  }

  private String create(String... command) {
    var environment = new HashMap<>(RunningSessions.ENVIRONMENT);
    environment.putAll(variables);
    environment.put("HOME", userHome.toString());
    environment.put("XDG_RUNTIME_DIR", userHome.toString()); // fish would take /tmp
    return running.create(
        new CreateRequest(
            List.of(command),
            null,
            "/",
            environment,
            Map.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            false,
            false,
            false,
            null,
            null));
  }

  private JsonFields run(String session, String command) {
    return run(session, command, PATIENCE.toMillis());
  }

  private JsonFields run(String session, String command, long timeoutMs) {
    var request = new RunRequest(command, false, timeoutMs);
    return RunningSessions.await(running.requests.run(session, request, null)).toJson().fields("");
  }

  private JsonFields awaitCommand(String session, @Nullable Long after) {
    var request = new WaitCommandRequest(after, PATIENCE.toMillis());
    return RunningSessions.await(running.requests.awaitCommand(session, request))
        .toJson()
        .fields("");
  }

  private String screen(String session) {
    var request = new SnapshotRequest(null, false, false, null);
    return running.requests.snapshot(session, request).toJson().compact();
  }

  private void assertEnded(JsonFields result, int exitCode, String output) {
    assertEquals("completed", result.string("outcome"));
    assertEquals(output, result.string("output"));
    assertEquals(exitCode, result.integer("exitCode"));
    assertTrue(result.bool("completed"));
    assertFalse(result.bool("timedOut"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "zsh", "fish"})
  void aCommandTellsItsExitCodeItsOutputAndTheDirectory(String name) {
    var session = shell(name);
    assertEnded(run(session, "sh -c 'exit 3'"), 3, "");
    assertEnded(run(session, "echo hello"), 0, "hello");
    assertEquals("/usr/share", run(session, "cd /usr/share").string("cwd"));
    assertEnded(run(session, "printf 'no newline'"), 0, "no newline");
    assertEnded(run(session, "false"), 1, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "zsh", "fish"})
  void severalLinesAreOneCommand(String name) {
    var session = shell(name);
    assertEnded(
        run(session, "echo one\nsh -c 'exit 4'\necho two\nsh -c 'exit 5'\n"), 5, "one\ntwo");
  }

  // ---- What was typed before. ----

  /// A shell that takes its time to start, with a prompt of two lines such as people have.
  private String slowShell(String name) throws IOException {
    var start = Files.createDirectories(userHome.resolve(".config/fish"));
    Files.writeString(
        userHome.resolve(".bashrc"), "sleep 0.5; PS1='\\[\\e[32m\\]\\w\\n$ \\[\\e[m\\]'\n");
    Files.writeString(
        userHome.resolve(".zshrc"), "sleep 0.5; PROMPT=$'%F{green}%~\\n%f> '; RPROMPT='%T'\n");
    Files.writeString(
        start.resolve("config.fish"),
        "sleep 0.5; function fish_prompt; echo (pwd); echo '> '; end;"
            + " function fish_right_prompt; date +%T; end\n");
    var env = Files.writeString(userHome.resolve("env"), "sleep 0.5; PS1='dash $ '\n");
    variables.put("ENV", env.toString());
    return shell(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "zsh", "fish"})
  void whatIsTypedBeforeTheFirstPromptIsNotTheRun(String name) throws IOException {
    var session = slowShell(name);
    running.type(session, "true\r");
    assertEnded(run(session, "echo real; false"), 1, "real");
    var second = slowShell(name);
    running.type(second, "fal");
    running.type(second, "se\r");
    running.type(second, "sh -c 'exit 3'\r");
    assertEnded(run(second, "true"), 0, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "zsh", "fish"})
  void whatIsTypedWhileACommandRunsIsNotTheRun(String name) {
    var session = shell(name);
    assertEnded(run(session, "true"), 0, "");
    running.type(session, "sleep 0.3\r");
    running.type(session, "false\r");
    assertEnded(run(session, "echo real; sh -c 'exit 4'"), 4, "real");
    running.type(session, "true\rfalse\rtrue\r");
    assertEnded(run(session, "echo three; sh -c 'exit 5'"), 5, "three");
  }

  @Test
  void anOpenLineThatWasTypedBeforeTheFirstPromptIsTold() throws IOException {
    var session = slowShell("bash");
    running.type(session, "echo half of it");
    var refused = assertThrows(SessionException.class, () -> run(session, "true"));
    assertEquals("lineHasText", refused.details().fields("").string("reason"));
  }

  /// Not fish, which may take a key after the Ctrl-C that was typed before it: then a run is
  /// refused.
  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "zsh"})
  void afterControlCTheShellIsReadyAgain(String name) {
    var session = shell(name);
    assertEnded(run(session, "true"), 0, "");
    running.type(session, "echo never done");
    running.awaitText(session, "never done");
    running.type(session, "\003");
    assertEnded(runOnceReady(session, "echo done"), 0, "done");
    running.type(session, "sleep 1000\r");
    eventually("the command to begin", () -> isBusy(session));
    running.type(session, "\003");
    assertEnded(runOnceReady(session, "echo and again"), 0, "and again");
  }

  /// On a slow machine a shell may take longer to come back than a run waits for it; then the run
  /// is refused, and is tried again.
  private JsonFields runOnceReady(String session, String command) {
    var ended = new AtomicReference<JsonFields>();
    eventually(
        "the shell is ready",
        () -> {
          try {
            ended.set(run(session, command));
            return true;
          } catch (SessionException notYet) {
            assertEquals(ErrorCode.SHELL_NOT_READY, notYet.code());
            return false;
          }
        });
    return Objects.requireNonNull(ended.get());
  }

  private boolean isBusy(String session) {
    return "sleep".equals(running.live(session).reading().foregroundProgram());
  }

  @Test
  void aRunRightAfterAnotherLineWaitsAMomentForThePrompt() {
    var session = shell("bash");
    for (int round = 0; round < 20; round++) {
      running.type(session, "true\r");
      assertEnded(run(session, "echo " + round), 0, "" + round);
    }
  }

  /// Lines of random exit codes typed ahead, in pieces, and a run after them: its end is its own.
  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void endsAreThoseOfTheRunWhateverWasTypedBefore(String name) {
    long seed = Seed.get();
    var random = new Random(seed);
    var session = shell(name);
    for (int round = 0; round < 15 * Seed.factor(); round++) {
      for (int lines = random.nextInt(4); lines > 0; lines--) {
        running.type(session, "(exit " + random.nextInt(256) + ")");
        running.type(session, "\r");
      }
      int code = random.nextInt(256);
      var result = run(session, "echo run " + round + "; (exit " + code + ")");
      var about = "seed " + seed + ", round " + round + ": " + result.string("output");
      assertEquals("run " + round, result.string("output"), about);
      assertEquals(code, result.integer("exitCode"), about);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "zsh"})
  void aDocumentInTheCommandIsRead(String name) {
    var session = shell(name);
    assertEnded(run(session, "cat <<END; (exit 6)\n first\n\nsecond\nEND"), 6, " first\n\nsecond");
    assertEnded(run(session, "for i in 1 2\ndo\n  echo $i\ndone"), 0, "1\n2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "zsh"})
  void aSyntaxErrorIsToldWithTheShellsOwnCode(String name) {
    var session = shell(name);
    var result = run(session, "echo )");
    assertTrue(result.integer("exitCode") > 0);
    assertTrue(result.string("output").contains("rror"), result.string("output"));
    assertEnded(run(session, "echo still here"), 0, "still here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "zsh"})
  void theStatusOfTheCommandBeforeIsThatOfTheUsersCommand(String name) {
    var session = shell(name);
    run(session, "(exit 7)");
    assertEnded(run(session, "echo $?"), 0, "7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "zsh"})
  void aCommandThatIsNotWholeIsTold(String name) {
    var session = shell(name);
    var result = run(session, "echo 'open");
    assertEquals("incomplete", result.string("outcome"));
    assertFalse(result.bool("completed"));
    var refused = assertThrows(SessionException.class, () -> run(session, "true"));
    assertEquals(ErrorCode.SHELL_NOT_READY, refused.code());
    long before = result.longInteger("seq");
    running.type(session, "end'\r");
    var end = awaitCommand(session, before);
    assertEquals(0, end.integer("exitCode"));
    assertEquals(before, end.longInteger("runSeq"));
    assertEnded(run(session, "echo again"), 0, "again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "zsh", "fish"})
  void aShellThatExitsEndsTheRun(String name) {
    var session = shell(name);
    var result = run(session, "exit 9");
    assertEquals("sessionExited", result.string("outcome"));
    assertEquals(9, result.integer("exitCode"));
    assertFalse(result.bool("completed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void aCommandThatKillsItsShellEndsTheRun(String name) {
    var session = shell(name);
    var result = run(session, "kill -KILL $$");
    assertEquals("sessionExited", result.string("outcome"));
    assertEquals("SIGKILL", result.string("exitSignal"));
    assertNull(result.optionalInteger("exitCode"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void aTimeOutDoesNotLoseTheEnd(String name) {
    var session = shell(name);
    var result = run(session, "read line; echo \"got $line\"; (exit 8)", 200);
    assertEquals("timedOut", result.string("outcome"));
    assertTrue(result.bool("timedOut"));
    var refused = assertThrows(SessionException.class, () -> run(session, "true"));
    assertEquals(ErrorCode.SHELL_NOT_READY, refused.code());
    running.type(session, "it\r");
    var end = awaitCommand(session, null);
    assertEquals(8, end.integer("exitCode"));
    assertTrue(end.string("output").endsWith("got it"), end.string("output"));
    assertEquals(result.longInteger("seq"), end.longInteger("runSeq"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void anInterruptedCommandTellsSo(String name) {
    var session = shell(name);
    var request = new RunRequest("sleep 1000", false, PATIENCE.toMillis());
    var answer = running.requests.run(session, request, null);
    // Not before the command runs, else the interrupt is the prompt's.
    eventually(
        "the command runs",
        () -> "sleep".equals(running.live(session).reading().foregroundProgram()));
    RunningSessions.await(
        running.requests.sendKeys(
            session, new SendKeysRequest(List.of("ctrl+c"), null, null), null));
    var result = RunningSessions.await(answer).toJson().fields("");
    assertEquals("completed", result.string("outcome"));
    assertEquals(130, result.integer("exitCode"));
  }

  @Test
  void whatIsTypedAtThePromptIsNotRunWithTheCommand() {
    var session = shell("bash");
    run(session, "true");
    running.type(session, "echo half");
    running.awaitText(session, "echo half");
    var refused = assertThrows(SessionException.class, () -> run(session, "true"));
    assertEquals(ErrorCode.SHELL_NOT_READY, refused.code());
    assertEquals("lineHasText", refused.details().fields("").string("reason"));
    RunningSessions.await(
        running.requests.sendKeys(
            session, new SendKeysRequest(List.of("ctrl+c"), null, null), null));
    running.awaitText(session, "^C");
    eventually(
        "the shell is ready",
        () -> {
          try {
            return run(session, "echo ready").string("output").equals("ready");
          } catch (SessionException e) {
            return false;
          }
        });
  }

  @Test
  void nothingOfTheIntegrationIsSeen() {
    var session = shell("bash");
    assertEnded(run(session, "history"), 0, "    1  history");
    assertEnded(
        run(session, "env | grep -v ^PS1= | grep -E '__session|aid=|]133|ENV=' || echo none"),
        0,
        "none");
    assertEnded(run(session, "trap"), 0, "");
    assertFalse(screen(session).contains("133;"), screen(session));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash --norc", "dash", "fish"})
  void aShellInsideTheShellTellsToo(String inner) {
    var session = shell("bash");
    run(session, "PATH=$PATH:" + System.getenv().getOrDefault("SESSION_TEST_SHELLS", "/none"));
    assumeTrue(
        run(session, "command -v " + inner).integer("exitCode") == 0, inner + " is not installed");
    running.type(session, inner + "\r");
    var result = awaitAdmitted(session, "sh -c 'exit 3'");
    assertEnded(result, 3, "");
    assertEnded(run(session, "echo in"), 0, "in");
    var seen = running.output(session);
    assertFalse(seen.contains("/shell/"), seen);
    assertFalse(screen(session).contains("/shell/"));
    if (inner.startsWith("bash")) {
      assertFalse(run(session, "history").string("output").contains("/shell/"));
    }
    var end = run(session, "exit 7");
    assertEquals("shellExited", end.string("outcome"));
    assertEquals(7, end.integer("exitCode"));
    assertEnded(run(session, "echo out"), 0, "out");
  }

  /// Tries until the inner shell is at its prompt, which nothing tells.
  private JsonFields awaitAdmitted(String session, String command) {
    var result = new JsonFields[1];
    eventually(
        "the shell takes a command",
        () -> {
          try {
            result[0] = run(session, command);
            return true;
          } catch (SessionException e) {
            assertEquals(ErrorCode.SHELL_NOT_READY, e.code());
            return false;
          }
        });
    return result[0];
  }

  @Test
  void theStatusBeforeAShellJoinsIsKept() {
    var session = create("/bin/bash", "--norc");
    running.awaitText(session, "$");
    running.type(session, "(exit 42)\r");
    assertEnded(
        awaitAdmitted(session, "echo $?; history"),
        0,
        "42\n    1  (exit 42)\n    2  echo $?; history");
  }

  @Test
  void aSessionWithoutAShellRefuses() {
    var session = running.create(RunningSessions.request("/bin/cat"));
    var refused = assertThrows(SessionException.class, () -> run(session, "true"));
    assertEquals(ErrorCode.SHELL_NOT_READY, refused.code());
    assertEquals("noShell", refused.details().fields("").string("reason"));
  }

  @Test
  void exitCodesOfManyRoundsAreTold() {
    manyRounds(100);
  }

  @Test
  @Tag("slow")
  void exitCodesOfAThousandRoundsAreTold() {
    manyRounds(1000);
  }

  private void manyRounds(int rounds) {
    var session = shell("bash");
    randomCodes(session, rounds, Seed.get());
  }

  private void randomCodes(String session, int rounds, long seed) {
    var random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      int code = random.nextInt(256);
      var result = run(session, "echo " + round + "; (exit " + code + ")");
      assertEquals("completed", result.string("outcome"), "seed " + seed);
      assertEquals(code, result.integer("exitCode"), "seed " + seed);
      assertEquals("" + round, result.string("output"), "seed " + seed);
    }
  }

  @Test
  @Tag("slow")
  void fourClientsOnFourSessionsUnderLoadAreToldTheTruth() {
    var load = running.sh("while :; do :; done");
    var clients = new ArrayList<CompletableFuture<Void>>();
    for (var name : List.of("bash", "dash", "bash", "dash")) {
      var session = shell(name);
      clients.add(
          CompletableFuture.runAsync(
              () -> randomCodes(session, 250, Seed.get() + session.hashCode()), this::onThread));
    }
    for (var client : clients) {
      client.join();
    }
    running.destroy(load, true, 0);
  }

  private void onThread(Runnable task) {
    Thread.ofPlatform().daemon().start(task);
  }

  @Test
  void aRunWhileTheShellDiesHasATypedOutcome() {
    dyingShells(25);
  }

  @Test
  @Tag("slow")
  void aRunWhileTheShellDiesHasATypedOutcomeInEveryRound() {
    dyingShells(500);
  }

  private void dyingShells(int rounds) {
    long seed = Seed.get();
    var random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      var session = shell(random.nextBoolean() ? "bash" : "dash");
      if (random.nextBoolean()) {
        run(session, "true");
      }
      var killer =
          CompletableFuture.runAsync(
              () -> {
                LockSupport.parkNanos(random.nextInt(3_000_000));
                running.destroy(session, true, 0);
              },
              this::onThread);
      try {
        var outcome = run(session, "true").string("outcome");
        assertTrue(Set.of("completed", "sessionExited").contains(outcome), outcome);
      } catch (SessionException e) {
        assertEquals(ErrorCode.SESSION_NOT_RUNNING, e.code(), "seed " + seed);
      }
      killer.join();
    }
  }
}
