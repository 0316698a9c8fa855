package dev.session.render;

import dev.session.screen.Phrase;
import dev.session.screen.Region;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/// Where phrases stand on a screen.
///
/// @param parts the cells, row by row
/// @param count how many places they are; one that goes on in the next row has several parts
record Highlights(List<Region> parts, int count) {

  static Highlights find(Terminal terminal, List<Phrase> phrases) {
    var parts = new ArrayList<Region>();
    int count = 0;
    var reader = terminal.cells();
    for (int row = 0; row < terminal.rows() && !phrases.isEmpty(); ) {
      var line = new Line();
      boolean goesOn = true;
      while (goesOn && row < terminal.rows()) {
        reader.row(row);
        goesOn = reader.isWrapped();
        line.add(reader, row, terminal.cols());
        row++;
      }
      for (var phrase : phrases) {
        for (var place : phrase.findIn(line.text.toString())) {
          line.mark(place, parts);
          count++;
        }
      }
    }
    return new Highlights(parts, count);
  }

  /// A line of text, and the cell of each of its characters.
  private static final class Line {
    final StringBuilder text = new StringBuilder();
    private final List<Region> cells = new ArrayList<>();

    void add(CellReader reader, int row, int cols) {
      int end = Math.min(cols, reader.end());
      for (int col = 0; col < end; col++) {
        reader.cell(col);
        if (reader.width() == 0) {
          continue;
        }
        var cluster = reader.isHidden() ? " " : reader.cluster();
        text.append(cluster);
        var cell = new Region(row, col, 1, reader.width());
        for (int i = 0; i < cluster.length(); i++) {
          cells.add(cell);
        }
      }
    }

    void mark(Phrase.Place place, List<Region> parts) {
      var part = cells.get(place.start());
      for (int i = place.start() + 1; i < place.end(); i++) {
        var cell = cells.get(i);
        if (cell.row() != part.row()) {
          parts.add(part);
          part = cell;
        } else {
          int end = cell.col() + cell.cols();
          part = new Region(part.row(), part.col(), 1, end - part.col());
        }
      }
      parts.add(part);
    }
  }
}
