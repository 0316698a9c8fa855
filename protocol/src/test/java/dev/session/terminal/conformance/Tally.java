package dev.session.terminal.conformance;

import java.util.Map;
import java.util.TreeMap;

/// Counts what passed, per suite, and prints it: the numbers that a run of the conformance tests is
/// about.
final class Tally {
  private final String title;
  private final Map<String, int[]> passedAndTotal = new TreeMap<>();

  Tally(String title) {
    this.title = title;
  }

  /// Runs a check and counts it; a failure goes on to JUnit.
  void count(String suite, Runnable check) {
    int[] counts = passedAndTotal.computeIfAbsent(suite, _ -> new int[2]);
    counts[1]++;
    check.run();
    counts[0]++;
  }

  void print() {
    passedAndTotal.forEach(
        (suite, counts) ->
            System.out.printf(
                "conformance  %-28s %-14s %5d / %d%n", title, suite, counts[0], counts[1]));
  }
}
