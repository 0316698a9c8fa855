package dev.session.cli.tty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.session.testing.DefaultSignals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Each test runs a shell under script(1), which gives it a pseudo-terminal.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RawTerminalTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  private final StringBuilder seen = new StringBuilder();
  private Process process;

  @BeforeEach
  void startShell() throws IOException {
    assumeTrue(Files.isExecutable(SCRIPT), "needs script(1) of util-linux for a pseudo-terminal");
    var builder = new ProcessBuilder(SCRIPT.toString(), "-qfc", "/bin/sh", "/dev/null");
    builder.environment().put("PS1", "");
    // A line that is typed may not have more than 4095 bytes.
    builder.environment().put("PROBE", probe());
    process = DefaultSignals.start(builder.redirectErrorStream(true));
    type("stty -echo cols 91 rows 27; echo shell-\\ready\n");
    await("shell-ready\r\n");
  }

  @AfterEach
  void endShell() {
    process.destroyForcibly();
  }

  @Test
  void keysArriveAsTheyAreTypedAndTheModesComeBack() throws IOException {
    type("before=$(stty -g); eval \"$PROBE\"; test \"$before\" = \"$(stty -g)\"; echo same-$?\n");
    await("<hello>size 91x27 ready\r\n");
    type("\u0003");
    await("03\r\n");
    type("\u001b[A");
    await("1b5b41\r\n");
    type("q");
    await("<goodbye>same-0\r\n");
  }

  @Test
  void theModesComeBackWhenASignalEndsTheProgram() throws IOException {
    endBySignals("");
  }

  /// As under `nohup`, or in the background of a script.
  @Test
  void theModesComeBackAlsoWhereTheSignalWasInheritedAsIgnored() throws IOException {
    endBySignals("trap \"\" HUP INT TERM; ");
  }

  private void endBySignals(String before) throws IOException {
    for (var signal : new String[] {"TERM", "HUP"}) {
      type(
          "before=$(stty -g); (sh -c '"
              + before
              + "echo pid-$$-; eval \"exec $PROBE\"'); test \"$before\" = \"$(stty"
              + " -g)\"; echo same-$?\n");
      await(" ready\r\n");
      var output = seen.toString();
      int pid = output.lastIndexOf("pid-") + 4;
      new ProcessBuilder("kill", "-" + signal, output.substring(pid, output.indexOf('-', pid)))
          .start();
      await("<goodbye>same-0\r\n");
      assertEquals(1, occurrences("<goodbye>"), seen.toString());
      seen.setLength(0);
    }
  }

  @Test
  void anotherSizeWakesAWaitingRead() throws IOException {
    type("eval \"$PROBE\"\n");
    await(" ready\r\n");
    // script(1) passes SIGWINCH on only from a terminal of its own, so the size is set from beside.
    var terminal = terminalOf(probeProcess());
    new ProcessBuilder("stty", "-F", terminal, "cols", "50", "rows", "10").start();
    await("resized Size[cols=50, rows=10]\r\n");
    type("q");
    await("<goodbye>");
  }

  @Test
  void withoutATerminalItIsRefused() throws IOException {
    type("eval \"$PROBE\" >/dev/null 2>&1; echo status-$?\n");
    await("status-1\r\n");
    assertEquals(0, occurrences("<hello>"));
  }

  /// As the dashboard does it each time somebody attaches from it. Keys come from `/dev/tty` here,
  /// which has a descriptor of its own.
  @Test
  void givenBackItHasNoDescriptorsOfTheTerminal() throws IOException {
    type("eval \"$PROBE 20\" </dev/null\n");
    await("-end\r\n");
    assertTrue(seen.indexOf("more-0-end") >= 0, seen.toString());
  }

  private ProcessHandle probeProcess() {
    return process
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains("RawTerminalProbe"))
        .reduce((_, youngest) -> youngest)
        .orElseThrow();
  }

  private static String terminalOf(ProcessHandle child) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + child.pid() + "/fd/0")).toString();
  }

  private static String probe() {
    return "'"
        + Path.of(System.getProperty("java.home"), "bin", "java")
        + "' --enable-native-access=ALL-UNNAMED -cp '"
        + System.getProperty("java.class.path")
        + "' "
        + RawTerminalProbe.class.getName();
  }

  private void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /// Reads until `text` has been seen; the time limit of the test ends a wait in vain.
  private void await(String text) throws IOException {
    InputStream output = process.getInputStream();
    var buffer = new byte[4096];
    while (seen.indexOf(text) < 0) {
      int count = output.read(buffer);
      assertTrue(count >= 0, () -> "the terminal closed after: " + seen);
      seen.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
    }
  }

  private int occurrences(String text) {
    int found = 0;
    for (int at = seen.indexOf(text); at >= 0; at = seen.indexOf(text, at + 1)) {
      found++;
    }
    return found;
  }
}
