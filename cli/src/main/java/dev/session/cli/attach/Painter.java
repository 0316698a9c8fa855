package dev.session.cli.attach;

import dev.session.cli.tty.RawTerminal.Size;
import dev.session.screen.CellLook;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.util.Arrays;

/// Makes the bytes that bring the caller's terminal from the picture it shows to the session's
/// screen: only cells that have changed, where they are.
///
/// A terminal that is smaller than the session shows the part with the cursor; on one that is
/// larger the rest stays empty. Owner: the painting thread.
final class Painter {
  private static final Cell EMPTY = new Cell(" ", "");

  /// The right half of a wide character.
  private static final Cell TRAILER = new Cell("", "");

  /// What nobody knows: it is painted in any case.
  private static final Cell UNKNOWN = new Cell("", "?");

  /// The levels of a component in xterm's cube of 216 colours.
  private static final int[] CUBE = {0, 0x5f, 0x87, 0xaf, 0xd7, 0xff};

  private record Cell(String text, String look) {}

  private final Abilities abilities;
  private final OuterModes modes;
  private final boolean keys;
  private final StringBuilder out = new StringBuilder();
  private Size size = new Size(0, 0);
  private Cell[][] shown = new Cell[0][0];
  private int firstRow;
  private int firstCol;
  private String look = "";
  private int penRow = -1;
  private int penCol = -1;
  private int bells;
  private String lastCursor = "";

  /// @param keys whether what the caller types reaches the session
  /// @param session what the session is called
  Painter(Abilities abilities, boolean keys, String session) {
    this.abilities = abilities;
    this.keys = keys;
    modes = new OuterModes(abilities.extended(), session);
  }

  /// Begins anew on a terminal of this size whose contents are not known.
  void begin(Size newSize) {
    size = newSize;
    shown = new Cell[size.rows()][size.cols()];
    for (var row : shown) {
      Arrays.fill(row, EMPTY);
    }
    look = "";
    penRow = -1;
    out.append("\033[0m\033[H\033[2J").append(modes.again());
  }

  /// The bytes for what has changed; empty where nothing has.
  ///
  /// @param notice what the last row says over the session's; empty for nothing
  String paint(Terminal terminal, int rung, String notice) {
    look(terminal);
    int rows = Math.min(size.rows(), terminal.rows());
    var reader = terminal.cells();
    for (int row = 0; row < size.rows(); row++) {
      if (!notice.isEmpty() && row == size.rows() - 1) {
        paintNotice(row, notice);
      } else if (row < rows) {
        paintRow(reader.row(row + firstRow), row, terminal.cols());
      } else {
        clearRow(row, 0);
      }
    }
    boolean changed = out.length() > 0;
    var switched =
        modes.update(terminal, firstRow == 0 && firstCol == 0, keys)
            + (rung != bells ? "\007" : "");
    bells = rung;
    var cursor = cursor(terminal, changed);
    var painted = out.toString();
    out.setLength(0);
    return frame(changed, painted, switched, cursor);
  }

  private String frame(boolean changed, String painted, String switched, String cursor) {
    if (!changed) {
      return switched + cursor;
    }
    boolean sync = abilities.extended();
    return (sync ? "\033[?2026h" : "")
        + "\033[?25l"
        + painted
        + switched
        + cursor
        + (sync ? "\033[?2026l" : "");
  }

  /// Moves the part that is shown to where the cursor is.
  private void look(Terminal terminal) {
    firstRow = first(firstRow, terminal.cursorRow(), size.rows(), terminal.rows());
    firstCol = first(firstCol, terminal.cursorCol(), size.cols(), terminal.cols());
  }

  private static int first(int was, int cursor, int shownCells, int cells) {
    int least = Math.max(0, cursor - shownCells + 1);
    return Math.clamp(
        Math.clamp(was, least, Math.max(least, cursor)), 0, Math.max(0, cells - shownCells));
  }

  private void paintRow(CellReader reader, int row, int cols) {
    int end = Math.min(size.cols(), cols - firstCol);
    int used = Math.min(end, Math.max(0, reader.used() - firstCol));
    for (int col = 0; col < used; col++) {
      reader.cell(col + firstCol);
      int width = reader.width();
      // Halves of wide characters at the edges cannot be shown.
      if (width == 0 && col == 0 || width == 2 && col == end - 1) {
        put(row, col, EMPTY, 1);
      } else if (width > 0) {
        put(row, col, cell(reader), width);
      }
    }
    clearRow(row, used);
  }

  /// Erases the rest of a row, so that it is as empty as the session's.
  private void clearRow(int row, int from) {
    for (int col = from; col < size.cols(); col++) {
      if (!shown[row][col].equals(EMPTY)) {
        turnTo("");
        moveTo(row, from);
        forgetHalf(row, from);
        out.append("\033[K");
        Arrays.fill(shown[row], from, size.cols(), EMPTY);
        return;
      }
    }
  }

  private void paintNotice(int row, String notice) {
    var text = " " + notice + " ";
    for (int col = 0; col < size.cols(); col++) {
      put(row, col, new Cell(col < text.length() ? text.substring(col, col + 1) : " ", ";7"), 1);
    }
  }

  private void put(int row, int col, Cell cell, int width) {
    if (cell.equals(shown[row][col])) {
      return;
    }
    moveTo(row, col);
    turnTo(cell.look());
    out.append(cell.text());
    forgetHalf(row, col);
    shown[row][col] = cell;
    if (width == 2) {
      forgetHalf(row, col + 1);
      shown[row][col + 1] = TRAILER;
    }
    // Terminals disagree about the width of some characters, and about the cursor at the edge.
    boolean sure = cell.text().length() == 1 && cell.text().charAt(0) < 0x7f;
    penRow = sure && col + 1 < size.cols() ? row : -1;
    penCol = col + 1;
  }

  private void moveTo(int row, int col) {
    if (penRow != row || penCol != col) {
      out.append("\033[").append(row + 1).append(';').append(col + 1).append('H');
      penRow = row;
      penCol = col;
    }
  }

  private void turnTo(String wanted) {
    if (!wanted.equals(look)) {
      out.append("\033[0").append(wanted).append('m');
      look = wanted;
    }
  }

  /// Half of a wide character that is written over is no more, on either side.
  private void forgetHalf(int row, int col) {
    if (shown[row][col].equals(TRAILER) && col > 0) {
      shown[row][col - 1] = UNKNOWN;
    }
    if (col + 1 < size.cols() && shown[row][col + 1].equals(TRAILER)) {
      shown[row][col + 1] = UNKNOWN;
    }
  }

  private Cell cell(CellReader reader) {
    var cluster = reader.cluster();
    if (cluster.length() == 1 && cluster.charAt(0) >= ' ' && cluster.charAt(0) < 0x7f) {
      return new Cell(cluster, sgr(reader));
    }
    if (!abilities.unicode() || cluster.codePoints().anyMatch(Character::isISOControl)) {
      return new Cell(Ascii.of(reader.codePoint()) + (reader.width() == 2 ? " " : ""), sgr(reader));
    }
    return new Cell(cluster, sgr(reader));
  }

  private String sgr(CellReader reader) {
    var sgr = CellLook.sgr(reader);
    if (sgr.isEmpty() || abilities.extended() && abilities.colors() == Abilities.TRUE_COLOR) {
      return sgr;
    }
    return reduced(sgr);
  }

  /// The look for a terminal with fewer colours and one kind of underline.
  private String reduced(String sgr) {
    var parts = sgr.substring(1).split(";", -1);
    var reduced = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      var part = parts[i];
      boolean extended = part.equals("38") || part.equals("48") || part.equals("58");
      if (!extended) {
        reduced.append(';').append(part.startsWith("4:") ? "4" : part);
        continue;
      }
      boolean rgb = parts[i + 1].equals("2");
      int index =
          rgb
              ? nearest(number(parts[i + 2]), number(parts[i + 3]), number(parts[i + 4]))
              : number(parts[i + 2]);
      i += rgb ? 4 : 2;
      if (abilities.colors() >= Abilities.INDEXED) {
        reduced.append(';').append(part).append(";5;").append(index);
      } else if (!part.equals("58")) {
        reduced.append(';').append((part.equals("38") ? 30 : 40) + basic(index));
      }
    }
    return reduced.toString();
  }

  private static int number(String part) {
    return Integer.parseInt(part);
  }

  private static int nearest(int red, int green, int blue) {
    return 16 + 36 * level(red) + 6 * level(green) + level(blue);
  }

  private static int level(int component) {
    int best = 0;
    for (int i = 1; i < CUBE.length; i++) {
      if (Math.abs(CUBE[i] - component) < Math.abs(CUBE[best] - component)) {
        best = i;
      }
    }
    return best;
  }

  /// The nearest of the eight plain colours.
  private static int basic(int index) {
    if (index < 16) {
      return index % 8;
    }
    if (index >= 232) {
      return index < 244 ? 0 : 7;
    }
    int cube = index - 16;
    return (cube / 36 > 2 ? 1 : 0) | (cube / 6 % 6 > 2 ? 2 : 0) | (cube % 6 > 2 ? 4 : 0);
  }

  private String cursor(Terminal terminal, boolean changed) {
    int row = terminal.cursorRow() - firstRow;
    int col = terminal.cursorCol() - firstCol;
    boolean visible =
        terminal.isCursorVisible()
            && row >= 0
            && row < size.rows()
            && col >= 0
            && col < size.cols();
    var cursor = visible ? "\033[" + (row + 1) + ";" + (col + 1) + "H\033[?25h" : "\033[?25l";
    if (!changed && cursor.equals(lastCursor)) {
      return "";
    }
    lastCursor = cursor;
    penRow = -1;
    return cursor;
  }
}
