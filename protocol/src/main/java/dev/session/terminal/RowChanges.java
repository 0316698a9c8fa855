package dev.session.terminal;

import java.util.Arrays;
import java.util.BitSet;

/// Tells which rows of a screen may read differently than at the last look, by comparing them with
/// a copy. That costs a comparison of memory per row, so one can look after each event of a log.
///
/// When the screen has scrolled, rows are compared with what they were before they moved. What has
/// to do with hidden characters, and rows with clusters, which may change their numbers, are always
/// told as changed.
///
/// Owner: the terminal's.
public final class RowChanges {
  private final Terminal terminal;
  private final Screen screen;
  private final BitSet changed = new BitSet();
  private int[][] text = new int[0][];
  private boolean[] wrapped = new boolean[0];
  private boolean[] unsure = new boolean[0];
  private int cols;
  private long pushed;
  private int scrolled;
  private boolean resized;

  /// At the first look everything is new.
  public RowChanges(Terminal terminal) {
    this.terminal = terminal;
    screen = terminal.state().screen;
  }

  /// Compares the screen with what it was at the last look.
  public void look() {
    int rows = terminal.rows();
    resized = rows != text.length || terminal.cols() != cols;
    scrolled = resized ? 0 : Math.clamp(terminal.scrollbackTotal() - pushed, 0, rows);
    pushed = terminal.scrollbackTotal();
    changed.clear();
    if (resized) {
      cols = terminal.cols();
      text = new int[rows][cols];
      wrapped = new boolean[rows];
      unsure = new boolean[rows];
      changed.set(0, rows);
    } else if (scrolled > 0) {
      rotate();
    }
    for (int r = 0; r < rows; r++) {
      compare(r, screen.grid.row(r));
    }
  }

  private void rotate() {
    int kept = text.length - scrolled;
    var leaving = Arrays.copyOf(text, scrolled);
    System.arraycopy(text, scrolled, text, 0, kept);
    System.arraycopy(leaving, 0, text, kept, scrolled);
    System.arraycopy(wrapped, scrolled, wrapped, 0, kept);
    System.arraycopy(unsure, scrolled, unsure, 0, kept);
    changed.set(kept, text.length);
  }

  private void compare(int r, Row row) {
    if (changed.get(r)
        || unsure[r]
        || wrapped[r] != row.wrapped
        || !Arrays.equals(text[r], row.text)) {
      changed.set(r);
      System.arraycopy(row.text, 0, text[r], 0, cols);
      wrapped[r] = row.wrapped;
      unsure[r] = false;
    }
    // A hidden character may come to light, and a cluster's number mean another, with equal text.
    long styles = 0;
    int cells = 0;
    for (int c = 0; c < row.used; c++) {
      styles |= row.style[c];
      cells |= row.text[c];
    }
    unsure[r] = (styles & Style.HIDDEN) != 0 || (cells & Row.CLUSTER) != 0;
    if (unsure[r]) {
      changed.set(r);
    }
  }

  /// Whether the screen has another size than at the look before.
  public boolean isResized() {
    return resized;
  }

  /// By how many rows the screen has moved up, at most its height.
  public int scrolled() {
    return scrolled;
  }

  /// The first row from `from` on that may read differently than `scrolled` rows below it did; −1
  /// if there is none.
  public int next(int from) {
    return changed.nextSetBit(from);
  }
}
