package dev.session.screen;

import dev.session.terminal.CellColor;
import dev.session.terminal.CellReader;

/// The look of a cell as SGR parameters (ECMA-48 8.3.117, with xterm's and kitty's extensions).
public final class CellLook {
  private static final int BRIGHT_FROM = 8;
  private static final int EXTENDED_FROM = 16;

  private CellLook() {}

  /// The SGR parameters of a cell after a reset, each with a semicolon before it.
  public static String sgr(CellReader cell) {
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
