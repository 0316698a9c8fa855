package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `record export` of films, pages and text, from an imported recording of three seconds.
final class FilmExportTest {
  private static final int CELL_WIDTH = 9;
  private static final int CELL_HEIGHT = 20;
  private static final Pattern LENGTH = Pattern.compile("Duration: 00:00:(\\d\\d\\.\\d\\d)");
  private static final Pattern SIZE = Pattern.compile("Video: .* (\\d+)x(\\d+)[ ,]");

  /// How far a colour may be off in a video: it has a quarter of the picture's colours.
  private static final int VIDEO_COLOR_MARGIN = 12;

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();
  private String id = "";

  @BeforeEach
  void importRecording() throws IOException {
    Files.writeString(
        sandbox.directory().resolve("in.cast"),
        """
        {"version":2,"width":40,"height":11,"title":"a <b> title"}
        [0.0, "o", "first </script> line\\r\\n"]
        [1.0, "m", "half"]
        [1.0, "o", "second line\\r\\n"]
        [3.0, "o", "\\u001b[48;2;200;40;40m\\u001b[2J\\u001b[?25l"]
        """);
    id = imported("in.cast");
  }

  private String imported(String recording) {
    return sandbox.ask("import", recording).exits(0).success().path("sessionId").asString();
  }

  private Path file(String name) {
    return sandbox.directory().resolve(name);
  }

  /// What the bundled ffmpeg says of a file while it decodes all of it.
  private String decoded(String file, String... arguments) {
    var words =
        Stream.concat(
                Stream.of(
                    Sandbox.installation().resolve("lib/ffmpeg").toString(),
                    "-hide_banner",
                    "-nostdin",
                    "-y",
                    "-i",
                    file),
                Stream.of(arguments))
            .toArray(String[]::new);
    return sandbox.call().of(words).run().exits(0).err();
  }

  private static int channel(int rgb, int shift) {
    return rgb >> shift & 0xff;
  }

  @ParameterizedTest
  @ValueSource(strings = {"webm", "mp4", "gif"})
  void aFilmHasTheLengthAndTheSizeAndEndsWithTheLastScreen(String format) throws IOException {
    var out = "out." + format;

    var result = sandbox.ask("export", id, "--format", format, "-o", out).exits(0).success();

    assertEquals(3000, result.path("durationMs").asInt(), result::toString);
    assertEquals(Files.size(file(out)), result.path("bytes").asLong());
    var metadata = result.path("metadata");
    assertEquals(40, metadata.path("width").asInt());
    assertEquals(4000, metadata.path("videoDurationMs").asInt());
    assertEquals("recorded", metadata.path("timingMode").asString());
    assertEquals("reference-dark", metadata.path("profileName").asString());
    var said = decoded(out, "-vf", "reverse", "-frames:v", "1", "last.png");
    var size = SIZE.matcher(said);
    assertTrue(size.find(), said);
    assertEquals(40 * CELL_WIDTH, Integer.parseInt(size.group(1)));
    assertEquals(11 * CELL_HEIGHT, Integer.parseInt(size.group(2)));
    var length = LENGTH.matcher(said);
    assertTrue(length.find(), said);
    assertEquals(4.0, Double.parseDouble(length.group(1)), 0.05, said);
    int pixel = ImageIO.read(file("last.png").toFile()).getRGB(100, 100);
    assertEquals(200, channel(pixel, 16), VIDEO_COLOR_MARGIN);
    assertEquals(40, channel(pixel, 8), VIDEO_COLOR_MARGIN);
    assertEquals(40, channel(pixel, 0), VIDEO_COLOR_MARGIN);

    var again = sandbox.ask("export", id, "--format", format).exits(0).success();
    assertEquals(result.path("sha256"), again.path("sha256"), "the same bytes again");
    assertEquals(2, sandbox.session(id).isMissingNode() ? 0 : artifacts(format));
  }

  private int artifacts(String format) throws IOException {
    var manifest = Files.readString(sandbox.files(id).resolve("artifacts/manifest.json"));
    return manifest.split("\"format\": *\"" + format + "\"", -1).length - 1;
  }

  @Test
  void thePaceIsAsAskedFor() {
    assertEquals(3000, filmMillis("--speed", "1.5"));
    assertEquals(2000, filmMillis("--idle-limit", "500ms"));
    assertEquals(1800, filmMillis("--timing", "accelerated"));
    assertEquals(533, filmMillis("--timing", "max-speed"));
    assertEquals(3000, filmMillis("--from", "mark:half"));
    assertEquals(2000, filmMillis("--to", "mark:half"));
  }

  private int filmMillis(String... options) {
    var words = Stream.concat(Stream.of("export", id, "--format", "gif"), Stream.of(options));
    var result = sandbox.ask(words.toArray(String[]::new)).exits(0).success();
    return result.path("metadata").path("videoDurationMs").asInt();
  }

  @ParameterizedTest
  @ValueSource(strings = {"webm", "gif"})
  void aFittedFilmHasTheSizeOfMostOfItAndShowsLargerScreensWhole(String format) throws IOException {
    Files.writeString(
        file("sizes.cast"),
        """
        {"version":2,"width":40,"height":11}
        [0.0, "o", "small\\u001b[?25l"]
        [5.0, "r", "80x44"]
        [5.1, "o", "\\u001b[48;2;200;40;40m\\u001b[2J"]
        """);
    var sizes = imported("sizes.cast");
    var out = "out." + format;

    var metadata =
        sandbox
            .ask("export", sizes, "--format", format, "--fit", "-o", out)
            .exits(0)
            .success()
            .path("metadata");

    assertEquals(40, metadata.path("width").asInt());
    assertEquals(11, metadata.path("height").asInt());
    decoded(out, "-vf", "reverse", "-frames:v", "1", "last.png");
    var last = ImageIO.read(file("last.png").toFile());
    assertEquals(40 * CELL_WIDTH, last.getWidth());
    assertEquals(11 * CELL_HEIGHT, last.getHeight());
    // 720x880 pixels shrunk to 180x220, in the middle.
    assertEquals(200, channel(last.getRGB(95, 2), 16), VIDEO_COLOR_MARGIN);
    assertEquals(200, channel(last.getRGB(265, 217), 16), VIDEO_COLOR_MARGIN);
    assertEquals(0x1e, channel(last.getRGB(80, 110), 16), VIDEO_COLOR_MARGIN);
    assertEquals(0x1e, channel(last.getRGB(280, 110), 16), VIDEO_COLOR_MARGIN);
  }

  @Test
  void aVideoHasTheMarksAsChapters() {
    sandbox.ask("export", id, "--format", "webm", "-o", "out.webm").exits(0);

    var said = decoded("out.webm", "-f", "null", "-");

    assertTrue(said.contains("title           : half"), said);
  }

  @Test
  void aPageHoldsThePlayerAndTheRecording() throws IOException {
    sandbox.ask("export", id, "--format", "html", "-o", "out.html").exits(0);

    var page = Files.readString(file("out.html"));

    assertTrue(page.contains("<title>a &lt;b&gt; title</title>"));
    assertTrue(page.contains("AsciinemaPlayer.create"));
    assertFalse(page.contains("first </script>"));
  }

  @Test
  void aPageOfOneMomentStandsStill() throws IOException {
    sandbox.ask("export", id, "--format", "html", "--at", "mark:half", "-o", "out.html").exits(0);

    var page = Files.readString(file("out.html"));

    assertTrue(page.contains("first &lt;/script&gt; line"), page);
    assertFalse(page.contains("<script"), page);
  }

  @Test
  void textIsWhatTheLogCommandPrints() throws IOException {
    sandbox.ask("export", id, "--format", "text", "-o", "out.txt").exits(0);

    assertEquals(
        sandbox.run("log", id, "--text").exits(0).out(),
        Files.readString(file("out.txt"), StandardCharsets.UTF_8));
  }

  @Test
  void whatCannotBeMadeIsRefusedAndLeavesNothing() throws IOException {
    sandbox.ask("export", id, "--format", "webm", "-o", "out.mkv").exits(7);
    sandbox.ask("export", id, "--format", "webm", "--profile", "nosuch").exits(7);
    sandbox.ask("export", id, "--format", "gif", "--fps", "1000").exits(2);
    sandbox.ask("export", id, "--format", "gif", "--speed", "0").exits(2);
    sandbox.ask("export", id, "--format", "text", "--speed", "2").exits(2);
    sandbox.ask("export", id, "--format", "html", "--fit").exits(2);
    sandbox.ask("export", id, "--format", "gif", "--at", "0").exits(2);
    try (var left = Files.list(sandbox.files(id))) {
      assertFalse(
          left.anyMatch(path -> path.endsWith("artifacts") && !isEmpty(path)),
          "nothing is left behind");
    }
  }

  @ParameterizedTest
  @CsvSource({"gif, 1000, 1000", "webm, 800, 300"})
  void picturesThatAreTooLargeAreRefused(String format, int cols, int rows) throws IOException {
    Files.writeString(
        file("huge.cast"),
        "{\"version\":2,\"width\":%d,\"height\":%d}\n[0.0, \"o\", \"a\"]\n".formatted(cols, rows));
    var huge = imported("huge.cast");

    var failure = sandbox.ask("export", huge, "--format", format).exits(7).failure();

    assertEquals("EXPORT_ERROR", failure.path("code").asString());
    assertEquals(cols, failure.path("details").path("cols").asInt(), failure::toString);
  }

  private static boolean isEmpty(Path directory) {
    var files = directory.toFile().list();
    return files == null || files.length == 0;
  }

  /// A recording that takes minutes to make a film of.
  private String importLongRecording() throws IOException {
    var cast = new StringBuilder("{\"version\":2,\"width\":200,\"height\":60}\n");
    for (int i = 0; i < 10_000; i++) {
      var output = "\\u001b[H\\u001b[48;5;%dm\\u001b[2J%d".formatted(i % 256, i);
      cast.append("[%d.%d, \"o\", \"%s\"]%n".formatted(i / 10, i % 10, output));
    }
    Files.writeString(file("long.cast"), cast);
    return imported("long.cast");
  }

  /// Begins an export in a terminal that is a session itself, and waits for the bar; the session.
  private String exporting(String... words) {
    var program = Sandbox.installation().resolve("bin/session").toString();
    var script = "trap : INT; '" + program + "' export \"$@\"; c=$?; echo; echo code-$c; cat";
    var fixed = Stream.of("--cwd", sandbox.directory().toString(), "--", "sh", "-c", script, "sh");
    var terminal = sandbox.create(Stream.concat(fixed, Stream.of(words)).toArray(String[]::new));
    sandbox.ask("wait", terminal, "--regex", "rendering \\[.*%", "--timeout", "60000").exits(0);
    return terminal;
  }

  private List<ProcessHandle> running(String program) {
    return sandbox.processes().stream()
        .filter(process -> process.info().command().orElse("").endsWith("/" + program))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "webm", "mp4"})
  void brokenOffItLeavesNoHalfFileAndNoEncoder(String format) throws IOException {
    var history = importLongRecording();
    Files.createDirectory(file("films"));
    Files.writeString(file("films/film." + format), "the one before");

    var terminal = exporting(history, "--format", format, "-o", "films/film." + format);
    int encoders = format.equals("gif") ? 0 : 1;
    Await.until("the encoder runs", () -> running("ffmpeg").size() == encoders);
    sandbox.ask("send-keys", terminal, "Ctrl+c").exits(0);
    sandbox.ask("wait", terminal, "--text", "code-130", "--timeout", "20000").exits(0);

    assertEquals(List.of("film." + format), names(file("films")));
    assertEquals("the one before", Files.readString(file("films/film." + format)));
    assertEquals(List.of(), running("ffmpeg"));
    assertEquals(List.of(), names(sandbox.files(history).resolve("artifacts")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "webm"})
  void endedByASignalItLeavesNothingAmongTheArtifactsEither(String format) throws IOException {
    var history = importLongRecording();

    var terminal = exporting(history, "--format", format);
    var artifacts = sandbox.files(history).resolve("artifacts");
    assertEquals(1, names(artifacts).size(), "the unfinished file");
    running("java").stream()
        .filter(process -> process.info().commandLine().orElse("").contains("--format " + format))
        .forEach(ProcessHandle::destroy);
    sandbox.ask("wait", terminal, "--text", "code-143", "--timeout", "20000").exits(0);

    assertEquals(List.of(), names(artifacts));
    assertEquals(List.of(), running("ffmpeg"));
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
