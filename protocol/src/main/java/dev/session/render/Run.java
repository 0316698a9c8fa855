package dev.session.render;

import dev.session.screen.Region;
import dev.session.terminal.CellReader;
import dev.session.terminal.CursorStyle;
import dev.session.terminal.Terminal;
import dev.session.terminal.UnderlineStyle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Neighbouring cells of one look, as SVG and HTML write them.
///
/// @param col the column of the first, on the screen
/// @param cells the clusters and how wide each is; a blank is a space
record Run(int col, List<Cell> cells, Look look) {

  record Cell(String cluster, int width) {
    int code() {
      return cluster.codePointAt(0);
    }

    boolean isSpace() {
      return cluster.equals(" ");
    }
  }

  /// How cells look, colours as [CellInk] gives them.
  ///
  /// @param text hidden text has the colour of its ground
  record Look(
      int text,
      int background,
      int line,
      boolean bold,
      boolean italic,
      boolean hidden,
      UnderlineStyle underline,
      boolean struckOut,
      boolean overlined,
      @Nullable String link) {}

  Run {
    cells = List.copyOf(cells);
  }

  int cols() {
    int cols = 0;
    for (var cell : cells) {
      cols += cell.width();
    }
    return cols;
  }

  /// The runs of the part of a row that is shown, without blank ones at the end.
  static List<Run> of(Terminal terminal, int row, Region region, CellInk ink, PaintOptions paint) {
    var reader = terminal.cells().row(row);
    int cursor = -1;
    if (paint.cursor()
        && terminal.cursorRow() == row
        && terminal.cursorStyle() == CursorStyle.BLOCK) {
      cursor = terminal.cursorCol();
      if (reader.cell(cursor).width() == 0) {
        cursor--;
      }
    }
    int end = Math.min(region.endCol(terminal.cols()), Math.max(reader.used(), cursor + 1));
    var runs = new ArrayList<Run>();
    var cells = new ArrayList<Cell>();
    int from = region.col();
    Look look = null;
    for (int col = region.col(); col < end; col++) {
      reader.cell(col);
      if (reader.width() == 0 && col > region.col()) {
        continue;
      }
      ink.read(reader);
      if (paint.isHighlighted(row, col)) {
        ink.highlight();
      }
      if (col == cursor) {
        ink.underCursor();
      }
      var here = look(reader, ink);
      if (look != null && !here.equals(look)) {
        runs.add(new Run(from, cells, look));
        cells.clear();
        from = col;
      }
      look = here;
      // Half of a wide character that the region cuts is blank.
      boolean torn = reader.width() == 0 || col + reader.width() > region.endCol(terminal.cols());
      boolean blank = torn || reader.isHidden();
      cells.add(new Cell(blank ? " " : reader.cluster(), torn ? 1 : reader.width()));
    }
    if (look != null) {
      runs.add(new Run(from, cells, look));
    }
    return runs;
  }

  private static Look look(CellReader reader, CellInk ink) {
    return new Look(
        ink.text(),
        ink.background(),
        ink.line(),
        reader.isBold(),
        reader.isItalic(),
        reader.isHidden(),
        reader.underline(),
        reader.isStruckOut(),
        reader.isOverlined(),
        reader.linkUri());
  }
}
