package dev.session.screen;

import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The screen as text with SGR and OSC 8 sequences, to be printed on any terminal: no cursor
/// movement, each line begins and ends with the default look.
public final class AnsiText {
  private final StringBuilder out = new StringBuilder();
  private String look = "";
  private @Nullable String link;

  private AnsiText() {}

  static String of(Terminal terminal, SnapshotOptions options) {
    List<String> lines = new ArrayList<>();
    var reader = terminal.cells();
    if (options.scrollback()) {
      for (int line = 0; line < terminal.scrollbackSize(); line++) {
        lines.add(new AnsiText().line(reader.scrollback(line), 0, reader.used()));
      }
    }
    var region = options.region();
    for (int row = region.row(); row < region.endRow(terminal.rows()); row++) {
      reader.row(row);
      int end = Math.min(region.endCol(terminal.cols()), reader.used());
      lines.add(new AnsiText().line(reader, region.col(), end));
    }
    return String.join("\n", lines);
  }

  /// The rows of the screen from `top` on, cut off at the right where there are more than `cols`
  /// columns: one line for each row.
  public static List<String> lines(Terminal terminal, int top, int rows, int cols) {
    List<String> lines = new ArrayList<>();
    var reader = terminal.cells();
    for (int row = top; row < Math.min(top + rows, terminal.rows()); row++) {
      reader.row(row);
      int end = Math.min(Math.min(cols, terminal.cols()), reader.used());
      // The first half of a wide character is no character.
      boolean cut = end < reader.used() && end > 0 && reader.cell(end).width() == 0;
      lines.add(new AnsiText().line(reader, 0, cut ? end - 1 : end));
    }
    return lines;
  }

  private String line(CellReader reader, int from, int end) {
    for (int col = from; col < end; col++) {
      reader.cell(col);
      turnTo(CellLook.sgr(reader));
      linkTo(reader.linkUri());
      out.append(reader.cluster());
    }
    linkTo(null);
    turnTo("");
    return out.toString();
  }

  private void turnTo(String wanted) {
    if (!wanted.equals(look)) {
      out.append("\033[0").append(wanted).append('m');
      look = wanted;
    }
  }

  private void linkTo(@Nullable String wanted) {
    if (wanted == null ? link != null : !wanted.equals(link)) {
      out.append("\033]8;;").append(wanted == null ? "" : wanted).append("\033\\");
      link = wanted;
    }
  }
}
