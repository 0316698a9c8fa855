package dev.session.host.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.host.pty.InputRefusedException.Reason;
import dev.session.process.ProcessExit.Exited;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Input: whole, in order, at the program's pace.
@Timeout(60)
class InputTest {
  private static final int MEGABYTE = 1024 * 1024;

  private final Ptys ptys = new Ptys(() -> {});

  private final Path directory;

  InputTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void close() {
    ptys.close();
  }

  @Test
  void aProgramReadsWhatIsTyped() throws Exception {
    var terminal = Terminal.sh(ptys, "read name; echo \"hello $name\"");
    terminal.type("wörld\n");
    terminal.awaitClosed();
    assertEquals("wörld\nhello wörld\n", terminal.text());
  }

  @Test
  void aMegabyteReachesASlowReaderByteForByte() throws Exception {
    var bytes = new byte[MEGABYTE];
    new Random(7).nextBytes(bytes);
    var file = directory.resolve("read");
    // Small reads, each through a new process: slower than any writer.
    var loop = "i=0; while [ $i -lt 16 ]; do head -c 65536; i=$((i+1)); done >'" + file + "'";
    var terminal = Terminal.sh(ptys, "stty raw -echo; echo ready; " + loop);
    terminal.awaitText("ready");
    var accepted = terminal.process().write(bytes);
    assertEquals(new Exited(0), terminal.awaitExit());
    assertTrue(accepted.isDone() && !accepted.isCompletedExceptionally());
    assertEquals(0, terminal.process().pendingInputBytes());
    assertEquals(-1, Files.mismatch(file, Files.write(directory.resolve("written"), bytes)));
  }

  @Test
  void writesAreNeverMixedAndKeepTheirOrder() throws Exception {
    var file = directory.resolve("read");
    var terminal =
        Terminal.sh(ptys, "stty raw -echo; echo ready; exec head -c 1200000 >'" + file + "'");
    terminal.awaitText("ready");
    var wanted = new StringBuilder();
    for (var i = 0; i < 12; i++) {
      var text = Character.toString('a' + i).repeat(100_000);
      wanted.append(text);
      terminal.type(text);
    }
    assertEquals(new Exited(0), terminal.awaitExit());
    assertEquals(wanted.toString(), Files.readString(file));
  }

  @Test
  void aWriteCompletesWhenTheTerminalHasAcceptedItAll() throws Exception {
    var terminal = Terminal.sh(ptys, "stty raw -echo; echo ready; read _ <'" + fifo() + "'; cat");
    terminal.awaitText("ready");
    var small = terminal.process().write(bytes("x"));
    var large = terminal.process().write(new byte[MEGABYTE]);
    Terminal.await(small);
    assertFalse(large.isDone(), "nobody has read it");
    assertTrue(terminal.process().pendingInputBytes() > MEGABYTE / 2);
    Files.writeString(directory.resolve("fifo"), "go\n");
    Terminal.await(large);
    assertEquals(0, terminal.process().pendingInputBytes());
  }

  @Test
  void moreThanMayWaitIsRefusedWhole() throws Exception {
    var terminal = Terminal.sh(ptys, "stty raw -echo; echo ready; exec sleep 1000");
    terminal.awaitText("ready");
    // Into an empty queue any size may go.
    var whole = terminal.process().write(new byte[(int) PtyProcess.INPUT_QUEUE_MAX_BYTES]);
    var pending = terminal.process().pendingInputBytes();
    var refused =
        assertThrows(
            InputRefusedException.class, () -> terminal.process().write(new byte[MEGABYTE]));
    assertEquals(Reason.QUEUE_FULL, refused.reason());
    assertTrue(terminal.process().pendingInputBytes() <= pending);
    assertFalse(whole.isDone());
  }

  @Test
  void inputThatTheProgramDidNotReadFailsWithItsEnd() throws Exception {
    var terminal = Terminal.sh(ptys, "stty raw -echo; echo ready; read _ <'" + fifo() + "'");
    terminal.awaitText("ready");
    var write = terminal.process().write(new byte[MEGABYTE]);
    Files.writeString(directory.resolve("fifo"), "go\n");
    assertEquals(new Exited(0), terminal.awaitExit());
    assertEquals(Reason.ENDED, reasonOf(write));
    var refused = assertThrows(InputRefusedException.class, () -> terminal.type("late"));
    assertEquals(Reason.ENDED, refused.reason());
    assertEquals(0, terminal.process().pendingInputBytes());
  }

  @Test
  void anEmptyWriteCompletes() throws Exception {
    var terminal = Terminal.sh(ptys, "read _");
    Terminal.await(terminal.process().write(new byte[0]));
    terminal.type("\n");
    assertEquals(new Exited(0), terminal.awaitExit());
  }

  @Test
  void aLineOfTheCanonicalLimitArrivesWhole() throws Exception {
    var terminal = Terminal.sh(ptys, "stty -echo; echo ready; read line; echo ${#line}");
    terminal.awaitText("ready");
    terminal.type("x".repeat(TerminalModes.CANONICAL_LINE_MAX_BYTES) + "\n");
    terminal.awaitClosed();
    assertEquals("ready\n" + TerminalModes.CANONICAL_LINE_MAX_BYTES + "\n", terminal.text());
  }

  private static Reason reasonOf(CompletableFuture<?> write) {
    var failure = assertThrows(ExecutionException.class, write::get);
    return assertInstanceOf(InputRefusedException.class, failure.getCause()).reason();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String fifo() throws Exception {
    return Fifo.in(directory);
  }
}
