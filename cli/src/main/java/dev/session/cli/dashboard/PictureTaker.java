package dev.session.cli.dashboard;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import dev.session.terminal.CellColor;
import dev.session.terminal.CellReader;
import dev.session.terminal.LineSize;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import dev.session.terminal.UnderlineStyle;
import java.util.EnumSet;

/// Turns a terminal's screen into a [Picture].
///
/// Colours that the session's program named by number stay numbers, so that they look as the user's
/// terminal shows them; those that the program has defined, and true colours, are exact. Lanterna
/// knows no dim text: its colour is mixed with the background. Limits: underlines are all plain;
/// overlines and links are not shown; lines of double height or width are shown plain.
///
/// Owner: one thread.
final class PictureTaker {
  private static final int PLAIN_COLORS = 16;

  /// Where nothing is known of the user's colours, dim text is this.
  private static final TextColor DIM = TextColor.ANSI.BLACK_BRIGHT;

  private static final TextColor.ANSI[] PLAIN = TextColor.ANSI.values();

  private static final Terminal UNTOUCHED = new Terminal(1, 1, TerminalOptions.defaults());

  private final Glyphs glyphs = new Glyphs();

  Picture take(Terminal terminal) {
    var reader = terminal.cells();
    var cells = new TextCharacter[terminal.rows()][];
    for (int row = 0; row < cells.length; row++) {
      reader.row(row);
      cells[row] = row(terminal, reader);
    }
    return new Picture(
        cells,
        terminal.cols(),
        terminal.cursorRow(),
        terminal.cursorCol(),
        terminal.isCursorVisible(),
        terminal.title());
  }

  private TextCharacter[] row(Terminal terminal, CellReader reader) {
    int used = Math.min(reader.used(), terminal.cols());
    if (reader.lineSize() != LineSize.SINGLE) {
      used = Math.min(used, terminal.cols() / 2);
    }
    var row = new TextCharacter[used];
    for (int col = 0; col < used; col++) {
      reader.cell(col);
      row[col] = reader.width() == 0 ? Picture.BEHIND_WIDE : glyph(terminal, reader);
    }
    return row;
  }

  private TextCharacter glyph(Terminal terminal, CellReader cell) {
    var foreground = color(terminal, cell.foreground(), true);
    var background = color(terminal, cell.background(), false);
    if (cell.isDim()) {
      foreground = dim(foreground, background);
    }
    var sgr = EnumSet.noneOf(SGR.class);
    add(sgr, SGR.BOLD, cell.isBold());
    add(sgr, SGR.ITALIC, cell.isItalic());
    add(sgr, SGR.UNDERLINE, cell.underline() != UnderlineStyle.NONE);
    add(sgr, SGR.BLINK, cell.isBlinking());
    add(sgr, SGR.REVERSE, cell.isInverse());
    add(sgr, SGR.CROSSED_OUT, cell.isStruckOut());
    var cluster = cell.isHidden() ? " " : cell.cluster();
    return glyphs.of(cluster, cell.width() == 2, foreground, background, sgr);
  }

  private static void add(EnumSet<SGR> sgr, SGR each, boolean on) {
    if (on) {
      sgr.add(each);
    }
  }

  private static TextColor color(Terminal terminal, int color, boolean foreground) {
    if (CellColor.isRgb(color)) {
      return rgb(CellColor.rgb(color));
    }
    if (CellColor.isIndexed(color)) {
      int index = CellColor.index(color);
      int rgb = terminal.paletteColor(index);
      if (rgb != UNTOUCHED.paletteColor(index)) {
        return rgb(rgb);
      }
      return index < PLAIN_COLORS ? plain(index) : new TextColor.Indexed(index);
    }
    int rgb = foreground ? terminal.foregroundColor() : terminal.backgroundColor();
    int usual = foreground ? UNTOUCHED.foregroundColor() : UNTOUCHED.backgroundColor();
    return rgb == usual ? TextColor.ANSI.DEFAULT : rgb(rgb);
  }

  /// The first sixteen colours in the order of their numbers.
  static TextColor plain(int index) {
    // Lanterna has the eight, DEFAULT, and the eight bright ones.
    return PLAIN[index < PLAIN_COLORS / 2 ? index : index + 1];
  }

  static TextColor rgb(int rgb) {
    return new TextColor.RGB(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
  }

  private static TextColor dim(TextColor foreground, TextColor background) {
    if (!(foreground instanceof TextColor.RGB text)) {
      return foreground == TextColor.ANSI.DEFAULT ? DIM : foreground;
    }
    int behind =
        background instanceof TextColor.RGB rgb
            ? rgb.getRed() << 16 | rgb.getGreen() << 8 | rgb.getBlue()
            : UNTOUCHED.backgroundColor();
    return new TextColor.RGB(
        (text.getRed() + (behind >> 16 & 0xff)) / 2,
        (text.getGreen() + (behind >> 8 & 0xff)) / 2,
        (text.getBlue() + (behind & 0xff)) / 2);
  }
}
