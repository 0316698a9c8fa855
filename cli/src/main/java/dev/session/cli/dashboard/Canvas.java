package dev.session.cli.dashboard;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.TextGraphics;
import dev.session.cli.output.SafeText;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;

/// Draws on a Lanterna screen in cells.
///
/// Which characters make a cell, and how many cells they take, the terminal engine tells: text is
/// written to a terminal of one row and read back. So our labels and the sessions' screens agree.
///
/// Owner: one thread.
final class Canvas {
  private static final int RULER_COLS = 1000;
  private static final byte[] START_OF_BLANK_LINE =
      "\033c\033[?7l".getBytes(StandardCharsets.US_ASCII);
  private static final String CUT = "…";

  private final Glyphs glyphs = new Glyphs();
  private final Terminal ruler =
      new Terminal(RULER_COLS, 1, TerminalOptions.defaults().withScrollbackLines(0));
  private TextGraphics graphics;

  Canvas(TextGraphics graphics) {
    this.graphics = graphics;
  }

  /// Draws on something else from now on.
  void use(TextGraphics other) {
    graphics = other;
  }

  int cols() {
    return graphics.getSize().getColumns();
  }

  int rows() {
    return graphics.getSize().getRows();
  }

  void clear(Rect area) {
    fill(area, " ", Look.PLAIN);
  }

  void fill(Rect area, String cluster, Look look) {
    var glyph = glyph(cluster, false, look);
    for (int row = area.row(); row < area.endRow(); row++) {
      for (int col = area.col(); col < area.endCol(); col++) {
        graphics.setCharacter(col, row, glyph);
      }
    }
  }

  /// Draws one cell.
  void put(int col, int row, String cluster, Look look) {
    graphics.setCharacter(col, row, glyph(cluster, false, look));
  }

  private TextCharacter glyph(String cluster, boolean wide, Look look) {
    return glyphs.of(cluster, wide, look.foreground(), look.background(), look.sgr());
  }

  /// Writes text into at most `room` cells; the cell behind it. Text that is too long is cut, and
  /// that is shown.
  int text(int col, int row, int room, String text, Look look) {
    if (room <= 0) {
      return col;
    }
    var cells = measured(text).cells().row(0);
    int width = cells.end();
    int end = width > room ? room - 1 : width;
    int at = 0;
    while (at < end) {
      int cellWidth = Math.max(1, cells.cell(at).width());
      if (at + cellWidth > end) {
        break;
      }
      graphics.setCharacter(col + at, row, glyph(cells.cluster(), cellWidth == 2, look));
      at += cellWidth;
    }
    if (width > room) {
      put(col + at, row, CUT, look);
      at++;
    }
    return col + at;
  }

  /// How many cells a text takes; trailing blanks take none.
  int width(String text) {
    return measured(text).cells().row(0).end();
  }

  private Terminal measured(String text) {
    ruler.feed(START_OF_BLANK_LINE);
    ruler.feed(SafeText.of(text).getBytes(StandardCharsets.UTF_8));
    return ruler;
  }

  /// Draws the part of a picture that begins at `pan`.
  void picture(Rect area, Picture picture, Pan pan) {
    int rows = Math.min(area.rows(), picture.rows() - pan.row());
    int cols = Math.min(area.cols(), picture.cols() - pan.col());
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int fromRow = pan.row() + row;
        int fromCol = pan.col() + col;
        var cell = picture.cell(fromRow, fromCol);
        if (cell.equals(Picture.BEHIND_WIDE)) {
          // Behind a wide character, which is drawn unless it lies outside.
          if (col == 0) {
            put(area.col(), area.row() + row, " ", Look.PLAIN);
          }
          continue;
        }
        if (cell.isDoubleWidth() && col + 1 == cols) {
          cell = cell.withCharacter(' ');
        }
        if (picture.hasCursor(fromRow, fromCol)) {
          cell = reversed(cell);
        }
        graphics.setCharacter(area.col() + col, area.row() + row, cell);
      }
    }
  }

  private TextCharacter reversed(TextCharacter cell) {
    var sgr = EnumSet.copyOf(cell.getModifiers());
    if (!sgr.remove(SGR.REVERSE)) {
      sgr.add(SGR.REVERSE);
    }
    TextColor foreground = cell.getForegroundColor();
    return glyphs.of(
        cell.getCharacterString(),
        cell.isDoubleWidth(),
        foreground,
        cell.getBackgroundColor(),
        sgr);
  }
}
