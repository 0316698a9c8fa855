package dev.session.terminal.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// The check that a terminal's state and replies do not depend on where the reads of its input end.
final class ChunkIndependence {
  private ChunkIndependence() {}

  static void check(int cols, int rows, byte[] input) {
    String expected = stateAfter(cols, rows, input, Chunks.whole(input));
    for (Chunks chunks : Chunks.of(input)) {
      assertEquals(expected, stateAfter(cols, rows, input, chunks), "fed " + chunks.name());
    }
  }

  private static String stateAfter(int cols, int rows, byte[] input, Chunks chunks) {
    var terminal = new TerminalUnderTest(cols, rows);
    chunks.feed(input, terminal);
    return terminal.state();
  }
}
