package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// `render`: a terminal without a session.
final class RenderTest {
  private static final JsonMapper JSON = new JsonMapper();

  @RegisterExtension final Sandbox sandbox = new Sandbox();

  private void file(String name, String content) throws IOException {
    Files.writeString(sandbox.directory().resolve(name), content);
  }

  @Test
  void eachFileIsALineOfJsonWithItsName() throws IOException {
    file("one", "first\r\n\u001b[31mred");
    file("two", "second");
    var lines =
        sandbox
            .run("render", "--cols", "20", "--rows", "3", "one", "two")
            .exits(0)
            .out()
            .lines()
            .map(JSON::readTree)
            .toList();
    assertEquals(2, lines.size());
    assertEquals("one", lines.getFirst().path("file").asString());
    assertEquals(20, lines.getFirst().path("cols").asInt());
    assertEquals(3, lines.getFirst().path("visibleLines").size());
    assertEquals("red", lines.getFirst().path("visibleLines").path(1).path("text").asString());
    assertEquals(1, lines.getFirst().path("cursorRow").asInt());
    assertEquals("two", lines.getLast().path("file").asString());
    assertFalse(lines.getLast().has("sessionId"));
    assertFalse(Files.exists(sandbox.home()), "a home was made");
  }

  @Test
  void envelopeHoldsOneScreenOrAllOfThem() throws IOException {
    file("one", "first");
    file("two", "second");
    var one = sandbox.run("render", "one", "--json").exits(0).success();
    assertEquals("one", one.path("file").asString());
    var both = sandbox.run("render", "one", "two", "--json").exits(0).success();
    assertEquals(2, both.path("files").size());
    assertEquals(one, both.path("files").path(0));
  }

  @Test
  void standardInputIsReadWhereThereIsNoFile() {
    var text = sandbox.call().reading("a\r\nb").run("render", "--rows", "2", "--format", "text");
    assertEquals("a\nb\n", text.exits(0).out());
    var named = sandbox.call().reading("a").run("render", "-", "--json").exits(0).success();
    assertEquals("-", named.path("file").asString());
    var empty = sandbox.run("render", "--rows", "1", "--format", "text").exits(0);
    assertEquals("\n", empty.out());
  }

  @Test
  void textsOfSeveralFilesAreTold() throws IOException {
    file("one", "first");
    file("two", "second");
    assertEquals(
        "==> one <==\nfirst\n==> two <==\nsecond\n",
        sandbox.run("render", "--rows", "1", "--format", "text", "one", "two").exits(0).out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3", "1000000"})
  void chunksDoNotMatter(String chunk) throws IOException {
    file("in", "漢字 \u001b[38;2;1;2;3mcolour\u001b[0m e\u0301\u001b]2;title\u0007");
    var whole = sandbox.run("render", "--include-cells", "in").exits(0).out();
    assertEquals(
        whole,
        sandbox.run("render", "--include-cells", "--feed-chunks", chunk, "in").exits(0).out());
  }

  @Test
  void repliesAndScreensGoToFiles() throws IOException {
    file("in", "ab\u001b[6n\u001b[5n");
    var result =
        sandbox.run(
            "render", "in", "--format", "text", "--rows", "1", "--out", "out", "--replies", "r");
    assertEquals("", result.exits(0).out());
    assertEquals("ab\n", Files.readString(sandbox.directory().resolve("out")));
    assertEquals("\u001b[1;3R\u001b[0n", Files.readString(sandbox.directory().resolve("r")));
  }

  @Test
  void theNameOfTheFileTellsTheFormat() throws IOException {
    file("in", "ab");
    sandbox.run("render", "in", "--rows", "1", "-o", "x.png").exits(0);
    var png = Files.readAllBytes(sandbox.directory().resolve("x.png"));
    assertEquals("\u0089PNG", new String(png, 0, 4, StandardCharsets.ISO_8859_1));
    sandbox.run("render", "in", "--rows", "1", "-o", "x.txt").exits(0);
    assertEquals("ab\n", Files.readString(sandbox.directory().resolve("x.txt")));
    sandbox.run("render", "in", "-o", "x.jpg").exits(2);
  }

  @Test
  void scrollbackAndRegionAreAsInASnapshot() throws IOException {
    file("in", "1\r\n2\r\n3\r\n4");
    var screen =
        sandbox.run(
            "render", "in", "--rows", "2", "--include-scrollback", "--region", "1,0,1,1", "--json");
    assertEquals(2, screen.exits(0).success().path("scrollbackLines").size());
    assertEquals(1, screen.success().path("visibleLines").size());
    var bounded =
        sandbox.run(
            "render", "in", "--rows", "2", "--include-scrollback", "--scrollback", "1", "--json");
    assertEquals(1, bounded.exits(0).success().path("scrollbackLines").size());
  }

  @Test
  void recordingHasItsOwnSizeUnlessOneIsGiven() throws IOException {
    file(
        "in.cast",
        """
        {"version": 3, "term": {"cols": 30, "rows": 4}}
        [0.1, "o", "hello"]
        [0.1, "i", "typed"]
        [0.1, "r", "20x5"]
        """);
    var own = sandbox.run("render", "--input", "asciicast", "in.cast", "--json").exits(0).success();
    assertEquals(20, own.path("cols").asInt());
    assertEquals(5, own.path("rows").asInt());
    assertEquals("hello", own.path("visibleLines").path(0).path("text").asString());
    var given =
        sandbox.run("render", "--input", "asciicast", "in.cast", "--cols", "50", "--json").exits(0);
    assertEquals(50, given.success().path("cols").asInt());
    assertEquals(4, given.success().path("rows").asInt());
  }

  @Test
  void interactiveAnswersAtOnceAndPrintsNothingElse() throws IOException {
    var script =
        "'"
            + Sandbox.installation().resolve("bin/session")
            + "' render --interactive < in > out & p=$!; exec 3> in;"
            + " printf 'x\\033[6n' >&3; until [ -s out ]; do sleep 0.01; done;"
            + " printf '\\033[8;30;100t\\033[18t' >&3; exec 3>&-; wait $p";
    sandbox.call().of("mkfifo", "in").run().exits(0);
    sandbox.call().of("sh", "-c", script).run().exits(0);
    assertEquals(
        "\u001b[1;2R\u001b[8;30;100t", Files.readString(sandbox.directory().resolve("out")));
  }

  @Test
  void badQuestionsAreRefusedBeforeAnythingIsPrinted() throws IOException {
    file("in", "a");
    file("bad.cast", "{\"version\": 3, \"term\": {\"cols\": 30, \"rows\": 4}}\nnonsense\n");
    file("huge.cast", "{\"version\": 3, \"term\": {\"cols\": 99999, \"rows\": 4}}\n");
    for (var line :
        List.of(
            "in missing",
            "in .",
            "--input asciicast in",
            "--input asciicast bad.cast",
            "--input asciicast huge.cast",
            "--cols 0 in",
            "--cols 9999 --rows 9999 in",
            "--feed-chunks 0 in",
            "--format pdf in",
            "--interactive in",
            "--interactive --json",
            "--interactive --format text")) {
      var words = ("render " + line).split(" ", -1);
      var result = sandbox.run(words).exits(2);
      if (!line.contains("--json")) {
        assertEquals("", result.out(), result::toString);
      }
    }
    assertEquals(
        "STORAGE_WRITE_ERROR",
        sandbox
            .run("render", "in", "--out", "no/such/file", "--json")
            .exits(8)
            .failure()
            .path("code")
            .asString());
  }

  @Test
  void bytesThatAreNotTextDoNoHarm() throws IOException {
    var bytes = new byte[70_000];
    new java.util.Random(7).nextBytes(bytes);
    Files.write(sandbox.directory().resolve("noise"), bytes);
    var out = sandbox.run("render", "noise", "--format", "ansi").exits(0);
    assertTrue(out.out().endsWith("\n"));
    assertEquals(out.out(), new String(out.bytes(), StandardCharsets.UTF_8));
  }
}
