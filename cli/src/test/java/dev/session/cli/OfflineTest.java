package dev.session.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.cli.output.Appearance;
import dev.session.cli.output.Console;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands that read a session that is over, in this process and without a host.
class OfflineTest {
  private static final Appearance PLAIN = Appearance.of(false, false, Map.of());
  private static final String RECORDING =
      """
      {"version":2,"width":20,"height":3,"timestamp":1700000000}
      [1.0, "o", "first\\r\\n"]
      [4.0, "o", "second"]
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Appearance appearance = PLAIN;

  @TempDir private Path directory;

  private int session(String... words) {
    out.reset();
    err.reset();
    var home = Stream.of("--home", directory.resolve("home").toString());
    var registry = directory.resolve("registry").toString();
    var environment = Map.of("XDG_STATE_HOME", registry, "HOME", directory.toString());
    return new Main(new Console(out, err, appearance, PLAIN), environment)
        .execute(Stream.concat(home, Stream.of(words)).toArray(String[]::new));
  }

  private void done(String... words) {
    assertEquals(0, session(words), this::err);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private JsonFields result(String... words) {
    done(Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new));
    return JsonObject.parse(out()).fields("").fields("result");
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private void imported(String recording) throws IOException {
    Files.writeString(file("in.cast"), recording);
    done("import", file("in.cast").toString());
  }

  @Test
  void aPointBeforeTheFirstEventHasNoSequenceNumber() throws IOException {
    imported(RECORDING);
    assertFalse(result("snapshot", "last", "--at", "+0s").has("capturedAtSeq"));
    assertEquals(0, result("snapshot", "last", "--at", "0").integer("capturedAtSeq"));
    assertFalse(result("inspect", "last", "--at", "+0s").has("seq"));
    done("diff", "last", "--from", "+0s", "--to", "0");
    assertTrue(out().startsWith("--- before the first event, "), out());
    assertTrue(out().contains("\n+++ event 0, "), out());
  }

  @Test
  void aFilmIsSaidToBeAsLongAsItPlays() throws IOException {
    imported(RECORDING);
    done("export", "last", "--speed", "2", "-o", file("film.gif").toString());
    // One and a half seconds, and one for the last picture.
    assertTrue(out().contains("  2.5s (3s recorded)\n"), out());
  }

  @Test
  void theFormOfAnExportIsThatOfItsName() throws IOException {
    imported(RECORDING);
    done("export", "last", "-o", file("a.TXT").toString());
    assertEquals("first\nsecond\n", Files.readString(file("a.TXT")));
    assertEquals(
        "asciicast", result("export", "last", "-o", file("b.cast").toString()).string("format"));
    assertEquals(2, session("export", "last", "-o", file("c.doc").toString()));
    assertTrue(err().contains("--format"), err());
    assertEquals(2, session("export", "last"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "/dev/stdout"})
  void anExportCanBePrinted(String name) throws IOException {
    imported(RECORDING);
    done("export", "last", "--format", "text", "-o", name);
    assertEquals("first\nsecond\n", out());
    done("screenshot", "last", "-o", name);
    assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(out.toByteArray(), 4));
    assertEquals(2, session("export", "last", "--format", "text", "-o", name, "--json"));
    assertEquals(2, session("screenshot", "last", "-o", name, "--json"));
    done("artifact", "list", "last");
    assertTrue(out().startsWith("No artifacts"), out());
  }

  @ParameterizedTest
  @CsvSource({"foo.jpg, 2", "foo.pdf, 2", "foo.png, 0", "foo.svg, 0", "foo, 0"})
  void aPictureIsNotWrittenUnderTheNameOfAnotherForm(String name, int code) throws IOException {
    imported(RECORDING);
    assertEquals(code, session("screenshot", "last", "-o", file(name).toString()));
    assertEquals(code == 0, Files.exists(file(name)));
    done("screenshot", "last", "-o", file(name).toString(), "--format", "png");
  }

  @Test
  void whatIsWrittenWhereItsUserWantsItHasTheModeOfItsUsersFiles() throws IOException {
    imported(RECORDING);
    Files.writeString(file("usual"), "");
    done("export", "last", "-o", file("a.txt").toString());
    done("screenshot", "last", "-o", file("b.png").toString());
    done("archive", "last", "-o", file("c.zip").toString());
    for (var name : new String[] {"a.txt", "b.png", "c.zip"}) {
      assertEquals(
          Files.getPosixFilePermissions(file("usual")),
          Files.getPosixFilePermissions(file(name)),
          name);
    }
  }

  @Test
  void ofACutRecordingWhatIsWholeIsImportedAndSaid() throws IOException {
    Files.writeString(file("cut.cast"), RECORDING + "[5.0, \"o\", \"thi");
    assertEquals(4, result("import", file("cut.cast").toString()).integer("cutLine"));
    done("import", file("cut.cast").toString());
    assertTrue(err().contains("The last line of the recording, 4, is cut off"), err());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 2", "5000, 1000"})
  void aPageOfEventsHasAtLeastOneAndTellsItsLimit(String asked, int effective) throws IOException {
    imported(RECORDING);
    var result = result("poll", "last", "--limit", asked);
    assertEquals(effective, result.fields("cursor").integer("limit"));
    assertEquals(Math.min(2, effective), result.array("events").values().size());
  }

  @Test
  void anUnknownSessionIsToldWithTheHomeAndWhatWasMeant() throws IOException {
    imported(RECORDING);
    done("rename", "last", "build");
    assertEquals(3, session("snapshot", "buidl"));
    var home = directory.resolve("home");
    assertEquals(
        "SESSION_NOT_FOUND: There is no session 'buidl' in the home "
            + home
            + "; 'session list --all' shows those there are. Did you mean 'build'?\n",
        err());
  }

  @Test
  void onATerminalEmptyRowsAtTheEndOfAScreenAreLeftOut() throws IOException {
    imported(RECORDING);
    done("snapshot", "last", "--format", "text");
    assertEquals("first\nsecond\n\n", out());
    appearance = Appearance.of(true, true, Map.of());
    done("snapshot", "last", "--format", "text");
    assertEquals("first\nsecond\n", out());
  }

  @Test
  void aSettingIsPrintedForScripts() {
    done("config", "get", "defaultCols");
    assertEquals("80\n", out());
    done("config", "set", "defaultCols", "100");
    done("config", "get", "defaultCols");
    assertEquals("100\n", out());
    assertEquals(100, result("config", "get", "defaultCols").integer("value"));
    assertEquals(2, session("config", "get"));
  }

  @Test
  void whatIsAttachedNeedsATerminalAndStartsNothingWithout() {
    assertEquals(2, session("create", "--attach", "--json"));
    assertEquals(2, session("create", "--attach"));
    assertTrue(err().contains("needs a terminal"), err());
    assertFalse(Files.exists(file("home").resolve("host.json")));
    assertEquals(3, session("attach"));
    assertTrue(err().contains("No session runs in the home"), err());
  }

  @Test
  void severalSessionsAreDestroyedOrNoneIfOneIsNotThere() throws IOException {
    imported(RECORDING);
    done("rename", "last", "one");
    imported(RECORDING);
    done("rename", "last", "two");
    assertEquals(3, session("destroy", "one", "nobody"));
    assertEquals("exited", result("inspect", "one").fields("session").string("status"));

    done("list", "--all", "-q");
    assertEquals(2, out().lines().filter(line -> line.length() == 26).count());
    done("destroy", "one", "two", "one");
    assertEquals(2, out().lines().count());
    assertEquals("destroyed", result("inspect", "two").fields("session").string("status"));
    assertEquals(4, session("destroy", "one", "two", "--json"));
    assertEquals(
        2, JsonObject.parse(out()).fields("").fields("result").array("sessions").values().size());
    assertEquals(2, result("destroy", "one", "two", "--purge").array("sessions").values().size());
    done("list", "--all", "-q");
    assertEquals("", out());
  }

  @Test
  void theLastLinesOrEventsOfALogAreEnough() throws IOException {
    imported(
        """
        {"version":2,"width":20,"height":3}
        [0.0, "o", "a\\r\\nb\\r\\nc\\r\\n"]
        [1.0, "o", "d\\r\\ne"]
        """);
    done("log", "last", "--tail", "2");
    assertEquals("d\ne\n", out());
    done("log", "last", "--tail", "9");
    assertEquals("a\nb\nc\nd\ne\n", out());
    done("log", "last", "--events", "--tail", "1");
    assertTrue(out().contains("\"seq\":1") && out().lines().count() == 1, out());
    assertEquals(1, result("log", "last", "--tail", "1").array("events").values().size());
    done("log", "last", "--since", "10w", "--text");
    assertEquals("a\nb\nc\nd\ne\n", out());
    assertEquals(2, session("log", "last", "--since", "1h", "--from", "0"));
    assertEquals(2, session("log", "last", "--raw", "--tail", "1"));
  }

  @Test
  void aWindowWithoutATitleBearsTheNameOfTheSession() throws IOException {
    imported(RECORDING);
    done("rename", "last", "demo");
    done("screenshot", "last", "--window", "-o", file("w.svg").toString());
    assertTrue(Files.readString(file("w.svg")).contains("demo"));
  }
}
