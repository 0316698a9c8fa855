package dev.session.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.cli.output.Appearance;
import dev.session.cli.output.Console;
import dev.session.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From arguments to streams and exit codes.
class MainTest {
  private static final Appearance PLAIN = Appearance.of(false, false, Map.of());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int session(String... args) {
    return new Main(new Console(out, err, PLAIN, PLAIN), Map.of()).execute(args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", "help create", "create --help", "record --help"})
  void helpThatWasAskedForGoesToStandardOutput(String line) {
    assertEquals(0, session(line.split(" ", -1)));
    assertTrue(out().contains("Usage: session"), out());
    assertEquals("", err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "record", "home"})
  void helpInsteadOfACommandGoesToStandardError(String line) {
    assertEquals(2, session(line.isEmpty() ? new String[0] : new String[] {line}));
    assertTrue(err().contains("Usage: session"), err());
    assertEquals("", out());
  }

  @Test
  void misuseIsToldWithTheWayOut() {
    assertEquals(2, session("create", "--colz", "3"));
    assertEquals("", out());
    assertEquals(
        """
        INVALID_INPUT: Unknown option '--colz' for 'session create'. Did you mean '--cols'?

        Usage: session create [OPTION]... [COMMAND...]
        See 'session help create'.
        """,
        err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create --colz 3 --json|create",
        "--json record exprt|session",
        "--json export x --format webp|record export",
        "--json|session",
        "list --json --home relative|session",
        "resize . --cols 1 --rows 1 --json|resize"
      })
  void misuseWithJsonIsAnEnvelope(String lineAndName) {
    var parts = lineAndName.split("\\|", -1);
    assertEquals(2, session(parts[0].split(" ", -1)));
    assertEquals("", err());
    var envelope = JsonObject.parse(out()).fields("");
    assertFalse(envelope.bool("ok"));
    assertEquals(parts[1], envelope.string("command"));
    assertTrue(out().endsWith("}\n"));
  }

  @Test
  void jsonBehindTheDoubleDashAsksForNothing() {
    assertEquals(2, session("create", "--colz", "--", "--json"));
    assertEquals("", out());
  }

  @Test
  void peopleReadFirstWhatTheProgramIsAndAgentsWhatTheyMustRead() {
    assertEquals(0, session("--help"));
    assertTrue(out().startsWith("MANDATORY FOR CODING AGENTS"), out());
    out.reset();
    var terminal = Appearance.of(true, true, Map.of());
    assertEquals(
        0, new Main(new Console(out, err, terminal, terminal), Map.of()).execute("--help"));
    assertTrue(out().startsWith("session gives any program a terminal"), out());
    assertTrue(out().contains("MANDATORY FOR CODING AGENTS"), out());
  }

  @ParameterizedTest
  @CsvSource({
    "kill x, destroy",
    "exec x, run",
    "new, create",
    "ps, list",
    "snapshott x, snapshot",
  })
  void aWordOfAnotherToolLeadsToOurs(String line, String ours) {
    assertEquals(2, session(line.split(" ", -1)));
    assertTrue(err().contains("Did you mean '" + ours + "'?"), err());
  }

  @Test
  void aCommandInSeveralWordsIsToBePutInQuotes() {
    assertEquals(2, session("run", "tab", "ls", "-la"));
    assertTrue(err().contains("Put the whole text in quotes: 'ls -la'."), err());
    assertEquals(2, session("type", "tab", "-la"));
    assertTrue(err().contains("Write -- before text that begins with a dash."), err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-V"})
  void versionForPeople(String arg) {
    assertEquals(0, session(arg));
    assertTrue(out().startsWith("session "), out());
    assertEquals(3, out().lines().count());
  }

  @Test
  void versionAsJson() {
    assertEquals(0, session("version", "--json"));
    var envelope = JsonObject.parse(out()).fields("");
    assertTrue(envelope.bool("ok"));
    assertEquals("version", envelope.string("command"));
    var result = envelope.fields("result");
    assertEquals("1", result.string("protocolVersion"));
    assertFalse(result.fields("runtime").string("java").isEmpty());
  }

  @Test
  void completionIsPrintedAsItIs() {
    assertEquals(0, session("completion", "bash"));
    assertTrue(out().startsWith("# Completion of session for bash"), out());
  }

  @Test
  void resultThatCannotBeWrittenIsAFailure() throws Exception {
    try (var full = new FileOutputStream("/dev/full")) {
      assertEquals(8, new Main(new Console(full, err, PLAIN, PLAIN), Map.of()).execute("version"));
    }
    assertEquals(
        "STORAGE_WRITE_ERROR: Could not write the result: No space left on device.\n", err());
  }

  @Test
  void callersEnvironmentIsRestored() {
    var properties = new Properties();
    properties.setProperty("session.env.JAVA_TOOL_OPTIONS", "-Xmx1m");
    properties.setProperty("session.env.unset", "LC_ALL");
    properties.setProperty("session.install", "/opt/session");
    assertEquals(
        Map.of("PATH", "/bin", "JAVA_TOOL_OPTIONS", "-Xmx1m"),
        CallerEnvironment.restore(Map.of("PATH", "/bin", "LC_ALL", "C.UTF-8"), properties));
    properties.remove("session.env.unset");
    properties.setProperty("session.env.LC_ALL", "de_DE.ISO-8859-1");
    assertEquals(
        "de_DE.ISO-8859-1",
        CallerEnvironment.restore(Map.of("LC_ALL", "C.UTF-8"), properties).get("LC_ALL"));
  }
}
