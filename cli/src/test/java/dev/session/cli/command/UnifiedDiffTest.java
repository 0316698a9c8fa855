package dev.session.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  private static List<String> rows(int from, int end) {
    var rows = new ArrayList<String>();
    for (int i = from; i < end; i++) {
      rows.add("row " + i);
    }
    return rows;
  }

  private static String shown(List<String> before, List<String> after) {
    var text = new StringBuilder();
    for (var hunk : UnifiedDiff.hunks(before, after)) {
      text.append(hunk.header()).append('\n');
      for (var line : hunk.lines()) {
        text.append(
                switch (line.side()) {
                  case BEFORE -> '-';
                  case AFTER -> '+';
                  case BOTH -> ' ';
                })
            .append(line.text())
            .append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void equalTextsHaveNoHunks() {
    assertEquals("", shown(rows(0, 9), rows(0, 9)));
  }

  @Test
  void whatScrolledAwayAndWhatCameAreTheOnlyChanges() {
    assertEquals(
        """
        @@ -0,4 +0,3 @@
        -row 0
         row 1
         row 2
         row 3
        @@ -7,3 +6,4 @@
         row 7
         row 8
         row 9
        +row 10
        """,
        shown(rows(0, 10), rows(1, 11)));
  }

  @Test
  void changesThatAreCloseStandTogether() {
    var after = new ArrayList<>(rows(0, 20));
    after.set(5, "five");
    after.set(9, "nine");
    assertEquals(
        """
        @@ -2,11 +2,11 @@
         row 2
         row 3
         row 4
        -row 5
        +five
         row 6
         row 7
         row 8
        -row 9
        +nine
         row 10
         row 11
         row 12
        """,
        shown(rows(0, 20), after));
  }
}
