package dev.session.render;

import dev.session.digest.Sha256;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.screen.Phrase;
import dev.session.screen.Region;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a picture shall be.
///
/// @param scale of PNG the pixels, of SVG and HTML the size, in natural sizes of a cell
/// @param cursor whether the cursor is drawn where the application shows it
/// @param highlights what is marked on the screen
/// @param windowTitle what the title bar of a window around the screen says; null for no window
public record PictureOptions(
    PictureFormat format,
    Theme theme,
    int scale,
    boolean cursor,
    Region region,
    List<Phrase> highlights,
    @Nullable String windowTitle) {
  public PictureOptions {
    highlights = List.copyOf(highlights);
  }

  /// The whole screen in natural size, without cursor, marks and window.
  public static PictureOptions plain(PictureFormat format, Theme theme) {
    return new PictureOptions(format, theme, 1, false, Region.ALL, List.of(), null);
  }

  /// The same in a window with this title.
  public PictureOptions withTitle(String title) {
    return new PictureOptions(format, theme, scale, cursor, region, highlights, title);
  }

  /// The same of a part of the screen.
  public PictureOptions withRegion(Region part) {
    return new PictureOptions(format, theme, scale, cursor, part, highlights, windowTitle);
  }

  /// SHA-256 of what a picture looks like besides its screen: equal for the same theme, scale and
  /// cursor.
  public String profileHash() {
    var colors = theme.ansi().stream().map(color -> Integer.toHexString(color)).toList();
    var profile =
        JsonObject.builder()
            .put("foreground", theme.foreground())
            .put("background", theme.background())
            .put("cursorColor", theme.cursor())
            .put("ansi", JsonArray.ofStrings(colors))
            .put("cellWidth", Painter.CELL_WIDTH)
            .put("cellHeight", Painter.CELL_HEIGHT)
            .put("scale", scale)
            .put("cursor", cursor)
            .build();
    return Sha256.of(profile.compact());
  }
}
