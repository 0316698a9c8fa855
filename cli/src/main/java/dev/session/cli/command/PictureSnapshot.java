package dev.session.cli.command;

import dev.session.json.JsonObject;
import dev.session.render.Picture;
import dev.session.render.PictureOptions;
import dev.session.screen.ScreenText;
import dev.session.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A snapshot whose text is markup: the screen as HTML or SVG.
final class PictureSnapshot {
  private PictureSnapshot() {}

  /// @param sessionId null where there is no session
  /// @param sequence the number of the last event that the screen shows; null where there are none
  static JsonObject of(
      Terminal terminal,
      @Nullable String sessionId,
      @Nullable Long sequence,
      PictureOptions options) {
    var picture = Picture.of(terminal, options);
    var region = options.region();
    // The line feed at the end of a file is not part of a text.
    var text = new String(picture.bytes(), StandardCharsets.UTF_8).stripTrailing();
    return JsonObject.builder()
        .put("format", options.format().word())
        .put("sessionId", sessionId)
        .put("capturedAtSeq", sequence)
        .put("cols", terminal.cols())
        .put("rows", terminal.rows())
        .put("cursorRow", terminal.cursorRow())
        .put("cursorCol", terminal.cursorCol())
        .put("region", region.isAll() ? null : region.toString())
        .put("pixelWidth", picture.width())
        .put("pixelHeight", picture.height())
        .put("profileName", options.theme().name())
        .put("text", text)
        .put("screenHash", ScreenText.of(terminal).hash())
        .build();
  }
}
