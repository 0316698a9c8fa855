package dev.session.host.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.process.ProcessExit;
import dev.session.process.ProcessExit.Exited;
import dev.session.process.ProcessExit.Signaled;
import dev.session.process.ProcessIdentity;
import dev.session.process.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Output and exit: nothing lost, nothing changed, told in order.
@Timeout(60)
class OutputTest {
  private static final int FLOOD_BYTES = 50 * 1024 * 1024;

  private final Ptys ptys = new Ptys(() -> {});

  private final Path directory;

  OutputTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void close() {
    ptys.close();
  }

  @Test
  void theExitCodeIsTheProgramsOwn() throws Exception {
    for (var code : List.of(0, 1, 42, 127, 255)) {
      var terminal = Terminal.sh(ptys, "exit " + code);
      assertEquals(new Exited(code), terminal.awaitExit());
      assertEquals(code, terminal.awaitExit().shellStatus());
    }
  }

  @Test
  void anEndBySignalIsTold() throws Exception {
    for (var signal : List.of(Signals.TERM, Signals.KILL, Signals.USR1, Signals.RTMIN + 3)) {
      var terminal = Terminal.sh(ptys, "kill -" + signal + " $$");
      var exit = terminal.awaitExit();
      assertEquals(new Signaled(signal, false), exit);
      assertEquals(128 + signal, exit.shellStatus());
    }
  }

  @Test
  void theLastOutputComesBeforeTheExit() throws Exception {
    for (var i = 0; i < 50; i++) {
      var terminal = Terminal.sh(ptys, "echo first; printf 'the very last'");
      terminal.awaitExit();
      assertEquals("first\nthe very last", terminal.text());
      terminal.awaitClosed();
      assertEquals(List.of("output", "exit", "closed"), terminal.order());
    }
  }

  @Test
  void aFullTerminalAtTheExitIsStillReadToItsEnd() throws Exception {
    var script = "echo go; read _; head -c 3000 /dev/zero | tr '\\0' x";
    var terminal = Terminal.startPaused(ptys, Terminal.command("/bin/sh", "-c", script));
    terminal.awaitText("go"); // heard, and from now on nobody reads
    var handle = ProcessHandle.of(terminal.process().identity().pid()).orElseThrow();
    terminal.type("\n");
    Terminal.await(handle.onExit());
    assertFalse(terminal.exit.isDone(), "the exit must wait for the output");
    terminal.resume();
    terminal.awaitExit();
    assertEquals("go\n\n" + "x".repeat(3000), terminal.text());
  }

  @Test
  void aFloodArrivesByteForByte() throws Exception {
    var flood = randomBytes(FLOOD_BYTES);
    var file = Files.write(directory.resolve("flood"), flood);
    var counter = new Counter();
    ptys.spawn(
        Terminal.command("/bin/sh", "-c", "stty raw; exec cat \"$0\"", file.toString()), counter);
    assertEquals(new Exited(0), Terminal.await(counter.exit));
    var wanted = new CRC32();
    wanted.update(flood);
    assertEquals(flood.length, counter.bytes);
    assertEquals(wanted.getValue(), counter.sum.getValue());
  }

  @Test
  void aPausedTerminalHoldsTheProgramBackAndLosesNothing() throws Exception {
    var lines = 50_000;
    var mark = directory.resolve("written");
    var script = "stty raw; seq " + lines + "; touch '" + mark + "'";
    var terminal = Terminal.startPaused(ptys, Terminal.command("/bin/sh", "-c", script));
    terminal.awaitText("1\n");
    var heard = terminal.bytes().length;
    // Others pass through the same threads meanwhile: had there been more to hear, it would have
    // been.
    for (var i = 0; i < 4; i++) {
      Terminal.sh(ptys, "echo other").awaitClosed();
    }
    assertEquals(heard, terminal.bytes().length);
    assertFalse(Files.exists(mark), "the program should be held back");
    while (!terminal.exit.isDone()) {
      terminal.resumeForOneOutput();
    }
    var wanted = new StringBuilder();
    for (var line = 1; line <= lines; line++) {
      wanted.append(line).append('\n');
    }
    assertEquals(wanted.toString(), terminal.text());
    assertTrue(Files.exists(mark));
  }

  @Test
  void aSurvivorInTheBackgroundDoesNotHoldBackTheExit() throws Exception {
    var survivor = "(trap '' HUP; echo ready; read line < '" + fifo() + "'; echo $line)";
    var terminal = Terminal.sh(ptys, survivor + " & read _; exit 5");
    terminal.awaitText("ready");
    terminal.type("\n");
    assertEquals(new Exited(5), terminal.awaitExit());
    assertFalse(terminal.closed.isDone());
    Files.writeString(directory.resolve("fifo"), "heard of later\n");
    terminal.awaitText("heard of later");
    terminal.awaitClosed();
    assertEquals(List.of("output", "exit", "output", "closed"), terminal.order());
  }

  @Test
  void aFloodingSurvivorDoesNotHoldBackTheExit() throws Exception {
    var counter = new Counter();
    var script = "(trap '' HUP; exec yes) & read _; exit 6";
    var process = ptys.spawn(Terminal.command("/bin/sh", "-c", script), counter);
    Terminal.await(counter.begun);
    var _ = process.write(new byte[] {'\n'});
    assertEquals(new Exited(6), Terminal.await(counter.exit));
    assertFalse(counter.closed.isDone());
    var ended = Terminal.await(process.end(Duration.ZERO));
    assertEquals(new Exited(6), ended);
    Terminal.await(counter.closed);
  }

  @Test
  void hangingUpLeavesSurvivorsBehind() throws Exception {
    var terminal = Terminal.sh(ptys, "trap '' HUP; sleep 1000 & echo $! ready; read _");
    terminal.awaitText("ready");
    terminal.type("\n");
    assertEquals(new Exited(0), terminal.awaitExit());
    terminal.process().hangUp();
    terminal.awaitClosed();
    var survivor = Long.parseLong(terminal.text().split(" ", 2)[0]);
    assertTrue(ProcessHandle.of(survivor).orElseThrow().destroyForcibly());
  }

  @Test
  void aProgramThatClosesItsTerminalForAWhileIsStillHeard() throws Exception {
    var away = "exec </dev/null >/dev/null 2>&1";
    var terminal = Terminal.sh(ptys, away + "; cat '" + fifo() + "'; echo back >/dev/tty");
    Files.writeString(directory.resolve("fifo"), "go");
    terminal.awaitText("back");
    assertEquals(new Exited(0), terminal.awaitExit());
  }

  @Test
  void aHundredProgramsAtOnceKeepTheirOutputApart() throws Exception {
    var terminals = new ArrayList<Terminal>();
    for (var i = 0; i < 100; i++) {
      terminals.add(Terminal.sh(ptys, "seq -f 'of " + i + " %g' 200; exit " + i));
    }
    for (var i = 0; i < terminals.size(); i++) {
      var wanted = new StringBuilder();
      for (var line = 1; line <= 200; line++) {
        wanted.append("of ").append(i).append(' ').append(line).append('\n');
      }
      assertEquals(new Exited(i), terminals.get(i).awaitExit());
      assertEquals(wanted.toString(), terminals.get(i).text());
    }
    assertEquals(List.of(), OpenFiles.zombies());
  }

  @Test
  void aListenerThatThrowsStopsOnlyItsOwnTerminal() throws Exception {
    var thrown = new CompletableFuture<Throwable>();
    var previous = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, throwable) -> thrown.complete(throwable));
    try (var single = new Ptys(1, () -> {}, Duration.ofSeconds(10))) {
      single.spawn(Terminal.command("echo", "hello"), new Thrower());
      assertEquals("a defect", Terminal.await(thrown).getMessage());
      var neighbour = Terminal.sh(single, "echo fine");
      neighbour.awaitExit();
      assertEquals("fine\n", neighbour.text());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(previous);
    }
  }

  private static final class Thrower implements PtyListener {
    @Override
    public Reading onOutput(byte[] buffer, int length) {
      throw new IllegalStateException("a defect");
    }

    @Override
    public void onExit(ProcessExit exit) {}

    @Override
    public void onSurvivors(List<ProcessIdentity> survivors) {}

    @Override
    public void onClosed() {}
  }

  private String fifo() throws Exception {
    return Fifo.in(directory);
  }

  private static byte[] randomBytes(int length) {
    var bytes = new byte[length];
    new Random(20261120).nextBytes(bytes);
    return bytes;
  }
}
