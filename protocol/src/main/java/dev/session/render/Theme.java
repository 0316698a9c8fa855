package dev.session.render;

import java.util.Collections;
import java.util.List;

/// The colours that a screen is drawn in where the application has set none of its own, each
/// 0xRRGGBB.
///
/// @param ansi the sixteen first palette entries; the rest is xterm's cube and greys
public record Theme(String name, int foreground, int background, int cursor, List<Integer> ansi) {
  static final int ANSI_COLORS = 16;
  private static final int GREYS = 232;
  private static final int GREY_STEP = 10;
  private static final int GREY_FIRST = 8;

  public Theme {
    ansi = List.copyOf(ansi);
    if (ansi.size() != ANSI_COLORS) {
      throw new IllegalArgumentException("16 ANSI colours are needed, not " + ansi.size());
    }
  }

  /// A palette for a text that names no colours.
  static List<Integer> blackOnly() {
    return Collections.nCopies(ANSI_COLORS, 0);
  }

  /// The colour of a palette entry, 0 to 255.
  int color(int index) {
    if (index < ANSI_COLORS) {
      return ansi.get(index);
    }
    if (index < GREYS) {
      int i = index - ANSI_COLORS;
      return level(i / 36) << 16 | level(i / 6 % 6) << 8 | level(i % 6);
    }
    int grey = (index - GREYS) * GREY_STEP + GREY_FIRST;
    return grey << 16 | grey << 8 | grey;
  }

  private static int level(int step) {
    return step == 0 ? 0 : step * 40 + 55;
  }
}
