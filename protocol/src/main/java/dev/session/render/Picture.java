package dev.session.render;

import dev.session.screen.Region;
import dev.session.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A screen as a picture file. Every command that makes one makes it here.
///
/// @param bytes the file
/// @param width in pixels; of SVG and HTML at their natural size
/// @param cursorVisible whether the cursor is in the picture
/// @param highlightCount how many places were marked
/// @param missingGlyphs the characters for which no bundled font has a glyph, each as `U+XXXX`, a
///   joined sequence as several with spaces between; none in SVG and HTML, whose text is drawn by
///   the viewer's fonts
@SuppressWarnings("ArrayRecordComponent") // a file's content, never compared
public record Picture(
    byte[] bytes,
    int width,
    int height,
    boolean cursorVisible,
    int highlightCount,
    List<String> missingGlyphs) {

  /// The largest picture, in pixels; its bitmap takes 400 MB.
  public static final int PIXELS_MAX = 100_000_000;

  /// The picture of `terminal`.
  ///
  /// @throws dev.session.error.SessionException INVALID_INPUT where the region is not on the
  ///   screen, or the picture would be too large
  public static Picture of(Terminal terminal, PictureOptions options) {
    var frame = Frame.of(terminal, options);
    var highlights = Highlights.find(terminal, options.highlights());
    boolean cursor = hasCursor(terminal, options, frame.region());
    var paint = new PaintOptions(options.scale(), cursor, highlights.parts());
    var painter = new Painter(options.theme(), paint);
    byte[] bytes =
        switch (options.format()) {
          case PNG -> Png.of(frame.paint(painter, terminal));
          case SVG -> utf8(new SvgFrame(terminal, options, paint, frame).write());
          case HTML -> utf8(new HtmlFrame(terminal, options, paint, frame).write());
        };
    var missing = List.copyOf(painter.missingGlyphs());
    return new Picture(bytes, frame.width(), frame.height(), cursor, highlights.count(), missing);
  }

  private static boolean hasCursor(Terminal terminal, PictureOptions options, Region shown) {
    return options.cursor()
        && terminal.isCursorVisible()
        && shown.contains(terminal.cursorRow(), terminal.cursorCol());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
