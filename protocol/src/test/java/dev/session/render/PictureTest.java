package dev.session.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.screen.Phrase;
import dev.session.screen.Region;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What pictures show, told from their pixels.
class PictureTest {
  private static final Theme DARK = Themes.named(Themes.REFERENCE_DARK, null);
  private static final int GROUND = 0xff1e_1e2e;

  private static Terminal showing(int cols, int rows, String text) {
    var terminal = new Terminal(cols, rows, TerminalOptions.defaults());
    terminal.feed(text.getBytes(StandardCharsets.UTF_8));
    return terminal;
  }

  private static PictureOptions png() {
    return PictureOptions.plain(PictureFormat.PNG, DARK);
  }

  private static int[] pixels(Picture picture) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    assertEquals(picture.width(), image.getWidth());
    assertEquals(picture.height(), image.getHeight());
    return image.getRGB(0, 0, picture.width(), picture.height(), null, 0, picture.width());
  }

  private static int middleOf(Bitmap bitmap, int row, int col) {
    int x = col * Painter.CELL_WIDTH + Painter.CELL_WIDTH / 2;
    int y = row * Painter.CELL_HEIGHT + 1;
    return bitmap.argb()[y * bitmap.width() + x];
  }

  private static Bitmap painted(Terminal terminal, PaintOptions options) {
    var painter = new Painter(DARK, options);
    var bitmap = new Bitmap(painter.width(terminal.cols()), painter.height(terminal.rows()));
    painter.paint(terminal, bitmap, 0, 0);
    return bitmap;
  }

  @Test
  void aRegionIsThatPartOfTheWholePicture() throws IOException {
    var terminal = showing(20, 5, "abc漢字 def\r\nsecond \033[41mline\033[m\r\nthird");
    var whole = pixels(Picture.of(terminal, png()));
    var part = Picture.of(terminal, png().withRegion(new Region(1, 2, 9, 6)));
    assertEquals(6 * Painter.CELL_WIDTH, part.width());
    assertEquals(4 * Painter.CELL_HEIGHT, part.height());
    var pixels = pixels(part);
    for (int y = 0; y < part.height(); y++) {
      for (int x = 0; x < part.width(); x++) {
        int there =
            (y + Painter.CELL_HEIGHT) * 20 * Painter.CELL_WIDTH + x + 2 * Painter.CELL_WIDTH;
        assertEquals(whole[there], pixels[y * part.width() + x], x + "," + y);
      }
    }
  }

  @Test
  void aRegionOutsideOfTheScreenIsRefused() {
    var terminal = showing(20, 5, "");
    var options = png().withRegion(new Region(5, 0, 1, 1));
    var refused = assertThrows(SessionException.class, () -> Picture.of(terminal, options));
    assertEquals(ErrorCode.INVALID_INPUT, refused.code());
  }

  @Test
  void aPictureThatWouldBeTooLargeIsRefused() {
    var terminal = showing(1000, 1000, "");
    var options =
        new PictureOptions(PictureFormat.PNG, DARK, 8, false, Region.ALL, List.of(), null);
    var refused = assertThrows(SessionException.class, () -> Picture.of(terminal, options));
    assertEquals(ErrorCode.INVALID_INPUT, refused.code());
  }

  @Test
  void coloursOfTheApplicationGoBeforeThoseOfTheTheme() {
    var terminal = showing(4, 1, "\033]4;1;rgb:12/34/56\007\033[41m \033[42m \033]11;#010203\007");
    var bitmap = painted(terminal, PaintOptions.DEFAULT);
    assertEquals(0xff12_3456, middleOf(bitmap, 0, 0));
    assertEquals(0xff00_0000 | DARK.color(2), middleOf(bitmap, 0, 1));
    assertEquals(0xff01_0203, middleOf(bitmap, 0, 3));
  }

  @Test
  void theReversedScreenIsDrawnReversed() {
    var bitmap = painted(showing(4, 1, "\033[?5h"), PaintOptions.DEFAULT);
    assertEquals(0xff00_0000 | DARK.foreground(), middleOf(bitmap, 0, 2));
  }

  @Test
  void aCursorIsDrawnWhereItIsAskedForAndShown() {
    var asked = new PaintOptions(1, true, List.of());
    var terminal = showing(4, 1, "a");
    assertEquals(0xff00_0000 | DARK.cursor(), middleOf(painted(terminal, asked), 0, 1));
    assertEquals(GROUND, middleOf(painted(terminal, PaintOptions.DEFAULT), 0, 1));
    terminal.feed("\033[?25l".getBytes(StandardCharsets.UTF_8));
    assertEquals(GROUND, middleOf(painted(terminal, asked), 0, 1));
  }

  @Test
  void markedTextIsFoundAcrossTheEdgeAndInWideCharacters() {
    var terminal = showing(5, 3, "xxerror\r\n漢字");
    var found = Highlights.find(terminal, List.of(Phrase.text("error"), Phrase.text("字")));
    assertEquals(2, found.count());
    assertEquals(
        List.of(new Region(0, 2, 1, 3), new Region(1, 0, 1, 2), new Region(2, 2, 1, 2)),
        found.parts());
  }

  /// Also one that is wider than its letters are many, and one for a window of a few cells.
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 12, 20, 40, 200})
  void aTitleOfAnyLengthFitsItsWindow(int cols) {
    for (var title :
        List.of("", "t", "a title", "漢字".repeat(60), "long ".repeat(60), "\033[2J\n")) {
      for (var format : PictureFormat.values()) {
        var options = new PictureOptions(format, DARK, 2, true, Region.ALL, List.of(), title);
        var picture = Picture.of(showing(cols, 2, "x"), options);
        assertEquals((cols * Painter.CELL_WIDTH + 68) * 2, picture.width());
      }
    }
  }

  @Test
  void whatHasNoGlyphIsTold() {
    var picture = Picture.of(showing(10, 1, "a\ue600\ud800\udc00b"), png());
    assertEquals(List.of("U+10000", "U+E600"), picture.missingGlyphs());
    assertEquals(List.of(), Picture.of(showing(10, 1, "aé漢😀─"), png()).missingGlyphs());
  }

  @Test
  void ofAJoinedEmojiTheWholeIsToldAsMissing() {
    var joined = "\033[?2027h👩‍💻🏳️‍🌈🏴\udb40\udc67\udb40\udc62\udb40\udc7f";
    var picture = Picture.of(showing(10, 1, joined), png());
    assertEquals(
        List.of(
            "U+1F3F3 U+FE0F U+200D U+1F308",
            "U+1F3F4 U+E0067 U+E0062 U+E007F",
            "U+1F469 U+200D U+1F4BB"),
        picture.missingGlyphs());
    var whole = "\033[?2027h👍🏽🇩🇪❤️1\u20e3a\u200d";
    assertEquals(List.of(), Picture.of(showing(12, 1, whole), png()).missingGlyphs());
  }

  /// Neighbouring blocks and lines leave no pixel of the ground between them.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void blocksAndLinesHaveNoSeams(int scale) {
    var options = new PaintOptions(scale, false, List.of());
    for (int color : painted(showing(2, 2, "██\r\n██"), options).argb()) {
      assertEquals(0xff00_0000 | DARK.foreground(), color);
    }
    var lines = painted(showing(3, 3, "┼┼┼\r\n┼┼┼\r\n┼┼┼"), options);
    int y = (Painter.CELL_HEIGHT * scale - scale) / 2;
    for (int x = 0; x < lines.width(); x++) {
      assertEquals(0xff00_0000 | DARK.foreground(), lines.argb()[y * lines.width() + x]);
    }
    int x = (Painter.CELL_WIDTH * scale - scale) / 2;
    for (int line = 0; line < lines.height(); line++) {
      assertEquals(0xff00_0000 | DARK.foreground(), lines.argb()[line * lines.width() + x]);
    }
  }

  /// Every pair of halves covers the cell exactly once.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void halvesFitTogether(int scale) {
    var drawing = new CellDrawing(CellSize.at(scale));
    for (var pair : List.of("▀▄", "▌▐", "▙▝", "▛▗", "▜▖", "▟▘", "▚▞", "🬼🭒", "🭁🭗", "🭨🭬")) {
      int first = pair.codePointAt(0);
      int second = pair.codePointBefore(pair.length());
      var one = Objects.requireNonNull(drawing.draw(first));
      var other = Objects.requireNonNull(drawing.draw(second));
      for (int i = 0; i < one.coverage.length; i++) {
        assertEquals(GlyphMask.FULL, one.coverage[i] + other.coverage[i], pair + " at " + i);
      }
    }
  }

  @Test
  void rowsThatLookAlikeHaveOneFingerprintAndOthersAnother() {
    var painter = new Painter(DARK, new PaintOptions(1, true, List.of()));
    var one = showing(10, 3, "abc\r\n");
    var same = showing(10, 3, "abc\r\n");
    assertEquals(painter.fingerprint(one, 0), painter.fingerprint(same, 0));
    for (var change :
        List.of("\033[Hx", "\033[H\033[31ma", "\033[H", "\033[Ha\033[10;1H\033[?5h", "\033[H漢")) {
      var other = showing(10, 3, "abc\r\n" + change);
      assertNotEquals(painter.fingerprint(one, 0), painter.fingerprint(other, 0), change);
    }
  }

  @Test
  void theSamePictureHasTheSameBytes() {
    var terminal = showing(40, 3, "abc 漢字 😀 ┌─┐ \033[1;3;4:3mx");
    for (var format : PictureFormat.values()) {
      var options = PictureOptions.plain(format, DARK);
      assertArrayEquals(
          Picture.of(terminal, options).bytes(), Picture.of(terminal, options).bytes());
    }
  }

  @Test
  void aThemeOfTheUserIsLikeTheReferenceWhereItIsSilent() {
    var custom = JsonObject.parse("{\"mine\": {\"background\": \"#010203\"}}");
    var theme = Themes.named("mine", custom);
    assertEquals(0x010203, theme.background());
    assertEquals(DARK.foreground(), theme.foreground());
    assertEquals(DARK.ansi(), theme.ansi());
    assertEquals(0x282a36, Themes.named("dracula", custom).background());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mine\": 1}",
        "{\"mine\": {\"background\": \"red\"}}",
        "{\"mine\": {\"backgruond\": \"#010203\"}}",
        "{\"mine\": {\"palette\": [\"#010203\"]}}"
      })
  void aThemeThatCannotBeReadIsRefused(String custom) {
    var themes = JsonObject.parse(custom);
    var refused = assertThrows(SessionException.class, () -> Themes.named("dracula", themes));
    assertEquals(ErrorCode.INVALID_INPUT, refused.code());
    assertTrue(String.valueOf(refused.getMessage()).contains("'mine'"));
  }

  @Test
  void anUnknownThemeIsRefusedWithThoseThereAre() {
    var refused = assertThrows(SessionException.class, () -> Themes.named("pink", null));
    assertEquals(ErrorCode.INVALID_INPUT, refused.code());
    assertTrue(String.valueOf(refused.getMessage()).contains("reference-light"));
  }

  @Test
  void profilesDifferInTheirHash() {
    assertEquals(png().profileHash(), png().profileHash());
    assertNotEquals(
        png().profileHash(),
        PictureOptions.plain(PictureFormat.PNG, Themes.named("nord", null)).profileHash());
    assertFalse(png().profileHash().isEmpty());
  }
}
