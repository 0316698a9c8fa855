package dev.session.screen;

import dev.session.terminal.CellColor;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The screen as text with SGR and OSC 8 sequences, to be printed on any terminal: no cursor
/// movement, each line begins and ends with the default look.
public final class AnsiText {
  private static final int BRIGHT_FROM = 8;
  private static final int EXTENDED_FROM = 16;

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
      turnTo(look(reader));
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

  /// The SGR parameters of a cell after a reset, each with a semicolon before it.
  private static String look(CellReader cell) {
    var sgr = new StringBuilder();
    add(sgr, cell.isBold(), ";1");
    add(sgr, cell.isDim(), ";2");
    add(sgr, cell.isItalic(), ";3");
    sgr.append(
        switch (cell.underline()) {
          case NONE -> "";
          case SINGLE -> ";4";
          case DOUBLE -> ";4:2";
          case CURLY -> ";4:3";
          case DOTTED -> ";4:4";
          case DASHED -> ";4:5";
        });
    add(sgr, cell.isBlinking(), ";5");
    add(sgr, cell.isInverse(), ";7");
    add(sgr, cell.isHidden(), ";8");
    add(sgr, cell.isStruckOut(), ";9");
    add(sgr, cell.isOverlined(), ";53");
    color(sgr, cell.foreground(), 30, 90, "38");
    color(sgr, cell.background(), 40, 100, "48");
    color(sgr, cell.underlineColor(), -1, -1, "58");
    return sgr.toString();
  }

  private static void add(StringBuilder sgr, boolean on, String parameter) {
    if (on) {
      sgr.append(parameter);
    }
  }

  /// @param base the parameter of the first of the eight plain colours; negative where there is
  ///   none
  private static void color(StringBuilder sgr, int color, int base, int bright, String extended) {
    if (CellColor.isRgb(color)) {
      int rgb = CellColor.rgb(color);
      sgr.append(';').append(extended).append(";2;").append(rgb >> 16 & 0xff);
      sgr.append(';').append(rgb >> 8 & 0xff).append(';').append(rgb & 0xff);
    } else if (CellColor.isIndexed(color)) {
      int index = CellColor.index(color);
      sgr.append(';');
      if (base < 0 || index >= EXTENDED_FROM) {
        sgr.append(extended).append(";5;").append(index);
      } else {
        sgr.append(index < BRIGHT_FROM ? base + index : bright + index - BRIGHT_FROM);
      }
    }
  }
}
