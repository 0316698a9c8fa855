package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the command line promises before any session exists (CONTRACT, sections A, 1, 2, 3):
/// version, help, usage errors, envelopes.
final class CommandLineTest {
  private static final int COLUMNS_WITHOUT_TERMINAL = 80;

  @RegisterExtension final Sandbox sandbox = new Sandbox();

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-V"})
  void versionNamesProgramProtocolAndJava(String word) {
    var result = sandbox.run(word).exits(0);
    var lines = result.out().lines().toList();
    assertEquals(3, lines.size(), result::toString);
    assertTrue(
        lines.getFirst().matches("session \\d+\\.\\d+\\.\\d+( \\([0-9a-f]{40}\\+?\\))?"),
        result::toString);
    assertEquals("", result.err());
  }

  @Test
  void versionAsJsonHasTheFieldsOfTheContract() {
    var version = sandbox.run("version", "--json").exits(0).success();
    assertAll(
        () -> assertTrue(version.path("cliVersion").asString().matches("\\d+\\.\\d+\\.\\d+")),
        () -> assertFalse(version.path("protocolVersion").asString().isEmpty()),
        () -> assertEquals("[\"builtin\"]", version.path("rendererBackends").toString()),
        () -> assertTrue(version.path("runtime").has("platform"), version::toString));
  }

  @Test
  void jsonIsIndentedByTwoAndEndsInOneNewline() {
    var result = sandbox.run("version", "--json").exits(0);
    var out = result.out();
    assertTrue(out.startsWith("{\n  \"ok\": true,\n  \"command\": \"version\",\n"), out);
    assertTrue(out.endsWith("}\n") && !out.endsWith("\n\n"), out);
    var timestamp = result.json().path("timestamp").asString();
    assertTrue(timestamp.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), timestamp);
  }

  @Test
  void jsonMayStandBeforeTheCommand() {
    assertTrue(sandbox.run("--json", "version").exits(0).success().has("cliVersion"));
  }

  @Test
  void helpIsOnStandardOutput() {
    var result = sandbox.run("help").exits(0);
    assertEquals("", result.err());
    for (var command : List.of("create", "list", "type", "wait", "snapshot", "destroy", "gc")) {
      assertTrue(result.out().contains("\n  " + command), () -> command + " in " + result);
    }
    assertEquals(result.out(), sandbox.run("--help").exits(0).out());
    assertEquals(result.out(), sandbox.run("-h").exits(0).out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "wait", "snapshot", "gc"})
  void helpOfACommandIsTheSameByEitherWay(String command) {
    var result = sandbox.run("help", command).exits(0);
    assertTrue(result.out().contains("Usage: session " + command), result::toString);
    assertEquals(result.out(), sandbox.run(command, "--help").exits(0).out());
  }

  @Test
  void helpFitsEightyColumnsWhereThereIsNoTerminal() {
    var tooLong = new ArrayList<String>();
    for (var command : List.of("create", "list", "wait", "snapshot", "send-keys", "gc")) {
      sandbox
          .run("help", command)
          .exits(0)
          .out()
          .lines()
          .filter(line -> line.length() > COLUMNS_WITHOUT_TERMINAL)
          .forEach(tooLong::add);
    }
    assertEquals(List.of(), tooLong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "home", "record"})
  void incompleteCommandPrintsHelpOnStandardError(String words) {
    var result = sandbox.run(words(words)).exits(2);
    assertEquals("", result.out());
    assertTrue(result.err().contains("Usage: session"), result::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "list --nonsense",
        "inspect",
        "inspect one two",
        "create --cols",
        "create --cols 10x",
        "create --cols 1e2",
        "create --cols 0",
        "version extra",
        "--log-level loud list",
        "--home relative list"
      })
  void usageErrorIsASentenceOrAnEnvelopeAndHasNoEffect(String words) {
    var human = sandbox.run(words(words)).exits(2);
    assertEquals("", human.out());
    assertTrue(human.err().matches("(?s)INVALID_[A-Z]+: [^\n]+\\.\n.*"), human::toString);

    var json = sandbox.run(words(words + " --json")).exits(2).failure();
    assertTrue(human.err().startsWith(json.path("code").asString() + ": "), json::toString);
    assertFalse(json.path("retryable").asBoolean(), json::toString);
    assertTrue(json.path("details").isObject(), json::toString);

    assertFalse(Files.exists(sandbox.home()), "a usage error made the home");
  }

  @Test
  void nearMissIsAnsweredWithTheCommandMeant() {
    var result = sandbox.run("snapshoot").exits(2);
    assertTrue(result.err().contains("'snapshot'"), result::toString);
  }

  @Test
  void textAfterTheDoubleDashIsNoFlag() {
    assertEquals("", sandbox.run("nonsense", "--", "--json").exits(2).out());
  }

  @Test
  void colourIsForTerminalsOnly() {
    assertFalse(sandbox.run("help").out().contains("\u001b"));
    assertFalse(sandbox.run("nonsense").err().contains("\u001b"));
  }

  /// Cron and containers have no locale, or one that is not installed.
  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "de_DE.UTF-8", "de_DE.ISO-8859-1", ""})
  void argumentsAreUtf8InEveryLocale(String locale) {
    var result = sandbox.call().with("LANG", locale).with("LC_ALL", locale).run("grün–日本");
    assertTrue(result.exits(2).err().contains("grün–日本"), result::toString);
  }

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.strip().split(" ", -1);
  }
}
