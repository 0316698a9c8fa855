package dev.session.cli.output;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows with aligned columns. Cells are made safe for a terminal; on one, the last column is cut to
/// its width, elsewhere nothing is.
///
/// Limit: every code point counts as one column.
public final class Table {
  private static final String GAP = "  ";
  private static final int LAST_COLUMN_MIN = 10;

  private final @Nullable List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(@Nullable List<String> header) {
    this.header = header;
  }

  public static Table withHeader(String... titles) {
    return new Table(List.of(titles));
  }

  public static Table withoutHeader() {
    return new Table(null);
  }

  /// Adds a row; all rows have the same number of cells.
  public Table row(String... cells) {
    var row = new ArrayList<String>(cells.length);
    for (var cell : cells) {
      row.add(SafeText.of(cell));
    }
    rows.add(row);
    return this;
  }

  /// The rows as lines, each ended by a newline.
  public String text(Appearance appearance) {
    int[] widths = widths();
    var text = new StringBuilder();
    if (header != null) {
      var line = new StringBuilder();
      appendRow(line, header, widths, appearance);
      text.append(appearance.paint(Style.HEADING, line.toString())).append('\n');
    }
    for (var row : rows) {
      appendRow(text, row, widths, appearance);
      text.append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int columns = header != null ? header.size() : rows.isEmpty() ? 0 : rows.getFirst().size();
    int[] widths = new int[columns];
    for (int column = 0; column < columns; column++) {
      if (header != null) {
        widths[column] = width(header.get(column));
      }
      for (var row : rows) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    return widths;
  }

  private static void appendRow(
      StringBuilder text, List<String> row, int[] widths, Appearance appearance) {
    int used = 0;
    int last = row.size() - 1;
    for (int column = 0; column < last; column++) {
      var cell = row.get(column);
      text.append(cell).repeat(' ', widths[column] - width(cell)).append(GAP);
      used += widths[column] + GAP.length();
    }
    var cell = row.get(last);
    int room = Math.max(LAST_COLUMN_MIN, appearance.width() - used);
    if (appearance.terminal() && width(cell) > room) {
      text.append(cell, 0, cell.offsetByCodePoints(0, room - 1)).append('…');
    } else {
      text.append(cell);
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
