package dev.session.cli.play;

import dev.session.cli.tty.RawTerminal;
import dev.session.screen.AnsiText;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A screen drawn in the caller's terminal, line by line, of which only those are written that
/// changed. Where it does not fit, the part with the cursor's row is shown; what is right of the
/// edge is cut off.
final class View {
  /// The alternate screen, without a cursor and without breaking lines.
  static final String GREETING = "\033[?1049h\033[?7l\033[?25l\033[0m\033[2J";

  static final String FAREWELL = "\033[0m\033[?7h\033[?25h\033[?1049l";

  private final RawTerminal terminal;
  private RawTerminal.Size size;

  /// What stands in each line now.
  private List<String> shown = List.of();

  View(RawTerminal terminal) {
    this.terminal = terminal;
    size = terminal.size();
  }

  /// Draws everything anew the next time, in the size that the terminal has now.
  void redraw() {
    size = terminal.size();
    shown = List.of();
    terminal.write("\033[0m\033[2J");
  }

  /// Whether a line for the status is free below a screen of this size.
  boolean hasRoomBelow(Terminal screen) {
    return size.rows() > screen.rows();
  }

  /// @param status what is to be told in the last line; null for nothing
  void draw(Terminal screen, @Nullable String status) {
    int rows = status == null ? size.rows() : size.rows() - 1;
    int top = Math.max(0, Math.min(screen.cursorRow() - rows + 1, screen.rows() - rows));
    var lines = new ArrayList<>(AnsiText.lines(screen, top, rows, size.cols()));
    while (lines.size() < rows) {
      lines.add("");
    }
    if (status != null) {
      var text = status.length() > size.cols() ? status.substring(0, size.cols()) : status;
      lines.add("\033[7m" + text + " ".repeat(size.cols() - text.length()) + "\033[0m");
    }
    var out = new StringBuilder("\033[?25l");
    for (int row = 0; row < lines.size(); row++) {
      if (row >= shown.size() || !lines.get(row).equals(shown.get(row))) {
        out.append("\033[").append(row + 1).append("H\033[2K").append(lines.get(row));
      }
    }
    shown = lines;
    int cursorRow = screen.cursorRow() - top;
    if (screen.isCursorVisible() && cursorRow < rows && screen.cursorCol() < size.cols()) {
      out.append("\033[").append(cursorRow + 1).append(';').append(screen.cursorCol() + 1);
      out.append("H\033[?25h");
    }
    terminal.write(out.toString());
  }
}
