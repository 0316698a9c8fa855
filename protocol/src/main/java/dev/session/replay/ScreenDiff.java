package dev.session.replay;

import dev.session.screen.ScreenText;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is different between the screens at two moments.
///
/// @param rows those whose text differs, from top to bottom
/// @param cursor null where it is the same
/// @param title likewise
/// @param size likewise
/// @param screen which of the two screens is shown, likewise
public record ScreenDiff(
    List<Row> rows,
    @Nullable Change cursor,
    @Nullable Change title,
    @Nullable Change size,
    @Nullable Change screen) {
  public ScreenDiff {
    rows = List.copyOf(rows);
  }

  /// A row whose text differs.
  ///
  /// @param before null where that screen had no such row
  /// @param after likewise
  public record Row(int row, @Nullable String before, @Nullable String after) {}

  /// Something else that differs, in words.
  public record Change(String before, String after) {}

  public boolean isEmpty() {
    return rows.isEmpty() && cursor == null && title == null && size == null && screen == null;
  }

  public static ScreenDiff between(Terminal before, Terminal after) {
    return new ScreenDiff(
        rows(ScreenText.of(before).lines(), ScreenText.of(after).lines()),
        change(cursor(before), cursor(after)),
        change(before.title(), after.title()),
        change(size(before), size(after)),
        change(screen(before), screen(after)));
  }

  private static List<Row> rows(List<String> before, List<String> after) {
    var rows = new ArrayList<Row>();
    for (int row = 0; row < Math.max(before.size(), after.size()); row++) {
      var old = row < before.size() ? before.get(row) : null;
      var now = row < after.size() ? after.get(row) : null;
      // A row that was not there and one without text look alike.
      if (!(old == null ? "" : old).equals(now == null ? "" : now)) {
        rows.add(new Row(row, old, now));
      }
    }
    return rows;
  }

  private static @Nullable Change change(String before, String after) {
    return before.equals(after) ? null : new Change(before, after);
  }

  private static String cursor(Terminal terminal) {
    return "row "
        + terminal.cursorRow()
        + ", column "
        + terminal.cursorCol()
        + (terminal.isCursorVisible() ? "" : ", hidden");
  }

  private static String size(Terminal terminal) {
    return terminal.cols() + "x" + terminal.rows();
  }

  private static String screen(Terminal terminal) {
    return terminal.isAlternateScreen() ? "alternate" : "primary";
  }
}
