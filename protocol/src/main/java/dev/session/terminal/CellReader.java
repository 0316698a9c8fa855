package dev.session.terminal;

import org.jspecify.annotations.Nullable;

/// Reads the cells of a row without allocating. It is a cursor: [#row] or [#scrollback] chooses a
/// row, [#cell] a cell of it, the other methods tell about that. Valid until the terminal is fed
/// again.
public final class CellReader {
  private static final String[] ASCII = new String[128];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = String.valueOf((char) c);
    }
  }

  private final TerminalState state;
  private final Row historyRow;
  private final StringBuilder builder = new StringBuilder();
  private Row row;
  private int col;
  private int cell;
  private long style;
  private long extra;

  CellReader(TerminalState state) {
    this.state = state;
    row = state.screen.grid.row(0);
    historyRow = new Row(1);
  }

  /// Chooses a row of the screen and its first cell.
  public CellReader row(int screenRow) {
    java.util.Objects.checkIndex(screenRow, state.screen.rows());
    row = state.screen.grid.row(screenRow);
    return cell(0);
  }

  /// Chooses a row of the primary screen, also while the alternate one is shown, and its first
  /// cell.
  public CellReader primaryRow(int screenRow) {
    row = state.screen.primary.row(java.util.Objects.checkIndex(screenRow, state.screen.rows()));
    return cell(0);
  }

  /// Chooses a line of the scrollback, 0 the oldest, and its first cell.
  public CellReader scrollback(int line) {
    Scrollback scrollback = state.screen.scrollback;
    java.util.Objects.checkIndex(line, scrollback.size());
    int cols = Math.max(state.screen.cols(), scrollback.cells(line));
    if (cols > historyRow.cols()) {
      historyRow.setCols(cols);
    }
    scrollback.read(line, historyRow);
    row = historyRow;
    return cell(0);
  }

  /// Chooses a cell of the row.
  public CellReader cell(int column) {
    col = column;
    cell = row.text[column];
    style = row.style[column];
    extra = row.extraAt(column);
    return this;
  }

  public int column() {
    return col;
  }

  /// Where the row's text ends: behind its last cell that is not blank.
  public int end() {
    return row.textEnd();
  }

  /// Where the row ends for a painter: behind its last cell that shows anything, a background
  /// included.
  public int used() {
    return row.used;
  }

  /// The row's text goes on in the next one.
  public boolean isWrapped() {
    return row.wrapped;
  }

  public LineSize lineSize() {
    return LineSize.of(row.size);
  }

  /// The row's canonical text, as [Terminal#lineText] gives it. Hidden characters are not seen.
  public String text() {
    build();
    int length = builder.length();
    while (length > 0 && builder.charAt(length - 1) == ' ') {
      length--;
    }
    builder.setLength(length);
    return builder.toString();
  }

  /// What the row contributes to a line that goes on in the next row: its text with the spaces that
  /// were written at its end.
  public String unstrippedText() {
    build();
    return builder.toString();
  }

  private void build() {
    builder.setLength(0);
    int end = row.textEnd();
    for (int c = 0; c < end; c++) {
      if ((row.style[c] & Style.HIDDEN) != 0) {
        builder.append(' ');
      } else {
        append(row.text[c]);
      }
    }
  }

  private void append(int value) {
    if (value == Row.TRAILER) {
      return;
    }
    if ((value & Row.CLUSTER) != 0) {
      for (int code : state.screen.clusters.get(value)) {
        builder.appendCodePoint(code);
      }
    } else {
      int code = value & Row.CODE;
      builder.appendCodePoint(code == 0 ? ' ' : code);
    }
  }

  /// The cell's grapheme cluster; a blank is a space, the cell behind a wide character empty.
  public String cluster() {
    if (cell == Row.TRAILER) {
      return "";
    }
    if (cell < ASCII.length) {
      return ASCII[cell == 0 ? ' ' : cell];
    }
    builder.setLength(0);
    append(cell);
    return builder.toString();
  }

  /// The first code point of the cluster, 0 for a blank or the cell behind a wide character.
  public int codePoint() {
    if (cell == Row.TRAILER) {
      return 0;
    }
    return (cell & Row.CLUSTER) != 0 ? state.screen.clusters.get(cell)[0] : cell & Row.CODE;
  }

  /// Nothing was written here.
  public boolean isBlank() {
    return cell == 0;
  }

  /// 1, 2, or 0 for the cell behind a wide character.
  public int width() {
    return cell == Row.TRAILER ? 0 : (cell & Row.WIDE) != 0 ? 2 : 1;
  }

  /// As [CellColor] reads it.
  public int foreground() {
    return Style.foreground(style);
  }

  public int background() {
    return Style.background(style);
  }

  public int underlineColor() {
    return Style.underlineColor(extra);
  }

  public boolean isBold() {
    return (style & Style.BOLD) != 0;
  }

  public boolean isDim() {
    return (style & Style.DIM) != 0;
  }

  public boolean isItalic() {
    return (style & Style.ITALIC) != 0;
  }

  public UnderlineStyle underline() {
    return UnderlineStyle.of(Style.underline(style));
  }

  public boolean isBlinking() {
    return (style & Style.BLINK) != 0;
  }

  public boolean isInverse() {
    return (style & Style.INVERSE) != 0;
  }

  public boolean isHidden() {
    return (style & Style.HIDDEN) != 0;
  }

  public boolean isStruckOut() {
    return (style & Style.STRIKE) != 0;
  }

  public boolean isOverlined() {
    return (style & Style.OVERLINE) != 0;
  }

  /// Protected from selective erasing (DECSCA) or from erasing (SPA).
  public boolean isProtected() {
    return (style & Style.PROTECTED) != 0;
  }

  /// Everything about the cell's look but its link, in one number: equal for equal looks.
  public long appearance() {
    return style;
  }

  /// The link's URI, or null.
  public @Nullable String linkUri() {
    Links.Link link = state.screen.links.get(Style.link(extra));
    return link == null ? null : link.uri();
  }

  /// The `id` that the application gave the link, empty if none; null without a link.
  public @Nullable String linkId() {
    Links.Link link = state.screen.links.get(Style.link(extra));
    return link == null ? null : link.id();
  }

  /// The link's number in this terminal, 0 without a link.
  public int linkNumber() {
    return state.screen.links.get(Style.link(extra)) == null ? 0 : Style.link(extra);
  }
}
