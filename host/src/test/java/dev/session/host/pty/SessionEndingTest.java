package dev.session.host.pty;

import static dev.session.host.Patience.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.process.ProcessExit;
import dev.session.process.ProcessExit.Exited;
import dev.session.process.ProcessExit.Signaled;
import dev.session.process.ProcessIdentity;
import dev.session.process.SessionProcesses;
import dev.session.process.SessionProcesses.Origin;
import dev.session.process.Signals;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ending a session ends all of it, as gently as it lets itself be ended.
@Timeout(60)
class SessionEndingTest {
  /// Longer than a test may take: what ends within it was not forced.
  private static final Duration LONG = Duration.ofHours(1);

  private static final Duration SHORT = Duration.ofMillis(200);

  private static final String ID = "SessionEndingTest" + ProcessHandle.current().pid();

  private final Ptys ptys = new Ptys(() -> {});

  @AfterEach
  void close() {
    ptys.close();
  }

  @Test
  void aProgramThatHeedsTheHangUpEndsByIt() throws Exception {
    assertEnds(new Signaled(Signals.HUP, false), "echo ready; read _", LONG);
  }

  @Test
  void aProgramMaySayGoodbye() throws Exception {
    var terminal = ready("trap 'echo goodbye; exit 7' HUP; echo ready; while :; do read _; done");
    assertEquals(new Exited(7), Terminal.await(terminal.process().end(LONG)));
    assertEquals("ready\ngoodbye\n", terminal.text());
    assertEquals(List.of("output", "exit", "closed"), terminal.order());
  }

  @Test
  void aProgramThatIgnoresTheHangUpIsTerminated() throws Exception {
    assertEnds(new Signaled(Signals.TERM, false), "trap '' HUP; echo ready; exec sleep 1000", LONG);
  }

  @Test
  void aProgramThatIgnoresAllIsKilled() throws Exception {
    assertEnds(
        new Signaled(Signals.KILL, false), "trap '' HUP TERM; echo ready; exec sleep 1000", SHORT);
  }

  @Test
  void withoutGraceAllAreKilled() throws Exception {
    assertEnds(new Signaled(Signals.KILL, false), "echo ready; exec sleep 1000", Duration.ZERO);
  }

  @Test
  void aStoppedProgramEndsToo() throws Exception {
    var terminal = ready("echo ready; kill -STOP $$");
    var stopped = terminal.process().identity();
    eventually("the stop", () -> stopped.stat().orElseThrow().state() == 'T');
    assertEquals(new Signaled(Signals.HUP, false), Terminal.await(terminal.process().end(LONG)));
  }

  @Test
  void jobsInGroupsOfTheirOwnEndToo() throws Exception {
    var terminal = Terminal.start(ptys, Terminal.command("bash", "--norc", "-i"));
    terminal.type("sleep 1000 & (trap '' HUP TERM; exec sleep 1000) & nohup sleep 1000 &\n");
    terminal.type("sleep 1000 | sleep 1000 & disown -a; echo rea''dy\n");
    terminal.awaitText("\nready");
    eventually("the shell and five others", () -> membersOf(terminal) == 6);
    Terminal.await(terminal.process().end(SHORT));
    assertEquals(0, membersOf(terminal));
  }

  @Test
  void whatOutlivedTheProgramEndsToo() throws Exception {
    var terminal = ready("trap '' HUP; sleep 1000 & sleep 1000 & echo ready; read _");
    terminal.type("\n");
    assertEquals(new Exited(0), terminal.awaitExit());
    assertEquals(2, membersOf(terminal));
    var ended = Terminal.await(terminal.process().end(SHORT));
    assertEquals(new Exited(0), ended);
    assertEquals(0, membersOf(terminal));
    terminal.awaitClosed();
  }

  @Test
  void programsThatKeepStartingOthersAreCaught() throws Exception {
    var terminal =
        ready(
            "trap '' HUP TERM; f() { while :; do sleep 0.01 & wait; done; }; f & f & echo ready;"
                + " f");
    var ended = Terminal.await(terminal.process().end(SHORT));
    assertEquals(new Signaled(Signals.KILL, false), ended);
    assertEquals(0, membersOf(terminal));
  }

  @Test
  void aSecondCallHastensTheEnd() throws Exception {
    var terminal = ready("trap '' HUP TERM; echo ready; exec sleep 1000");
    var patient = terminal.process().end(LONG);
    var hasty = terminal.process().end(Duration.ZERO);
    var wanted = new Signaled(Signals.KILL, false);
    assertEquals(wanted, Terminal.await(hasty));
    assertEquals(wanted, Terminal.await(patient));
  }

  @Test
  void endingWhatHasEndedTellsTheTrueExit() throws Exception {
    var terminal = Terminal.sh(ptys, "exit 9");
    terminal.awaitClosed();
    assertEquals(new Exited(9), Terminal.await(terminal.process().end(LONG)));
  }

  @Test
  void aPausedTerminalEndsWithoutItsOutputBeingRead() throws Exception {
    var terminal = Terminal.startPaused(ptys, Terminal.command("yes"));
    terminal.awaitText("y");
    var ended = Terminal.await(terminal.process().end(LONG));
    assertEquals(new Signaled(Signals.HUP, false), ended);
    assertFalse(terminal.exit.isDone());
    terminal.resume();
    assertEquals(new Signaled(Signals.HUP, false), terminal.awaitExit());
    terminal.awaitClosed();
  }

  @Test
  void whoLeftThePosixSessionEndsToo() throws Exception {
    assertEscapedEnds("setsid sh -c 'echo $$ ready; exec sleep 1000' & read _");
  }

  @Test
  void whoLeftWithAnEmptyEnvironmentEndsAsAChild() throws Exception {
    assertEscapedEnds("env -i setsid sh -c 'echo $$ ready; exec sleep 1000' & read _");
  }

  /// The parent is gone when the ending begins: what is left to find it by is its environment.
  @Test
  void aDaemonEndsToo() throws Exception {
    assertEscapedEnds("(setsid sh -c 'echo $$ ready; exec sleep 1000' &); read _");
  }

  @Test
  void aDaemonThatHeedsNoSignalEndsToo() throws Exception {
    assertEscapedEnds(
        "(setsid sh -c \"trap '' HUP TERM; echo \\$\\$ ready; exec sleep 1000\" &); read _");
  }

  @Test
  void aDaemonThatMovesOnAllTheTimeIsCaught() throws Exception {
    var file = Files.createTempFile("hop", ".sh");
    try {
      Files.writeString(file, "trap '' HUP TERM\nsleep 0.02\nsetsid sh '" + file + "' &\n");
      var terminal = start("(setsid sh '" + file + "' &); echo ready; read _");
      Terminal.await(terminal.process().end(SHORT));
      assertEquals(0, SessionProcesses.now().of(Origin.of(ID, null)).size());
    } finally {
      Files.delete(file);
    }
  }

  /// The host that a command inside a session starts lives on, as do the sessions of that host.
  @Test
  void whoNamesAnotherSessionOrNoneIsLeftAlone() throws Exception {
    var terminal =
        start(
            "SESSION_ID= setsid sh -c 'echo $$; SESSION_ID=other setsid sleep 1000 & echo $! ready;"
                + " wait' & read _");
    var left = Pattern.compile("\\d+").matcher(terminal.text()).results().toList();
    Terminal.await(terminal.process().end(LONG));
    terminal.awaitClosed();
    assertEquals(2, left.size());
    for (var pid : left) {
      assertTrue(ProcessHandle.of(Long.parseLong(pid.group())).orElseThrow().destroyForcibly());
    }
  }

  @Test
  void whatCannotBeEndedIsToldAndTriedAgainUntilItIsGone() throws Exception {
    var refusing = new AtomicBoolean(true);
    try (var stubborn = RefusingPtys.make(refusing)) {
      var terminal = start(stubborn, "setsid sh -c 'echo $$ ready; exec sleep 1000' & wait");
      var escaped = escapedFrom(terminal);
      var ended = terminal.process().end(Duration.ZERO);
      var told = Terminal.await(terminal.survivors);
      assertTrue(told.contains(escaped), told::toString);
      assertFalse(ended.isDone());
      refusing.set(false);
      assertEquals(new Signaled(Signals.KILL, false), Terminal.await(ended));
      assertFalse(escaped.isAlive());
    }
  }

  @Test
  void aHundredSessionsEndAtOnce() throws Exception {
    var terminals = new ArrayList<Terminal>();
    for (var i = 0; i < 100; i++) {
      terminals.add(Terminal.sh(ptys, "trap '' HUP; sleep 1000 & echo ready; wait"));
    }
    terminals.forEach(terminal -> terminal.awaitText("ready"));
    var endings = new ArrayList<CompletableFuture<ProcessExit>>();
    terminals.forEach(terminal -> endings.add(terminal.process().end(LONG)));
    for (var ending : endings) {
      assertEquals(new Signaled(Signals.TERM, false), Terminal.await(ending));
    }
    terminals.forEach(terminal -> assertEquals(0, membersOf(terminal)));
    assertEquals(List.of(), OpenFiles.zombies());
  }

  @Test
  void closingKillsWhatStillRuns() throws Exception {
    Terminal terminal;
    try (var closing = new Ptys(() -> {})) {
      terminal = Terminal.sh(closing, "trap '' HUP TERM; sleep 1000 & echo ready; wait");
      terminal.awaitText("ready");
    }
    assertEquals(new Signaled(Signals.KILL, false), terminal.awaitExit());
    assertTrue(terminal.closed.isDone());
    assertEquals(0, membersOf(terminal));
  }

  /// Ends a program of which one process has left its POSIX session, and said its number.
  private void assertEscapedEnds(String script) throws Exception {
    var terminal = start(script);
    var escaped = escapedFrom(terminal);
    Terminal.await(terminal.process().end(SHORT));
    assertFalse(escaped.isAlive());
    terminal.awaitClosed();
  }

  private static ProcessIdentity escapedFrom(Terminal terminal) {
    return ProcessIdentity.of(Long.parseLong(terminal.text().split(" ", 2)[0])).orElseThrow();
  }

  private Terminal start(String script) throws SpawnException {
    return start(ptys, script);
  }

  /// A program that bears a session's id.
  private static Terminal start(Ptys ptys, String script) throws SpawnException {
    var environment = Terminal.environment();
    environment.put(SessionProcesses.VARIABLE, ID);
    var terminal = Terminal.start(ptys, Terminal.command(environment, "/bin/sh", "-c", script));
    terminal.awaitText("ready");
    return terminal;
  }

  private void assertEnds(ProcessExit exit, String script, Duration grace) throws Exception {
    var terminal = ready(script);
    assertEquals(exit, Terminal.await(terminal.process().end(grace)));
    assertEquals(exit, terminal.awaitExit());
    terminal.awaitClosed();
  }

  private Terminal ready(String script) throws SpawnException {
    var terminal = Terminal.sh(ptys, script);
    terminal.awaitText("ready");
    return terminal;
  }

  private static int membersOf(Terminal terminal) {
    return SessionProcesses.now().of(Origin.of(null, terminal.process().identity())).size();
  }
}
