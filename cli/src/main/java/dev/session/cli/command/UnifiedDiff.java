package dev.session.cli.command;

import java.util.ArrayList;
import java.util.List;

/// The difference of two texts as `diff -u` shows it, by their longest common subsequence of lines.
/// Time and memory grow with the product of their numbers of lines: for screens.
final class UnifiedDiff {
  private static final int CONTEXT_LINES = 3;

  private UnifiedDiff() {}

  /// Which of the two texts has a line.
  enum Side {
    BEFORE,
    AFTER,
    BOTH
  }

  record Line(Side side, String text) {}

  /// Lines that stand together, the changed ones among some that are the same.
  ///
  /// @param from where in the text before, from 0
  /// @param to where in the text after
  record Hunk(int from, int to, List<Line> lines) {
    Hunk {
      lines = List.copyOf(lines);
    }

    /// For example `@@ -0,5 +0,6 @@`; rows count from 0 as everywhere here.
    String header() {
      return "@@ -" + from + "," + count(Side.BEFORE) + " +" + to + "," + count(Side.AFTER) + " @@";
    }

    private long count(Side side) {
      return lines.stream().filter(line -> line.side == side || line.side == Side.BOTH).count();
    }
  }

  static List<Hunk> hunks(List<String> before, List<String> after) {
    var lines = lines(before, after);
    var hunks = new ArrayList<Hunk>();
    int row = 0;
    int from = 0;
    int to = 0;
    while (row < lines.size()) {
      int end = endOfHunk(lines, row);
      if (end > row) {
        hunks.add(new Hunk(from, to, lines.subList(row, end)));
      } else {
        end = row + 1;
      }
      for (var line : lines.subList(row, end)) {
        from += line.side == Side.AFTER ? 0 : 1;
        to += line.side == Side.BEFORE ? 0 : 1;
      }
      row = end;
    }
    return hunks;
  }

  /// Where the hunk ends that begins with line `start`; `start` itself if none does.
  private static int endOfHunk(List<Line> lines, int start) {
    int end = start;
    int same = 0;
    for (int i = start; i < lines.size() && same <= allowed(end, start); i++) {
      if (lines.get(i).side == Side.BOTH) {
        same++;
      } else {
        same = 0;
        end = i + 1;
      }
    }
    return end == start ? start : Math.min(lines.size(), end + CONTEXT_LINES);
  }

  // Before the first change only its context, between two changes that of both.
  private static int allowed(int end, int start) {
    return end == start ? CONTEXT_LINES : 2 * CONTEXT_LINES;
  }

  private static List<Line> lines(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    var lines = new ArrayList<Line>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        lines.add(new Line(Side.BOTH, before.get(i)));
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(Side.BEFORE, before.get(i++)));
      } else {
        lines.add(new Line(Side.AFTER, after.get(j++)));
      }
    }
    return lines;
  }
}
