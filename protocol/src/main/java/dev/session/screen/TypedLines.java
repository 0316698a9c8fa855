package dev.session.screen;

import dev.session.terminal.ShellMark;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was typed last, and where the cursor stood then: enough to tell the echo of it from other
/// text on the screen.
///
/// The echo of a typed line is what stands where the cursor was, if it is that line (the terminal's
/// echo, or a line editor's); further, what stands behind a prompt that was there when something
/// was typed, or behind what looks like one, if the rest of the line is what was typed (what was
/// typed ahead is echoed once by the terminal and once more by the line editor). A shell with
/// integration marks where its prompt ends, so there it is known, whatever the prompt looks like.
///
/// Owner: whoever feeds the terminal, under the same lock.
public final class TypedLines {
  private static final int LINES_MAX = 32;
  private static final int LINE_MAX_CHARS = 1000;
  private static final String PROMPT_ENDS = "$#%>❯➜»";

  private final Deque<Line> lines = new ArrayDeque<>();

  /// Where prompts ended, by the shell's own marks.
  private final Deque<Place> promptEnds = new ArrayDeque<>();

  /// A cell; the row counts from the first line there ever was.
  private record Place(long row, int col) {}

  /// A line as far as it was typed.
  private static final class Line {
    /// Where its first character would appear: the row counts from the first line there ever was.
    final long row;

    /// What stood before it.
    final String prompt;

    final boolean first;
    final StringBuilder text = new StringBuilder();
    long lastSequence;
    boolean complete;
    boolean shown = true;

    Line(long row, String prompt, boolean first) {
      this.row = row;
      this.prompt = prompt;
      this.first = first;
    }
  }

  /// What has `terminal` tell of the prompts of shells, while it is fed.
  public TerminalListener prompts(Terminal terminal) {
    return new TerminalListener() {
      @Override
      public void shellMark(ShellMark mark) {
        if (mark.kind() == ShellMark.Kind.COMMAND_LINE_STARTED) {
          promptEnds.addLast(
              new Place(terminal.scrollbackTotal() + terminal.cursorRow(), terminal.cursorCol()));
          if (promptEnds.size() > LINES_MAX) {
            promptEnds.removeFirst();
          }
        }
      }
    };
  }

  /// Whether the cursor stands where the last prompt ended: nothing is typed there.
  public boolean isAtPromptEnd(Terminal terminal) {
    var last = promptEnds.peekLast();
    return last != null
        && last.equals(
            new Place(terminal.scrollbackTotal() + terminal.cursorRow(), terminal.cursorCol()));
  }

  /// The input `bytes`, event `sequence`, reaches a program whose terminal is `terminal`.
  public void type(long sequence, byte[] bytes, Terminal terminal) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    boolean first = true;
    var line = lines.peekLast();
    if (line != null && line.complete) {
      line = null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (line == null) {
        line = begin(terminal, first);
      }
      first = false;
      line.lastSequence = sequence;
      if (c == '\r' || c == '\n') {
        line.complete = true;
        line = null;
      } else if (c < ' ' || c == '\177') {
        line.shown = false; // an editor's command: what follows may appear anywhere
      } else if (line.shown && line.text.length() < LINE_MAX_CHARS) {
        line.text.append(c);
      }
    }
  }

  private Line begin(Terminal terminal, boolean first) {
    int row = terminal.cursorRow();
    int col = terminal.cursorCol();
    var before = new StringBuilder();
    var cells = terminal.cells().row(row);
    for (int i = 0; i < Math.min(col, cells.end()); i++) {
      before.append(cells.cell(i).cluster());
    }
    before.repeat(' ', Math.max(0, col - cells.end()));
    var line = new Line(terminal.scrollbackTotal() + row, before.toString(), first);
    lines.add(line);
    if (lines.size() > LINES_MAX) {
      lines.removeFirst();
    }
    return line;
  }

  /// `screen` without the echo of what was just typed.
  ///
  /// @param firstRow what number the screen's first row has, counted from the first line there ever
  ///   was
  /// @param sequence what was typed by this event and later ones; null for the last line
  ScreenText leaveOut(ScreenText screen, long firstRow, @Nullable Long sequence) {
    var typed = justTyped(sequence);
    if (typed.isEmpty()) {
      return screen;
    }
    var prompts = new HashSet<String>();
    for (var line : lines) {
      if (!line.prompt.isBlank()) {
        prompts.add(line.prompt);
      }
    }
    var rows = new ArrayList<String>();
    for (int row = 0; row < screen.lines().size(); row++) {
      rows.add(screen.whole(row));
    }
    for (int start = 0; start < rows.size(); ) {
      int end = start;
      while (end < rows.size() - 1 && screen.goesOn(end)) {
        end++;
      }
      blank(rows, start, end, firstRow, typed, prompts);
      start = end + 1;
    }
    return screen.with(rows);
  }

  private List<Line> justTyped(@Nullable Long sequence) {
    var typed = new ArrayList<Line>();
    for (var line : lines) {
      boolean counts = sequence == null ? line == lines.peekLast() : line.lastSequence >= sequence;
      if (counts && !line.text.isEmpty()) {
        typed.add(line);
      }
    }
    return typed;
  }

  /// Blanks the echo in the rows from `start` to `end`, which are one line.
  private void blank(
      List<String> rows, int start, int end, long firstRow, List<Line> typed, Set<String> prompts) {
    var line = String.join("", rows.subList(start, end + 1));
    for (var each : typed) {
      if (blankBehindMarks(rows, start, end, firstRow, each)) {
        return;
      }
      if (firstRow + end < each.row) {
        continue;
      }
      int at = -1;
      if (each.row >= firstRow + start) {
        at = offset(rows, start, (int) (each.row - firstRow), each);
      }
      if (at < 0 || echoed(line, at, each) == 0) {
        at = behindPrompt(line, each, prompts);
      }
      int length = at < 0 ? 0 : echoed(line, at, each);
      if (length > 0) {
        erase(rows, start, at, length);
        return;
      }
    }
  }

  /// Blanks what was typed where the shell has marked the end of a prompt, in the rows from `start`
  /// to `end`.
  private boolean blankBehindMarks(
      List<String> rows, int start, int end, long firstRow, Line typed) {
    var line = String.join("", rows.subList(start, end + 1));
    for (var place : promptEnds) {
      long row = place.row - firstRow;
      if (row >= start && row <= end && place.row >= typed.row) {
        int at = Math.min(place.col, rows.get((int) row).length());
        for (int i = start; i < row; i++) {
          at += rows.get(i).length();
        }
        int length = echoed(line, at, typed);
        if (length > 0) {
          erase(rows, start, at, length);
          return true;
        }
      }
    }
    return false;
  }

  /// Where in the line the cell is in which the echo of `typed` begins.
  private static int offset(List<String> rows, int start, int row, Line typed) {
    int offset = 0;
    for (int i = start; i < row; i++) {
      offset += rows.get(i).length();
    }
    return offset + Math.min(rows.get(row).length(), typed.prompt.length());
  }

  private static int behindPrompt(String line, Line typed, Set<String> prompts) {
    for (var prompt : prompts) {
      if (line.startsWith(prompt) && isRest(line, prompt.length(), typed)) {
        return prompt.length();
      }
    }
    int at = ScreenText.stripped(line).length() - typed.text.length();
    boolean looksLikeOne =
        at >= 2 && line.charAt(at - 1) == ' ' && PROMPT_ENDS.indexOf(line.charAt(at - 2)) >= 0;
    if (looksLikeOne && isRest(line, at, typed)) {
      return at;
    }
    // What was typed ahead in one piece is echoed line by line, without prompts between.
    return !typed.first && isRest(line, 0, typed) ? 0 : -1;
  }

  private static boolean isRest(String line, int at, Line typed) {
    return ScreenText.stripped(line.substring(at))
        .contentEquals(ScreenText.stripped(typed.text.toString()));
  }

  /// How many characters at `at` are the echo: all that was typed, or, at the end of the line, the
  /// part that has been echoed by now.
  private static int echoed(String line, int at, Line typed) {
    int length = 0;
    while (at + length < line.length()
        && length < typed.text.length()
        && line.charAt(at + length) == typed.text.charAt(length)) {
      length++;
    }
    return length == typed.text.length() || at + length == line.length() ? length : 0;
  }

  private static void erase(List<String> rows, int start, int at, int length) {
    int from = at;
    int left = length;
    for (int row = start; left > 0; row++) {
      var text = rows.get(row);
      if (from < text.length()) {
        int count = Math.min(left, text.length() - from);
        rows.set(row, text.substring(0, from) + " ".repeat(count) + text.substring(from + count));
        left -= count;
        from = 0;
      } else {
        from -= text.length();
      }
    }
  }
}
