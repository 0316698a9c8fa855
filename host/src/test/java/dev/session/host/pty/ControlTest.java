package dev.session.host.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.host.pty.PtyProcess.SignalTarget;
import dev.session.process.ProcessExit.Exited;
import dev.session.process.ProcessExit.Signaled;
import dev.session.process.Signals;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Signals, size and modes of a running program.
@Timeout(60)
class ControlTest {
  /// Two processes of one group that tell when they hear SIGUSR1.
  private static final String LEADER_AND_CHILD =
      "trap 'echo leader heard' USR1;"
          + " (trap 'echo child heard' USR1; echo ready; while :; do sleep 1000 & wait; done) &"
          + " while :; do wait; done";

  private final Ptys ptys = new Ptys(() -> {});

  @AfterEach
  void close() {
    ptys.close();
  }

  @Test
  void aSignalReachesTheProgramAlone() throws Exception {
    var terminal = Terminal.sh(ptys, LEADER_AND_CHILD);
    terminal.awaitText("ready");
    assertTrue(terminal.process().signal(Signals.USR1, SignalTarget.LEADER));
    terminal.awaitText("leader heard");
    assertFalse(terminal.text().contains("child heard"), terminal.text());
  }

  @Test
  void aSignalReachesTheWholeGroup() throws Exception {
    var terminal = Terminal.sh(ptys, LEADER_AND_CHILD);
    terminal.awaitText("ready");
    assertTrue(terminal.process().signal(Signals.USR1, SignalTarget.GROUP));
    terminal.awaitText("leader heard");
    terminal.awaitText("child heard");
  }

  @Test
  void aSignalReachesTheShellsCurrentJob() throws Exception {
    var terminal = Terminal.start(ptys, Terminal.command("bash", "--norc", "-i"));
    var shell = terminal.process().identity().pid();
    terminal.type("bash -c 'echo job $$; exec sleep 1000'; echo status $?\n");
    terminal.await("the job's number", text -> text.matches("(?s).*job \\d+\n.*"));
    var group = terminal.process().foregroundProcessGroup();
    assertTrue(group.isPresent() && group.getAsLong() != shell, group.toString());
    assertTrue(terminal.text().contains("job " + group.getAsLong() + "\n"), terminal.text());
    assertTrue(terminal.process().signal(Signals.TERM, SignalTarget.FOREGROUND));
    terminal.awaitText("status 143");
    assertTrue(terminal.process().identity().isAlive());
  }

  @Test
  void aRealTimeSignalIsDelivered() throws Exception {
    var terminal = Terminal.sh(ptys, "echo ready; read _");
    terminal.awaitText("ready");
    assertTrue(terminal.process().signal(Signals.RTMAX, SignalTarget.LEADER));
    assertEquals(new Signaled(Signals.RTMAX, false), terminal.awaitExit());
  }

  @Test
  void afterTheEndNobodyIsSignalledAndNothingIsChanged() throws Exception {
    var terminal = Terminal.sh(ptys, "exit 0");
    terminal.awaitClosed();
    for (var target : SignalTarget.values()) {
      assertFalse(terminal.process().signal(Signals.TERM, target));
    }
    assertFalse(terminal.process().resize(80, 24));
    assertEquals(Optional.empty(), terminal.process().modes());
    assertEquals(OptionalLong.empty(), terminal.process().foregroundProcessGroup());
    terminal.process().resume();
    terminal.process().hangUp();
  }

  @Test
  void whatIsNoSignalIsRefused() throws Exception {
    var terminal = Terminal.sh(ptys, "read _");
    for (var number : new int[] {-1, 0, 65}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> terminal.process().signal(number, SignalTarget.LEADER));
    }
  }

  @Test
  void aNewSizeIsSeenAndTold() throws Exception {
    var terminal =
        Terminal.sh(ptys, "trap 'stty size; exit 0' WINCH; echo ready; while :; do read _; done");
    terminal.awaitText("ready");
    assertTrue(terminal.process().resize(132, 43));
    assertEquals(new Exited(0), terminal.awaitExit());
    assertEquals("ready\n43 132\n", terminal.text());
    assertThrows(IllegalArgumentException.class, () -> terminal.process().resize(0, 24));
  }

  @Test
  void theModesAreThoseTheProgramHasSet() throws Exception {
    var terminal =
        Terminal.sh(
            ptys,
            "echo first; read _; stty -echo; echo second; read _; stty raw; echo third; exec cat");
    terminal.awaitText("first");
    assertEquals(Optional.of(new TerminalModes(true, true)), terminal.process().modes());
    terminal.type("\n");
    terminal.awaitText("second");
    assertEquals(Optional.of(new TerminalModes(false, true)), terminal.process().modes());
    terminal.type("\n");
    terminal.awaitText("third");
    assertEquals(Optional.of(new TerminalModes(false, false)), terminal.process().modes());
  }
}
