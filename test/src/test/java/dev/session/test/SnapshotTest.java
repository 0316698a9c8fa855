package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `snapshot`: the screen of a session, now, afterwards, and at a point between.
final class SnapshotTest {
  /// The hash of "a\nb\nc", from the contract.
  private static final String ABC_HASH =
      "ea7fb08b7a2dc4619ffb7c7bb38d95a2047935fa165d71b12efd3852a2e6d0cc";

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  /// A session whose program prints this and sleeps.
  private String showing(String output, String... flags) {
    var words = new ArrayList<>(List.of(flags));
    words.addAll(List.of("--", "sh", "-c", "printf '" + output + "'; sleep 1000"));
    return sandbox.create(words.toArray(String[]::new));
  }

  private JsonNode snapshot(String id, String... flags) {
    var words = new ArrayList<>(List.of("snapshot", id));
    words.addAll(List.of(flags));
    return sandbox.ask(words.toArray(String[]::new)).exits(0).success();
  }

  @Test
  void structuredTellsEverythingOfTheScreen() {
    var id =
        showing(
            "\\033]2;the title\\007\\033[?25l\\033[?1049ha\\nb\\nc", "--cols", "10", "--rows", "3");
    sandbox.awaitText(id, "c");
    var screen = snapshot(id);
    assertAll(
        screen::toString,
        () -> assertEquals("structured", screen.path("format").asString()),
        () -> assertEquals(id, screen.path("sessionId").asString()),
        () -> assertTrue(screen.path("capturedAtSeq").isIntegralNumber()),
        () -> assertEquals(10, screen.path("cols").asInt()),
        () -> assertEquals(3, screen.path("rows").asInt()),
        () -> assertEquals(2, screen.path("cursorRow").asInt()),
        () -> assertEquals(1, screen.path("cursorCol").asInt()),
        () -> assertTrue(screen.path("isAltScreen").asBoolean()),
        () -> assertFalse(screen.path("cursorVisible").asBoolean()),
        () -> assertEquals("the title", screen.path("title").asString()),
        () -> assertEquals("b", screen.path("visibleLines").path(1).path("text").asString()),
        () -> assertEquals(1, screen.path("visibleLines").path(1).path("row").asInt()),
        () -> assertEquals(ABC_HASH, screen.path("screenHash").asString()),
        () -> assertFalse(screen.has("scrollbackLines")),
        () -> assertFalse(screen.has("cells")));
    var human = sandbox.run("snapshot", id).exits(0).out();
    assertTrue(human.startsWith("Session:  " + id + "\n"), human);
    assertTrue(human.endsWith("\n0  a\n1  b\n2  c\n"), human);
  }

  @Test
  void aFileGetsTheFormatThatItsNamePromises() throws IOException {
    var id = showing("a\\nb", "--rows", "2");
    sandbox.awaitText(id, "b");
    var files = sandbox.directory();
    var told = sandbox.ask("snapshot", id, "-o", files.resolve("s.txt").toString()).success();
    assertEquals("text", told.path("format").asString());
    assertEquals(id, told.path("sessionId").asString());
    assertEquals("a\nb\n", Files.readString(Path.of(told.path("path").asString())));
    for (var each :
        Map.of("s.json", "{", "s.ANSI", "a\n", "s.html", "<!DOCTYPE", "s.svg", "<", "s", "{")
            .entrySet()) {
      var file = files.resolve(each.getKey());
      var human = sandbox.run("snapshot", id, "-o", file.toString()).exits(0).out();
      assertTrue(human.contains(file.getFileName().toString()), human);
      assertTrue(Files.readString(file).startsWith(each.getValue()), each::getKey);
    }
    var text = sandbox.run("snapshot", id, "-o", "-", "--format", "text").exits(0).out();
    assertEquals("a\nb\n", text);
    var png = files.resolve("s.png").toString();
    var refused = sandbox.ask("snapshot", id, "-o", png).exits(2).failure();
    assertEquals("INVALID_INPUT", refused.path("code").asString());
    assertTrue(refused.path("message").asString().contains("s.png"), refused::toString);
    sandbox.ask("snapshot", id, "-o", files.resolve("no/such").toString()).exits(8);
  }

  @Test
  void textIsTheCanonicalTextAndNothingElse() {
    var id = showing("a\\nb\\nc", "--rows", "3");
    sandbox.awaitText(id, "c");
    assertEquals("a\nb\nc\n", sandbox.run("snapshot", id, "--format", "text").exits(0).out());
    var screen = snapshot(id, "--format", "text");
    assertEquals("a\nb\nc", screen.path("text").asString());
    assertEquals(ABC_HASH, screen.path("screenHash").asString());
    assertFalse(screen.has("visibleLines"));
  }

  @Test
  void ansiKeepsTheColours() {
    var id = showing("\\033[1;31mred\\033[0m");
    sandbox.awaitText(id, "red");
    var ansi = sandbox.run("snapshot", id, "--format", "ansi").exits(0).out();
    assertTrue(ansi.startsWith("\u001b[0;1;31mred\u001b[0m\n"), ansi);
  }

  @Test
  void cellsAndRegionAndScrollbackAreToldWhenAskedFor() {
    var id = showing("1\\n2\\n3\\n4\\n\\033[44mx\\033[0m y", "--cols", "10", "--rows", "3");
    sandbox.awaitText(id, "x y");
    var screen = snapshot(id, "--include-cells", "--include-scrollback", "--region", "2,0,1,3");
    assertEquals(1, screen.path("visibleLines").size(), screen::toString);
    assertEquals("x y", screen.path("visibleLines").path(0).path("text").asString());
    assertEquals(2, screen.path("visibleLines").path(0).path("row").asInt());
    var cells = screen.path("cells").path(0).path("cells");
    assertEquals(3, cells.size());
    assertEquals("x", cells.path(0).path("char").asString());
    assertEquals("#4a7be0", cells.path(0).path("bg").asString());
    assertEquals("1", screen.path("scrollbackLines").path(0).path("text").asString());
    assertEquals(2, screen.path("scrollbackLines").size());
  }

  @Test
  void sessionThatPrintedNothingHasAnEmptyScreen() {
    var live = sandbox.create("--rows", "3", "--", "sleep", "1000");
    assertEquals("\n\n\n", sandbox.screen(live));
    assertEquals(0, snapshot(live).path("capturedAtSeq").asInt());
    var over = sandbox.create("--rows", "3", "--", "true");
    sandbox.ended(over);
    assertEquals("\n\n\n", sandbox.screen(over));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void screenAfterTheEndIsTheLiveOneCellForCell(long seed) throws IOException {
    var random = new Random(seed);
    var output = new StringBuilder();
    var pieces =
        List.of(
            "text ",
            "\r\n",
            "\u001b[31m",
            "\u001b[48;5;27m",
            "\u001b[0m",
            "漢字",
            "e\u0301",
            "\u001b[H",
            "\u001b[2K",
            "\u001b[?1049h",
            "\u001b[?1049l",
            "\u001b[3;6r",
            "\u001b[r",
            "\u001b[L",
            "\u001b[4:3m",
            "\u001b]8;;http://x/\u001b\\link\u001b]8;;\u001b\\",
            "a line that is longer than the screen is wide, so it wraps ");
    for (int i = 0; i < 3_000; i++) {
      output.append(pieces.get(random.nextInt(pieces.size())));
    }
    Files.writeString(sandbox.directory().resolve("output"), output);
    var id =
        sandbox.create(
            "--cols",
            "40",
            "--rows",
            "10",
            "--",
            "sh",
            "-c",
            "read x; cat output; read x; cat output; read x");
    for (int i = 0; i < 2; i++) {
      sandbox.ask("type", id, "--append-newline", "go").exits(0);
      var cols = Integer.toString(20 + random.nextInt(60));
      var rows = Integer.toString(4 + random.nextInt(20));
      sandbox.ask("resize", id, "--cols", cols, "--rows", rows).exits(0);
      sandbox.ask("wait", id, "--idle-ms", "300").exits(0);
    }
    var live = snapshot(id, "--include-cells", "--include-scrollback");
    var sequence = live.path("capturedAtSeq").asString();
    sandbox.stopHost();
    var offline = snapshot(id, "--include-cells", "--include-scrollback", "--at", sequence);
    assertEquals(live, offline, () -> "seed " + seed);
    assertEquals(
        without(live, "capturedAtSeq"),
        without(snapshot(id, "--include-cells", "--include-scrollback"), "capturedAtSeq"),
        () -> "seed " + seed);
  }

  private static JsonNode without(JsonNode object, String name) {
    var copy = (ObjectNode) object.deepCopy();
    copy.remove(name);
    return copy;
  }

  @Test
  void pastIsShownByNumberTimeLengthAndMark() {
    var id =
        sandbox.create(
            "--rows",
            "3",
            "--",
            "sh",
            "-c",
            "stty -echo; echo one; read x; clear; echo two; read x");
    sandbox.awaitText(id, "one");
    var sequence = snapshot(id).path("capturedAtSeq").asString();
    sandbox.ask("mark", id, "between").exits(0);
    sandbox.ask("type", id, "--append-newline", "go").exits(0);
    sandbox.awaitText(id, "two");
    for (var live : List.of(true, false)) {
      if (!live) {
        sandbox.ask("send-keys", id, "Enter").exits(0);
        sandbox.ended(id);
      }
      assertEquals("one\n\n\n", textAt(id, sequence));
      assertEquals("one\n\n\n", textAt(id, "mark:between"));
      assertEquals("\n\n\n", textAt(id, "+0s"));
      assertEquals("\n\n\n", textAt(id, "-100d"));
      assertEquals("\n\n\n", textAt(id, "2020-01-01T00:00:00Z"));
      assertTrue(textAt(id, "2200-01-01T00:00:00Z").startsWith("two\n"));
      assertTrue(textAt(id, "+100d").startsWith("two\n"));
    }
  }

  private String textAt(String id, String moment) {
    return snapshot(id, "--format", "text", "--at", moment).path("text").asString() + "\n";
  }

  @ParameterizedTest
  @CsvSource({
    "--at nonsense",
    "--at 99999",
    "--at mark:nowhere",
    "--region 1,2,3",
    "--region 0,0,0,1",
    "--format pdf",
  })
  void badQuestionsAreRefused(String line) {
    var id = showing("a");
    var words = new ArrayList<>(List.of("snapshot", id));
    words.addAll(List.of(line.split(" ", -1)));
    var failure = sandbox.ask(words.toArray(String[]::new)).exits(2).failure();
    assertEquals("INVALID_INPUT", failure.path("code").asString(), failure::toString);
  }

  @Test
  void damagedLogIsToldWithItsPlaceAndWhatPrecedesItIsShown() throws IOException {
    var id = sandbox.create("--rows", "3", "--", "sh", "-c", "echo good; read x; echo bad; read x");
    sandbox.awaitText(id, "good");
    var sequence = snapshot(id).path("capturedAtSeq").asString();
    sandbox.ask("type", id, "--append-newline", "go").exits(0);
    sandbox.awaitText(id, "bad");
    sandbox.stopHost();
    var segment = sandbox.files(id).resolve("log/000001.cast");
    Files.writeString(segment, Files.readString(segment).replace("bad\\r\\n\"]", "bad"));
    var failure = sandbox.ask("snapshot", id).exits(10).failure();
    assertEquals("REPLAY_ERROR", failure.path("code").asString());
    assertTrue(failure.path("message").asString().contains("doctor --repair"), failure::toString);
    assertEquals(segment.toString(), failure.path("details").path("file").asString());
    assertEquals("good\n\n\n", textAt(id, sequence));
    sandbox.ask("wait", id, "--text", "good").exits(10);
    sandbox.ask("export", id, "--format", "raw").exits(7);
  }
}
