package dev.session.screen;

import dev.session.screen.Phrase.Place;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/// Where on the screen a phrase stands: what a mouse that aims at text needs. Lines that the right
/// edge broke count as one, as in every search.
///
/// @param text what stands there
/// @param row of its first cell
/// @param col of its first cell
/// @param lastRow of its last cell
/// @param lastCol of its last cell; of a wide character its left half
public record Aim(String text, int row, int col, int lastRow, int lastCol) {

  /// All places of `phrase` on the screen, from the top left on.
  public static List<Aim> at(Phrase phrase, Terminal terminal) {
    var aims = new ArrayList<Aim>();
    var line = new Line();
    var cells = terminal.cells();
    for (int row = 0; row < terminal.rows(); row++) {
      line.add(cells.row(row), row);
      if (!cells.isWrapped() || row == terminal.rows() - 1) {
        line.find(phrase, aims);
        line = new Line();
      }
    }
    return aims;
  }

  /// The text of one line, and of each of its UTF-16 units the cell.
  private static final class Line {
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> rows = new ArrayList<>();
    private final List<Integer> cols = new ArrayList<>();

    // Cell by cell, and yet the canonical text: a hidden character is not seen.
    void add(CellReader cells, int row) {
      int end = cells.end();
      for (int col = 0; col < end; col++) {
        cells.cell(col);
        text.append(cells.isHidden() ? " " : cells.cluster());
        while (rows.size() < text.length()) {
          rows.add(row);
          cols.add(col);
        }
      }
    }

    void find(Phrase phrase, List<Aim> aims) {
      var found = text.toString();
      for (Place place : phrase.findIn(found)) {
        int last = place.end() - 1;
        aims.add(
            new Aim(
                found.substring(place.start(), place.end()),
                rows.get(place.start()),
                cols.get(place.start()),
                rows.get(last),
                cols.get(last)));
      }
    }
  }
}
