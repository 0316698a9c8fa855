package dev.session.render;

import dev.session.terminal.CellColor;
import dev.session.terminal.CellReader;
import dev.session.terminal.Mode;
import dev.session.terminal.Terminal;

/// The colours that the cells of a terminal are drawn in: the application's own where it has set
/// some (SGR, OSC 4, 10, 11, 12), else the theme's; with inverse, dim, hidden and the reversed
/// screen applied. Blinking text is drawn as if it stood.
///
/// A cursor over cells: [#read] one, then ask. All colours are opaque, 0xAARRGGBB.
final class CellInk {
  static final int OPAQUE = 0xff00_0000;

  /// The ground of what is marked; the text on it is black.
  private static final int HIGHLIGHT = 0xf9e2af;

  /// How much of the text's colour dim text keeps, of [GlyphMask#FULL].
  private static final int DIM_PART = GlyphMask.FULL * 5 / 8;

  private final Theme theme;
  private final Terminal terminal;
  private final int screenForeground;
  private final int screenBackground;
  private int text;
  private int background;
  private int line;

  CellInk(Theme theme, Terminal terminal) {
    this.theme = theme;
    this.terminal = terminal;
    int foreground = OPAQUE | given(terminal.givenForegroundColor(), theme.foreground());
    int ground = OPAQUE | given(terminal.givenBackgroundColor(), theme.background());
    boolean reversed = terminal.isSet(Mode.REVERSE_SCREEN);
    screenForeground = reversed ? ground : foreground;
    screenBackground = reversed ? foreground : ground;
  }

  private static int given(int color, int otherwise) {
    return color == Terminal.COLOR_NOT_GIVEN ? otherwise : color;
  }

  /// What shows where nothing was written.
  int screenBackground() {
    return screenBackground;
  }

  int screenForeground() {
    return screenForeground;
  }

  int cursor() {
    return OPAQUE | given(terminal.givenCursorColor(), theme.cursor());
  }

  void read(CellReader cell) {
    int foreground = color(cell.foreground(), screenForeground);
    int ground = color(cell.background(), screenBackground);
    if (cell.isInverse()) {
      int swapped = foreground;
      foreground = ground;
      ground = swapped;
    }
    background = ground;
    if (cell.isDim()) {
      foreground = GlyphMask.blend(ground, foreground, DIM_PART);
    }
    text = cell.isHidden() ? ground : foreground;
    line = cell.isHidden() ? ground : color(cell.underlineColor(), text);
  }

  /// The colours of a cell that is marked: the text's ground in yellow.
  void highlight() {
    background = OPAQUE | HIGHLIGHT;
    text = OPAQUE;
    line = text;
  }

  /// The colours of the cell under a block cursor.
  void underCursor() {
    int former = background;
    background = cursor();
    text = former;
    line = former;
  }

  int text() {
    return text;
  }

  int background() {
    return background;
  }

  /// Of the underline.
  int line() {
    return line;
  }

  private int color(int color, int otherwise) {
    if (CellColor.isRgb(color)) {
      return OPAQUE | CellColor.rgb(color);
    }
    if (CellColor.isIndexed(color)) {
      int index = CellColor.index(color);
      return OPAQUE | given(terminal.givenPaletteColor(index), theme.color(index));
    }
    return otherwise;
  }
}
