package dev.session.cli.dashboard;

import java.util.ArrayList;
import java.util.List;

/// Draws what is asked and answered: dialogs in the middle, hints and what is typed at the bottom.
final class DialogView {
  private record Hint(String key, String meaning) {}

  private static final List<Hint> HELP =
      List.of(
          new Hint("↑ ↓  k j", "move in the list; pan the screen"),
          new Hint("← →  h l", "pan the screen; go through time"),
          new Hint("Tab", "list, screen, timeline"),
          new Hint("Enter", "one session alone, and back"),
          new Hint("z", "many sessions at once"),
          new Hint("Esc", "a step back"),
          new Hint("a", "active sessions, or all"),
          new Hint("f", "filter the list"),
          new Hint("H", "another home"),
          new Hint("", ""),
          new Hint("< >", "back and forth in time"),
          new Hint(", .", "the event before, the event after"),
          new Hint("[ ]", "the mark before, the mark after"),
          new Hint("/  n N", "look for text; next, previous"),
          new Hint("L", "back to the present"),
          new Hint("", ""),
          new Hint("A", "attach: type into the session"),
          new Hint("S", "screenshot of what is shown"),
          new Hint("D", "destroy, after a question"),
          new Hint("", ""),
          new Hint("Ctrl+L", "draw anew"),
          new Hint("q  Ctrl+C", "leave; sessions go on"));

  private static final int HELP_KEY_COLS = 12;
  private static final int BOX_MARGIN_COLS = 2;

  private final Canvas canvas;

  DialogView(Canvas canvas) {
    this.canvas = canvas;
  }

  /// The last row.
  void hints(State state, Rect area) {
    switch (state.dialog()) {
      case Dialog.Filter(String text, String _) -> typed(area, "Filter:", text);
      case Dialog.Search(String text) -> typed(area, "Look for:", text);
      case Dialog.Help _, Dialog.Homes _, Dialog.Destroy _ -> {}
      case null -> {
        var notice = state.notice();
        if (notice != null && state.layout() != Layout.SPLIT) {
          var look = notice.bad() ? Look.BAD : Look.ACCENT;
          canvas.text(area.col() + 1, area.row(), area.cols() - 2, notice.text(), look);
        } else {
          hintRow(area, hintsFor(state));
        }
      }
    }
  }

  private void typed(Rect area, String label, String text) {
    int end = canvas.text(area.col() + 1, area.row(), area.cols() - 2, label, Look.STRONG) + 1;
    int room = area.endCol() - end - 1;
    var shown = text;
    while (canvas.width(shown) >= room && !shown.isEmpty()) {
      shown = shown.substring(shown.offsetByCodePoints(0, 1));
    }
    canvas.text(end, area.row(), room, shown, Look.PLAIN);
    // A blank at the end has a width too.
    int blanks = shown.length() - shown.stripTrailing().length();
    int caret = end + canvas.width(shown) + blanks;
    canvas.put(Math.min(caret, area.endCol() - 1), area.row(), " ", Look.CHOSEN);
  }

  private static List<Hint> hintsFor(State state) {
    var hints = new ArrayList<Hint>();
    hints.add(new Hint("?", "help"));
    hints.add(new Hint("q", "quit"));
    switch (state.layout()) {
      case SPLIT -> {
        hints.add(new Hint("Tab", "focus"));
        hints.add(new Hint("Enter", "maximise"));
        hints.add(new Hint("z", "overview"));
        hints.add(new Hint("a", state.list().withEnded() ? "active only" : "all"));
      }
      case MAXIMISED -> hints.add(new Hint("Enter", "restore"));
      case OVERVIEW -> {
        hints.add(new Hint("z", "list"));
        hints.add(new Hint("Enter", "maximise"));
        hints.add(new Hint("a", state.list().withEnded() ? "active only" : "all"));
      }
    }
    if (state.layout() != Layout.OVERVIEW) {
      hints.add(new Hint("< >", "time"));
      if (state.scenes().past() != null) {
        hints.add(new Hint("L", "live"));
      }
      hints.add(new Hint("/", "search"));
    }
    hints.add(new Hint("f", "filter"));
    return hints;
  }

  private void hintRow(Rect area, List<Hint> hints) {
    int col = area.col() + 1;
    for (var hint : hints) {
      int cols = canvas.width(hint.key()) + 1 + canvas.width(hint.meaning());
      if (col + cols > area.endCol() - 1) {
        return;
      }
      col = canvas.text(col, area.row(), cols, hint.key(), Look.STRONG) + 1;
      col = canvas.text(col, area.row(), cols, hint.meaning(), Look.FAINT) + 2;
    }
  }

  /// The dialog in the middle, if there is one.
  void draw(State state) {
    switch (state.dialog()) {
      case Dialog.Help(int top) -> help(state, top);
      case Dialog.Homes homes -> homes(state, homes);
      case Dialog.Destroy(SessionEntry session) -> destroy(state, session);
      case Dialog.Filter _, Dialog.Search _ -> {}
      case null -> {}
    }
  }

  private void help(State state, int top) {
    int width = 0;
    for (var hint : HELP) {
      width = Math.max(width, HELP_KEY_COLS + canvas.width(hint.meaning()));
    }
    var inner = box(state, "Keys", width, HELP.size());
    int first = Math.clamp(top, 0, Math.max(0, HELP.size() - inner.rows()));
    for (int i = 0; i < inner.rows(); i++) {
      var hint = HELP.get(first + i);
      canvas.text(inner.col(), inner.row() + i, HELP_KEY_COLS - 1, hint.key(), Look.STRONG);
      int col = inner.col() + HELP_KEY_COLS;
      canvas.text(col, inner.row() + i, inner.endCol() - col, hint.meaning(), Look.PLAIN);
    }
  }

  private void homes(State state, Dialog.Homes dialog) {
    var homes = dialog.homes();
    if (homes.isEmpty()) {
      var inner = box(state, "Homes", 40, 1);
      canvas.text(inner.col(), inner.row(), inner.cols(), "No home is known yet.", Look.PLAIN);
      return;
    }
    int width = 0;
    for (var home : homes) {
      width = Math.max(width, canvas.width(line(home)));
    }
    var inner = box(state, "Homes", width, homes.size());
    int first = Math.clamp(dialog.index() - inner.rows() / 2, 0, homes.size() - inner.rows());
    for (int i = 0; i < inner.rows(); i++) {
      boolean chosen = first + i == dialog.index();
      var look = chosen ? Look.CHOSEN : Look.PLAIN;
      canvas.fill(new Rect(inner.col(), inner.row() + i, inner.cols(), 1), " ", look);
      canvas.text(inner.col(), inner.row() + i, inner.cols(), line(homes.get(first + i)), look);
    }
  }

  private static String line(HomeEntry home) {
    var counts = home.active() + " active of " + home.total();
    return counts + " ".repeat(Math.max(2, 18 - counts.length())) + home.home().directory();
  }

  private void destroy(State state, SessionEntry session) {
    var question =
        session.active()
            ? "End the program of " + session.label() + "?"
            : session.label() + " has ended. Mark it as destroyed?";
    var meaning =
        session.active()
            ? "Its processes are ended; its history stays."
            : "Nothing is removed by that; 'session gc' does it.";
    var answers = "y  yes      any other key  no";
    int width = Math.max(canvas.width(question), canvas.width(meaning));
    var inner = box(state, "Destroy", Math.max(width, answers.length()), 4);
    canvas.text(inner.col(), inner.row(), inner.cols(), question, Look.STRONG);
    canvas.text(inner.col(), inner.row() + 1, inner.cols(), meaning, Look.PLAIN);
    canvas.text(inner.col(), inner.row() + inner.rows() - 1, inner.cols(), answers, Look.ACCENT);
  }

  /// A box in the middle of the screen, as large as its content or as the screen allows; its
  /// inside.
  private Rect box(State state, String title, int contentCols, int contentRows) {
    int cols = Math.min(contentCols, state.cols() - 2 - 2 * BOX_MARGIN_COLS);
    int rows = Math.min(contentRows, state.rows() - 2);
    int boxCols = cols + 2 + 2 * BOX_MARGIN_COLS;
    int col = Math.max(0, (state.cols() - boxCols) / 2);
    int row = Math.max(0, (state.rows() - rows - 2) / 2);
    int right = col + boxCols - 1;
    int bottom = row + rows + 1;
    canvas.clear(new Rect(col, row, boxCols, rows + 2));
    canvas.fill(new Rect(col, row, boxCols, 1), "─", Look.ACCENT);
    canvas.fill(new Rect(col, bottom, boxCols, 1), "─", Look.ACCENT);
    canvas.fill(new Rect(col, row, 1, rows + 2), "│", Look.ACCENT);
    canvas.fill(new Rect(right, row, 1, rows + 2), "│", Look.ACCENT);
    canvas.put(col, row, "┌", Look.ACCENT);
    canvas.put(right, row, "┐", Look.ACCENT);
    canvas.put(col, bottom, "└", Look.ACCENT);
    canvas.put(right, bottom, "┘", Look.ACCENT);
    canvas.put(col + 1, row, " ", Look.ACCENT);
    int end = canvas.text(col + 2, row, boxCols - 4, title, Look.ACCENT.strong());
    canvas.put(end, row, " ", Look.ACCENT);
    return new Rect(col + 1 + BOX_MARGIN_COLS, row + 1, cols, rows);
  }
}
