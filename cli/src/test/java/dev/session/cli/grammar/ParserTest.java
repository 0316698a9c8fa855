package dev.session.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Argument lists that are right, and what they mean.
class ParserTest {
  private static Parsed.Run run(String... args) {
    return assertInstanceOf(Parsed.Run.class, Parser.parse(args));
  }

  private static Topic help(String... args) {
    return assertInstanceOf(Parsed.Help.class, Parser.parse(args)).topic();
  }

  @Test
  void optionsAndPositionalsInterleave() {
    var arguments = run("create", "--cols", "100", "make", "--rows=30", "all").arguments();
    assertEquals(100, arguments.number("cols"));
    assertEquals(30, arguments.number("rows"));
    assertEquals(List.of("make", "all"), arguments.texts("command"));
  }

  @Test
  void lastValueOfAnOptionCounts() {
    assertEquals(90, run("create", "--cols", "nonsense", "--cols=90").arguments().number("cols"));
  }

  @Test
  void repeatableOptionKeepsAllValuesInOrder() {
    assertEquals(
        List.of("A=1", "B=x=y", "A=2"),
        run("create", "--env", "A=1", "--env=B=x=y", "--env", "A=2").arguments().texts("env"));
  }

  @Test
  void doubleDashEndsOptions() {
    var run = run("create", "--name", "b", "--", "bash", "--json", "-c", "--", "exit");
    assertFalse(run.options().json());
    assertEquals(List.of("bash", "--json", "-c", "--", "exit"), run.arguments().texts("command"));
  }

  @Test
  void loneDashIsAPositional() {
    assertEquals("-", run("type", "last", "-").arguments().text("text"));
  }

  @Test
  void emptyTextIsAPositional() {
    assertEquals("", run("mark", "last", "").arguments().text("label"));
  }

  @Test
  void valueMayBeginWithADashUnlessItIsAnOptionThere() {
    assertEquals("-x", run("create", "--name", "-x").arguments().text("name"));
    assertEquals("--json", run("create", "--name=--json").arguments().text("name"));
  }

  @Test
  void attachedValueMayBeEmptyOrHoldEquals() {
    assertEquals(
        List.of("A=", "B=c=d"), run("create", "--env=A=", "--env=B=c=d").arguments().texts("env"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json list", "list --json", "list --all --json", "--json ls --json"})
  void jsonIsTakenBeforeAndAfterTheCommand(String line) {
    var run = run(line.split(" ", -1));
    assertEquals(Command.LIST, run.command());
    assertTrue(run.options().json());
  }

  @Test
  void rootOptionsAreTakenBeforeAndAfterTheCommand() {
    for (var run :
        List.of(
            run("--home", "/h", "--log-level=debug", "--no-color", "list"),
            run("list", "--home=/h", "--no-color", "--log-level", "debug"))) {
      assertEquals("/h", run.options().home());
      assertEquals("debug", run.options().logLevel());
      assertTrue(run.options().noColor());
      assertNull(run.options().timeoutMillis());
    }
    assertEquals(1500L, run("list", "--timeout-ms", "1500").options().timeoutMillis());
    assertEquals(
        "reference-light", run("list", "--profile", "reference-light").options().profile());
  }

  @ParameterizedTest
  @CsvSource({
    "ls, LIST",
    "export s --format raw, RECORD_EXPORT",
    "record export s --format raw, RECORD_EXPORT",
    "home list, HOME_LIST",
    "host, HOST_RUN",
    "host run, HOST_RUN",
    "host status, HOST_STATUS",
    "--version, VERSION",
    "-V, VERSION",
    "list -V, VERSION",
  })
  void commandsAreFoundByPathAliasAndOption(String line, Command command) {
    assertEquals(command, run(line.split(" ", -1)).command());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", "help --json", "--json --help"})
  void helpAloneIsAboutTheProgram(String line) {
    assertEquals(Topic.PROGRAM, help(line.split(" ", -1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create --help",
        "help create",
        "create -h make",
        "--help create",
        "create --cols nonsense -h",
        "create --no-such-option -h",
        "create --cols --help"
      })
  void helpWinsOverEverythingElse(String line) {
    assertEquals(new Topic.Of(Command.CREATE), help(line.split(" ", -1)));
  }

  @Test
  void helpAfterDoubleDashBelongsToTheProgramThatIsStarted() {
    assertEquals(
        List.of("git", "--help"),
        run("create", "--", "git", "--help").arguments().texts("command"));
  }

  @Test
  void groupsHaveHelp() {
    assertEquals(new Topic.Group("record"), help("record", "--help"));
    assertEquals(new Topic.Group("home"), help("help", "home"));
    assertEquals(new Topic.Of(Command.HOME_LIST), help("help", "home", "list"));
    assertEquals(new Topic.Of(Command.RECORD_EXPORT), help("help", "export"));
  }

  @Test
  void oldSpellingOfShellIsTaken() {
    assertEquals("/bin/dash", run("create", "--command", "/bin/dash").arguments().text("shell"));
  }

  @Test
  void signalsAreCanonical() {
    for (var spelling : List.of("TERM", "SIGTERM", "term", "15")) {
      assertEquals("SIGTERM", run("signal", "s", spelling).arguments().text("signal"));
    }
  }

  @Test
  void valuesOfCommandsThatLookAtTheSessionFirstAreCheckedOnDemand() {
    var arguments = run("resize", "nosuch", "--cols", "0", "--rows", "3").arguments();
    var failure = assertThrows(SessionException.class, arguments::check);
    assertEquals(ErrorCode.INVALID_DIMENSIONS, failure.code());
  }

  @Test
  void askingForWhatTheCommandDoesNotHaveIsAMistakeInTheProgram() {
    var arguments = run("list").arguments();
    assertThrows(IllegalArgumentException.class, () -> arguments.has("cols"));
    assertThrows(IllegalArgumentException.class, () -> arguments.text("session"));
  }

  @Test
  void switchesAreFoundInArgumentListsThatAreWrong() {
    assertTrue(Parser.hasSwitch(RootFlags.JSON, "no-such-command", "--json"));
    assertFalse(Parser.hasSwitch(RootFlags.JSON, "create", "--", "--json"));
    assertFalse(Parser.hasSwitch(RootFlags.JSON, "create", "--jsonx"));
    assertTrue(Parser.hasSwitch(RootFlags.HELP, "-h"));
  }
}
