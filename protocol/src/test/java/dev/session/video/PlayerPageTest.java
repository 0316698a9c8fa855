package dev.session.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.log.Keyframes;
import dev.session.render.Themes;
import dev.session.video.Pacing.Timing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayerPageTest {
  private static final Pattern RECORDING =
      Pattern.compile("id=\"recording\">([A-Za-z0-9+/=]*)</script>");

  @TempDir Path directory;

  private String page(String title, Pacing pacing, String... events) throws IOException {
    var _ = new TestFilms(directory, 20, 4, events);
    var log = directory.resolve("log");
    var out = new ByteArrayOutputStream();
    var theme = Themes.named(Themes.REFERENCE_DARK, null);
    PlayerPage.write(log, Keyframes.before(log, 0), Long.MAX_VALUE, title, theme, pacing, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatWasPrintedIsInThePageAndCannotBecomeAPartOfIt() throws IOException {
    var attack = "</script><script>alert(1)</script>";

    var page = page(attack, Pacing.of(Timing.RECORDED), "[0, \"o\", \"" + attack + "\"]");

    assertFalse(page.contains(attack));
    assertFalse(page.contains("<script>alert"));
    var recording = RECORDING.matcher(page);
    assertTrue(recording.find());
    var cast = new String(Base64.getDecoder().decode(recording.group(1)), StandardCharsets.UTF_8);
    assertTrue(cast.contains("alert(1)"), cast);
    assertEquals(2, cast.lines().count(), cast);
  }

  @Test
  void thePageLoadsNothing() throws IOException {
    var page = page("t", Pacing.of(Timing.RECORDED), "[0, \"o\", \"a\"]");

    assertTrue(page.contains("default-src 'none'"));
    assertFalse(page.contains("src=\"http"));
    assertFalse(page.contains("<link"));
  }

  @Test
  void thePaceIsThePlayersToKeep() throws IOException {
    var page = page("t", new Pacing(Timing.ACCELERATED, 2, 5_000_000), "[0, \"o\", \"a\"]");

    assertTrue(page.contains("\"speed\":2"), page.substring(page.length() - 400));
    assertTrue(page.contains("\"idleTimeLimit\":0.8"), page.substring(page.length() - 400));
  }
}
