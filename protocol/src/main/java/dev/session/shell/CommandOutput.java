package dev.session.shell;

import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;

/// What a command printed, without prompt and echo.
///
/// @param bytes as it printed them; the last ones, where it was more than a MiB
/// @param truncated whether more came before
public record CommandOutput(
    @SuppressWarnings("ArrayRecordComponent") // large, never compared, not worth a copy
        byte[] bytes,
    boolean truncated) {
  /// More lines than so many bytes can make.
  private static final int LINES_MAX = OutputTail.MAX_BYTES;

  /// Few, because what is not on the screen costs less.
  private static final int ROWS = 24;

  public static final CommandOutput NONE = new CommandOutput(new byte[0], false);

  /// What a person would have seen on a terminal with so many columns: carriage returns and colours
  /// are carried out, lines that the edge broke are whole. No spaces at the end of a line, no empty
  /// lines and no line feed at the end.
  public String text(int cols) {
    var options = TerminalOptions.defaults().withScrollbackLines(LINES_MAX).withReplies(false);
    var terminal = new Terminal(cols, ROWS, options);
    terminal.feed(bytes, firstWhole(), bytes.length - firstWhole());
    var text = new StringBuilder();
    var cells = terminal.cells();
    for (int line = 0; line < terminal.scrollbackSize(); line++) {
      append(text, cells.scrollback(line));
    }
    for (int row = 0; row < ROWS; row++) {
      append(text, cells.row(row));
    }
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == ' ')) {
      end--;
    }
    return text.substring(0, end);
  }

  private static void append(StringBuilder text, CellReader line) {
    if (line.isWrapped()) {
      text.append(line.unstrippedText());
    } else {
      text.append(line.text()).append('\n');
    }
  }

  // Half a line, or half an escape sequence, is no line.
  private int firstWhole() {
    if (!truncated) {
      return 0;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }
}
