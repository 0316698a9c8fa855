package dev.session.terminal.conformance;

import java.util.ArrayList;
import java.util.List;

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
    var lines = new ArrayList<String>();
    lines.add("size " + terminal.cols() + "x" + terminal.rows());
    lines.add(
        "cursor %d,%d %s %s%s"
            .formatted(
                terminal.cursorRow(),
                terminal.cursorCol(),
                terminal.mode("?25") ? "visible" : "hidden",
                terminal.cursorBlinks() ? "blinking " : "",
                terminal.cursorShape()));
    if (!terminal.title().isEmpty()) {
      lines.add("title " + terminal.title());
    }
    terminal.changedModes().forEach(mode -> lines.add("mode " + mode));
    List<String> screen = terminal.screen();
    List<Integer> wrapped = terminal.wrappedRows();
    for (int row = 0; row < terminal.rows(); row++) {
      String size = terminal.lineSize(row);
      lines.add(
          "%2d |%s|%s%s"
              .formatted(
                  row,
                  screen.get(row),
                  wrapped.contains(row) ? " wrapped" : "",
                  size.isEmpty() ? "" : " " + size));
      addRuns(lines, terminal, row);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void addRuns(List<String> lines, TerminalUnderTest terminal, int row) {
    int from = 0;
    while (from < terminal.cols()) {
      String look = terminal.look(row, from);
      int to = from + 1;
      while (to < terminal.cols() && terminal.look(row, to).equals(look)) {
        to++;
      }
      if (!look.isEmpty()) {
        lines.add("%9d-%d %s".formatted(from, to - 1, look));
      }
      from = to;
    }
  }
}
