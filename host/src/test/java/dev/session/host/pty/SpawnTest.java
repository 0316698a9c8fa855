package dev.session.host.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.host.pty.SpawnException.Reason;
import dev.session.process.ProcessExit.Exited;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a program finds when it starts, and what is said about one that cannot.
@Timeout(60)
class SpawnTest {
  private final Ptys ptys = new Ptys(() -> {});

  private final Path directory;

  SpawnTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void close() {
    ptys.close();
  }

  @Test
  void theTerminalHasItsSizeBeforeTheProgramLooks() throws Exception {
    assertEquals("30 100\n", outputOf("stty size"));
  }

  @Test
  void theTerminalKnowsThatCharactersAreUtf8() throws Exception {
    var modes = outputOf("stty -a");
    assertTrue(modes.contains(" iutf8") || modes.contains("\niutf8"), modes);
    assertFalse(modes.contains("-iutf8"), modes);
  }

  @Test
  void theEnvironmentIsExactlyTheGivenOne() throws Exception {
    var environment =
        Map.of("A", "1", "EMPTY", "", "ODD", "a=b 'c' \"d\"\te", "UNICODE", "ä€😀", "PATH", "/bin");
    var terminal = Terminal.start(ptys, Terminal.command(environment, "/usr/bin/env", "-0"));
    terminal.awaitClosed();
    var seen = new TreeMap<String, String>();
    for (var variable : terminal.text().split("\0", -1)) {
      if (!variable.isEmpty()) {
        seen.put(
            variable.substring(0, variable.indexOf('=')),
            variable.substring(variable.indexOf('=') + 1));
      }
    }
    assertEquals(new TreeMap<>(environment), seen);
  }

  @Test
  void argumentsArriveUnchanged() throws Exception {
    var terminal =
        Terminal.start(
            ptys, Terminal.command("printf", "<%s>\n", "", "two words", "*", "ä😀", "-n", "a\nb"));
    terminal.awaitClosed();
    assertEquals("<>\n<two words>\n<*>\n<ä😀>\n<-n>\n<a\nb>\n", terminal.text());
  }

  @Test
  void theProgramStartsInItsDirectory() throws Exception {
    var sub = Files.createDirectory(directory.resolve("sub directory"));
    assertEquals(sub.toRealPath() + "\n", outputIn(sub, "pwd -P"));
  }

  @Test
  void theProgramLeadsASessionAndTheForegroundGroupOfItsTerminal() throws Exception {
    var terminal = Terminal.sh(ptys, "cut -d' ' -f5,6,8 /proc/$$/stat; tty");
    terminal.awaitClosed();
    var pid = terminal.process().identity().pid();
    assertEquals(
        "%d %d %d\n%s\n".formatted(pid, pid, pid, terminal.process().terminal()), terminal.text());
  }

  @Test
  void bashHasJobControl() throws Exception {
    var terminal = Terminal.start(ptys, Terminal.command("bash", "--norc", "--noprofile", "-i"));
    terminal.type("sleep 1000 & jobs; kill %1; wait; echo do''ne; exit 3\n");
    terminal.awaitText("\ndone");
    assertEquals(new Exited(3), terminal.awaitExit());
    assertTrue(terminal.text().contains("Running"), terminal.text());
    assertFalse(terminal.text().contains("job control"), terminal.text());
  }

  @Test
  void noSignalIsBlockedOrIgnored() throws Exception {
    var terminal =
        Terminal.start(ptys, Terminal.command("grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"));
    terminal.awaitClosed();
    assertEquals("SigBlk:\t%1$s\nSigIgn:\t%1$s\n".formatted("0".repeat(16)), terminal.text());
  }

  @Test
  void noDescriptorOfTheHostReachesTheProgram() throws Exception {
    try (var _ = Files.newInputStream(directory.getRoot().resolve("etc/passwd"))) {
      // ls itself opens the directory as 3.
      assertEquals("0\n1\n2\n3\n", outputOf("exec ls -1 /proc/self/fd"));
    }
  }

  @Test
  void aProgramIsLookedForInThePathOfTheChild() throws Exception {
    script("first/hello", "#!/bin/sh\necho first");
    script("second/hello", "#!/bin/sh\necho second");
    Files.createDirectory(directory.resolve("first").resolve("only-a-directory"));
    assertEquals("first\n", outputWithPath(directory + "/first:" + directory + "/second"));
    assertEquals("second\n", outputWithPath("/nowhere:" + directory + "/second:/bin"));
  }

  @Test
  void relativePathsCountFromTheDirectoryOfTheChild() throws Exception {
    script("bin/hello", "#!/bin/sh\necho relative");
    assertEquals("relative\n", outputWithPath("bin"));
    assertEquals("relative\n", output(inDirectory(Map.of(), "bin/hello")));
  }

  @Test
  void anEmptyElementOfThePathIsTheDirectoryOfTheChild() throws Exception {
    script("hello", "#!/bin/sh\necho here");
    assertEquals("here\n", outputWithPath("/nowhere:"));
  }

  @Test
  void withoutAPathTheSystemsProgramsAreFound() throws Exception {
    assertEquals("ok\n", output(inDirectory(Map.of(), "echo", "ok")));
  }

  @Test
  void aScriptWithoutInterpreterLineIsGivenToTheShell() throws Exception {
    script("plain", "echo \"$0 $1\"; test -t 0 && echo terminal; cut -d' ' -f8 /proc/$$/stat");
    var terminal = Terminal.start(ptys, inDirectory(Map.of(), "./plain", "argument"));
    terminal.awaitClosed();
    var pid = terminal.process().identity().pid();
    assertEquals("./plain argument\nterminal\n" + pid + "\n", terminal.text());
  }

  @Test
  void anUnknownProgramIsNotFound() {
    var failure = failureOf(Terminal.command("no-such-program"));
    assertEquals(Reason.PROGRAM_NOT_FOUND, failure.reason());
    assertEquals(
        "'no-such-program' was not found in PATH (/usr/local/bin:/usr/bin:/bin)",
        failure.getMessage());
  }

  @Test
  void anUnknownPathIsNotFound() {
    var failure = failureOf(Terminal.command("/no/such/program"));
    assertEquals(Reason.PROGRAM_NOT_FOUND, failure.reason());
    assertEquals("'/no/such/program' does not exist", failure.getMessage());
  }

  @Test
  void aFileThatIsNotExecutableIsDenied() throws Exception {
    Files.writeString(directory.resolve("data"), "echo no");
    var failure = failureOf(inDirectory(Map.of(), "./data"));
    assertEquals(Reason.PERMISSION_DENIED, failure.reason());
    assertEquals("'./data' may not be executed: Permission denied", failure.getMessage());

    var inPath = failureOf(inDirectory(Map.of("PATH", directory.toString()), "data"));
    assertEquals(Reason.PERMISSION_DENIED, inPath.reason());
    assertEquals("'data' was found in PATH, but it is not executable", inPath.getMessage());
  }

  @Test
  void aDirectoryIsNoProgram() {
    var failure = failureOf(Terminal.command("/usr"));
    assertEquals(Reason.PERMISSION_DENIED, failure.reason());
    assertEquals("'/usr' is a directory", failure.getMessage());
  }

  @Test
  void aMissingInterpreterIsNamed() throws Exception {
    script("script", "#!/no/such/interpreter -x\necho no");
    var failure = failureOf(inDirectory(Map.of(), "./script"));
    assertEquals(Reason.INTERPRETER_NOT_FOUND, failure.reason());
    assertEquals(
        "the interpreter '/no/such/interpreter' of the script './script' does not exist",
        failure.getMessage());
  }

  @Test
  void aBinaryOfAnotherKindIsNoProgram() throws Exception {
    script("binary", "\u007fELF\0\0\0 of another machine");
    var failure = failureOf(inDirectory(Map.of(), "./binary"));
    assertEquals(Reason.NOT_A_PROGRAM, failure.reason());
    assertEquals("'./binary' is not a program for this machine", failure.getMessage());
  }

  @Test
  void aMissingDirectoryIsNamed() throws Exception {
    var missing = directory.resolve("missing");
    var failure = failureOf(in(missing, Map.of(), "true"));
    assertEquals(Reason.DIRECTORY_NOT_FOUND, failure.reason());
    assertEquals("the working directory '" + missing + "' does not exist", failure.getMessage());

    var file = Files.writeString(directory.resolve("file"), "");
    var noDirectory = failureOf(in(file, Map.of(), "true"));
    assertEquals(Reason.DIRECTORY_NOT_FOUND, noDirectory.reason());
    assertEquals(
        "the working directory '" + file + "' is not a directory", noDirectory.getMessage());
  }

  @Test
  void tooManyArgumentsAreRefusedBeforeAnythingRuns() {
    var failure = failureOf(Terminal.command("/bin/echo", "x".repeat(4 * 1024 * 1024)));
    assertEquals(Reason.TOO_LONG, failure.reason());
  }

  @Test
  void aFailedSpawnLeavesNoDescriptorAndNoChild() throws Exception {
    failureOf(Terminal.command("/usr")); // what is loaded once is loaded now
    var before = OpenFiles.all();
    for (var i = 0; i < 20; i++) {
      failureOf(Terminal.command("/usr"));
    }
    assertEquals(Set.of(), OpenFiles.since(before));
    assertEquals(List.of(), OpenFiles.zombies());
  }

  @Test
  void whatNoSystemCanRunIsRefused() {
    assertRefused("a command needs the name of a program", List.of(""), "/", Map.of());
    assertRefused("an argument contains a NUL character", List.of("a", "b\0"), "/", Map.of());
    assertRefused("the working directory must be an absolute path", List.of("a"), "b", Map.of());
    assertRefused(
        "'A=B' cannot name an environment variable", List.of("a"), "/", Map.of("A=B", ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PtyCommand(List.of("a"), "/", Map.of(), 0, 24, null));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PtyCommand(List.of("a"), "/", Map.of(), 80, PtyCommand.SIZE_MAX + 1, null));
  }

  private static void assertRefused(
      String message, List<String> arguments, String directory, Map<String, String> environment) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new PtyCommand(arguments, directory, environment, 80, 24, null));
    assertEquals(message, thrown.getMessage());
  }

  private void script(String name, String text) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String outputOf(String script) throws SpawnException {
    return output(Terminal.command("/bin/sh", "-c", script));
  }

  private String outputIn(Path where, String script) throws SpawnException {
    return output(in(where, Terminal.environment(), "/bin/sh", "-c", script));
  }

  private String outputWithPath(String path) throws SpawnException {
    return output(inDirectory(Map.of("PATH", path), "hello"));
  }

  private String output(PtyCommand command) throws SpawnException {
    var terminal = Terminal.start(ptys, command);
    terminal.awaitClosed();
    return terminal.text();
  }

  private PtyCommand inDirectory(Map<String, String> environment, String... arguments) {
    return in(directory, environment, arguments);
  }

  private static PtyCommand in(Path where, Map<String, String> environment, String... arguments) {
    return new PtyCommand(
        List.of(arguments), where.toString(), environment, Terminal.COLS, Terminal.ROWS, null);
  }

  private SpawnException failureOf(PtyCommand command) {
    return assertThrows(SpawnException.class, () -> Terminal.start(ptys, command));
  }
}
