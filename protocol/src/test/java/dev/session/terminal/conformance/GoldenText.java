package dev.session.terminal.conformance;

import java.util.Locale;

/// A terminal as text for people: size, cursor, title, the modes that are not as after a reset, and
/// each row between bars, followed by the runs of cells that do not look plain.
///
/// ```
/// size 80x24
/// cursor 2,5 visible block
/// title hello
/// mode ?2004 on
///  0 |user@host:~$ ls|
///        0-8 fg=2 bold
///  1 |a line that goes on in the ne| wrapped
/// ```
final class GoldenText {
  private GoldenText() {}

  static String of(TerminalUnderTest terminal) {
    var text = new StringBuilder();
    line(text, "size %dx%d", terminal.cols(), terminal.rows());
    line(
        text,
        "cursor %d,%d %s %s%s",
        terminal.cursorRow(),
        terminal.cursorCol(),
        terminal.mode("?25") ? "visible" : "hidden",
        terminal.cursorBlinks() ? "blinking " : "",
        terminal.cursorShape());
    if (!terminal.title().isEmpty()) {
      line(text, "title %s", terminal.title());
    }
    terminal.changedModes().forEach(mode -> line(text, "mode %s", mode));
    for (int row = 0; row < terminal.rows(); row++) {
      String size = terminal.lineSize(row);
      line(
          text,
          "%2d |%s|%s%s",
          row,
          terminal.screen().get(row).stripTrailing(),
          terminal.wrappedRows().contains(row) ? " wrapped" : "",
          size.isEmpty() ? "" : " " + size);
      runs(text, terminal, row);
    }
    return text.toString();
  }

  private static void runs(StringBuilder text, TerminalUnderTest terminal, int row) {
    int from = 0;
    while (from < terminal.cols()) {
      String look = terminal.look(row, from);
      int to = from + 1;
      while (to < terminal.cols() && terminal.look(row, to).equals(look)) {
        to++;
      }
      if (!look.isEmpty()) {
        line(text, "%9d-%d %s", from, to - 1, look);
      }
      from = to;
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
