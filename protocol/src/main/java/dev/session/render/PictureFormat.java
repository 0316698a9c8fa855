package dev.session.render;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The forms of a picture.
public enum PictureFormat {
  /// Pixels.
  PNG,
  /// Shapes and text; the text in the viewer's own fixed-width font.
  SVG,
  /// A page with the screen as text that can be marked and copied.
  HTML;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The format with this word, or null.
  public static @Nullable PictureFormat ofWord(String word) {
    for (var format : values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    return null;
  }
}
