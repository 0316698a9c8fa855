package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `screenshot`, and the pictures of `snapshot` and `render`.
final class ScreenshotTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();
  private final Path directory;

  ScreenshotTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /// A session that shows this and sleeps.
  private String showing(String output) {
    var id = sandbox.create("--", "sh", "-c", "printf '" + output + "'; sleep 1000");
    sandbox.awaitText(id, "end");
    return id;
  }

  private JsonNode screenshot(String id, String... flags) {
    var words = new ArrayList<>(List.of("screenshot", id));
    words.addAll(List.of(flags));
    return sandbox.ask(words.toArray(String[]::new)).exits(0).success();
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void aLiveSessionsPictureIsAnArtifactAndTheSameAfterItsEnd() throws Exception {
    var id = showing("\\033[31mred\\033[m end");
    var live = screenshot(id);
    var file = Path.of(live.path("artifactPath").asString());
    var image = ImageIO.read(file.toFile());
    assertAll(
        live::toString,
        () -> assertEquals(id, live.path("sessionId").asString()),
        () -> assertTrue(live.path("capturedAtSeq").isIntegralNumber()),
        () -> assertEquals("reference-dark", live.path("profileName").asString()),
        () -> assertEquals(80, live.path("cols").asInt()),
        () -> assertEquals(24, live.path("rows").asInt()),
        () -> assertEquals(Files.size(file), live.path("pngSizeBytes").asLong()),
        () -> assertFalse(live.path("cursorVisible").asBoolean()),
        () -> assertEquals("builtin", live.path("rendererBackend").asString()),
        () -> assertEquals(image.getWidth(), live.path("pixelWidth").asInt()),
        () -> assertEquals(image.getHeight(), live.path("pixelHeight").asInt()),
        () -> assertEquals(sha256(file), live.path("sha256").asString()),
        () -> assertTrue(live.path("renderProfileHash").asString().matches("[0-9a-f]{64}")));
    assertEquals(0xff1e_1e2e, image.getRGB(image.getWidth() - 1, 0));
    sandbox.ask("destroy", id).exits(0);
    var offline = screenshot(id);
    assertEquals(live.path("sha256"), offline.path("sha256"));
    var inspected = sandbox.ask("inspect", id).exits(0).success();
    assertEquals(
        2,
        inspected.path("artifacts").path("byKind").path("screenshot").asInt(),
        inspected::toString);
  }

  @Test
  void theFileIsWhereItWasAskedForInTheFormatOfItsName() throws IOException {
    var id = showing("<b>&end");
    var svg = directory.resolve("a.svg");
    var result = screenshot(id, "--out", svg.toString());
    assertEquals(svg.toRealPath().toString(), result.path("artifactPath").asString());
    assertEquals("svg", result.path("format").asString());
    assertTrue(Files.readString(svg).contains("&lt;b&gt;&amp;end"));
    var png = directory.resolve("b.svg");
    screenshot(id, "--out", png.toString(), "--format", "png");
    assertEquals('P', Files.readAllBytes(png)[1]);
  }

  @Test
  void flagsSayWhatThePictureIsLike() throws IOException {
    var id = showing("one end");
    var out = directory.resolve("c.png").toString();
    var large =
        screenshot(
            id,
            "--out",
            out,
            "--scale",
            "2",
            "--theme",
            "reference-light",
            "--show-cursor",
            "--region",
            "0,0,2,10",
            "--highlight",
            "one",
            "--highlight-regex",
            "e+nd");
    BufferedImage image = ImageIO.read(Path.of(out).toFile());
    assertEquals(180, image.getWidth());
    assertEquals(80, image.getHeight());
    assertEquals(0xffef_f1f5, image.getRGB(179, 79));
    assertEquals(2, large.path("highlightCount").asInt());
    assertTrue(large.path("cursorVisible").asBoolean());
    var window = screenshot(id, "--window", "--profile", "nord");
    assertEquals("nord", window.path("profileName").asString());
    assertTrue(window.path("pixelHeight").asInt() > 480);
  }

  @Test
  void anEarlierScreenIsDrawnAsItWas() throws IOException {
    var id = sandbox.create("--", "sh", "-c", "printf first; read x; printf '\\033[2Jsecond'");
    sandbox.awaitText(id, "first");
    sandbox.ask("mark", id, "then").exits(0);
    var then = screenshot(id);
    sandbox.ask("type", id, "x\n").exits(0);
    sandbox.ask("wait", id, "--exit").exits(0);
    assertEquals(then.path("sha256"), screenshot(id, "--at", "mark:then").path("sha256"));
    assertFalse(then.path("sha256").equals(screenshot(id).path("sha256")));
  }

  @Test
  void themesOfTheSettingsAreKnown() throws IOException {
    var id = showing("end");
    Files.writeString(
        sandbox.home().resolve("config.json"),
        "{\"defaultProfile\": \"mine\", \"themes\": {\"mine\": {\"background\": \"#010203\"}}}");
    var out = directory.resolve("d.png");
    screenshot(id, "--out", out.toString());
    assertEquals(0xff01_0203, ImageIO.read(out.toFile()).getRGB(719, 479));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--theme=pink",
        "--scale=9",
        "--scale=0",
        "--region=24,0,1,1",
        "--highlight-regex=(",
        "--format=gif",
        "--show-cursor --hide-cursor"
      })
  void wrongUseMakesNoPicture(String flags) {
    var id = showing("end");
    var words = new ArrayList<>(List.of("screenshot", id));
    words.addAll(List.of(flags.split(" ", -1)));
    var error = sandbox.ask(words.toArray(String[]::new)).exits(2).failure();
    assertEquals("INVALID_INPUT", error.path("code").asString());
    assertFalse(Files.exists(sandbox.home().resolve("sessions").resolve(id).resolve("artifacts")));
  }

  @Test
  void snapshotsAndRenderMakeTheSamePictures() throws IOException {
    var raw = directory.resolve("out.raw");
    Files.writeString(raw, "\033[1mbold\033[m <tag> ┌─┐ end");
    var id = sandbox.create("--", "sh", "-c", "cat '" + raw + "'; sleep 1000");
    sandbox.awaitText(id, "end");
    for (var format : List.of("svg", "html")) {
      var snapshot = sandbox.run("snapshot", id, "--format", format).exits(0).out();
      var rendered = sandbox.run("render", "--format", format, raw.toString()).exits(0).out();
      assertEquals(rendered, snapshot);
      assertTrue(snapshot.contains("&lt;tag&gt;"), snapshot);
    }
    var shot = directory.resolve("shot.png");
    var drawn = directory.resolve("drawn.png");
    screenshot(id, "--out", shot.toString());
    sandbox.ask("render", "--format", "png", "--out", drawn.toString(), raw.toString()).exits(0);
    assertArrayEquals(Files.readAllBytes(shot), Files.readAllBytes(drawn));
    sandbox.ask("render", "--format", "png", raw.toString()).exits(2);
  }

  @Test
  void artifactsAreListedFoundAndVerified() throws IOException {
    var id = sandbox.create("--", "sh", "-c", "echo hello");
    sandbox.ask("wait", id, "--exit").exits(0);
    var made = sandbox.ask("screenshot", id).exits(0).success();
    var elsewhere = sandbox.directory().resolve("else.svg");
    sandbox.ask("screenshot", id, "--out", elsewhere.toString()).exits(0);

    var listed = sandbox.ask("artifact", "list", id).exits(0).success();
    assertEquals(2, listed.path("artifacts").size(), listed::toString);
    var path = made.path("artifactPath").asString();
    assertEquals(path, listed.path("artifacts").path(0).path("path").asString());
    var name = listed.path("artifacts").path(0).path("filename").asString();
    assertEquals(path, sandbox.run("artifact", "path", id, name).exits(0).out().strip());
    sandbox.ask("artifact", "path", id, "nothing.png").exits(2);

    sandbox.ask("artifact", "verify", id).exits(0);
    Files.writeString(elsewhere, "changed");
    Files.delete(Path.of(path));
    var verified = sandbox.ask("artifact", "verify", id).exits(1).success();
    assertEquals("missing", verified.path("artifacts").path(0).path("state").asString());
    assertEquals("changed", verified.path("artifacts").path(1).path("state").asString());
  }
}
