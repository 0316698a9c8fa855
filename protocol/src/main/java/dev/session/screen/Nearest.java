package dev.session.screen;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where on a screen a text nearly stands: the row with the part that the fewest edits (characters
/// inserted, left out or replaced) turn into the text.
///
/// @param row 0-based
/// @param edits how many edits that takes
public record Nearest(int row, int edits) {
  private static final Pattern NOT_LITERAL =
      Pattern.compile("\\\\[a-zA-Z]|[\\\\^$.|?*+()\\[\\]{}]");

  /// The row that is nearest to what is looked for, or null if none has more than half of it.
  ///
  /// @param text null if a regular expression is looked for, of which the literal parts count
  /// @param firstRow the row of the first of `lines`
  public static @Nullable Nearest of(
      @Nullable String text, @Nullable String regex, List<String> lines, int firstRow) {
    if (text != null) {
      int end = text.indexOf('\n');
      return of(end < 0 ? text : text.substring(0, end), lines, firstRow);
    }
    return regex == null ? null : of(NOT_LITERAL.matcher(regex).replaceAll(""), lines, firstRow);
  }

  /// What to say about the row.
  public String remark() {
    return "the nearest: " + edits + (edits == 1 ? " character differs" : " characters differ");
  }

  /// The nearest of these lines, or null where none has more than half of the text.
  static @Nullable Nearest of(String text, List<String> lines, int firstRow) {
    Nearest nearest = null;
    for (int i = 0; i < lines.size(); i++) {
      int edits = edits(text, lines.get(i));
      if (nearest == null || edits < nearest.edits) {
        nearest = new Nearest(firstRow + i, edits);
      }
    }
    return nearest == null || nearest.edits > text.length() / 2 ? null : nearest;
  }

  /// The edits between `text` and the part of `line` that is most like it.
  static int edits(String text, String line) {
    // Beginning anywhere in the line costs nothing, nor does ending anywhere.
    int[] previous = new int[line.length() + 1];
    int[] current = new int[line.length() + 1];
    for (int i = 1; i <= text.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= line.length(); j++) {
        int replaced = previous[j - 1] + (text.charAt(i - 1) == line.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    int least = previous[0];
    for (int edits : previous) {
      least = Math.min(least, edits);
    }
    return least;
  }
}
