package dev.session.cli.command;

import dev.session.cli.output.SafeText;
import java.util.List;

/// A screen as people are shown it where it is not what they asked for: numbered rows, without the
/// empty ones at its end.
final class ShownScreen {
  private ShownScreen() {}

  /// The screen with this canonical text.
  static String of(String screenText) {
    return of(List.of(screenText.split("\n", -1)), -1, "");
  }

  /// The screen with these lines.
  ///
  /// @param marked the row to point at; negative for none
  /// @param remark what to say about it, on a line of its own
  static String of(List<String> lines, int marked, String remark) {
    int count = lines.size();
    while (count > marked + 1 && count > 0 && lines.get(count - 1).isEmpty()) {
      count--;
    }
    int digits = Integer.toString(Math.max(0, count - 1)).length();
    var text = new StringBuilder();
    for (int row = 0; row < count; row++) {
      var number = Integer.toString(row);
      text.append(row == marked ? "> " : "  ");
      text.repeat(' ', digits - number.length()).append(number).append("  ");
      text.append(SafeText.of(lines.get(row))).append('\n');
      if (row == marked) {
        text.repeat(' ', digits + 4).append(remark).append('\n');
      }
    }
    return text.toString();
  }
}
