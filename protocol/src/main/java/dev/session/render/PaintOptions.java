package dev.session.render;

import dev.session.screen.Region;
import java.util.List;

/// How a screen is drawn.
///
/// @param scale how many times the natural size of a cell, [Painter#CELL_WIDTH] by
///   [Painter#CELL_HEIGHT] pixels, 1 to [#SCALE_MAX]
/// @param cursor whether the cursor is drawn where the application shows it
/// @param highlights parts of the screen to mark
public record PaintOptions(int scale, boolean cursor, List<Region> highlights) {
  public static final int SCALE_MAX = 8;

  /// Natural size, no cursor, nothing marked.
  public static final PaintOptions DEFAULT = new PaintOptions(1, false, List.of());

  public PaintOptions {
    highlights = List.copyOf(highlights);
    if (scale < 1 || scale > SCALE_MAX) {
      throw new IllegalArgumentException("scale " + scale + " is not within 1 to " + SCALE_MAX);
    }
  }

  boolean isHighlighted(int row, int col) {
    for (var part : highlights) {
      if (part.contains(row, col)) {
        return true;
      }
    }
    return false;
  }
}
