package dev.session.terminal;

import org.jspecify.annotations.Nullable;

/// The cells of one screen (primary or alternate) as a ring of rows, so that scrolling the whole
/// screen moves no cells. Only the primary screen has a scrollback.
final class Grid {
  private int cols;
  private Row[] ring;
  private int base;
  final @Nullable Scrollback scrollback;

  /// Scratch of [#rotate].
  private @Nullable Row[] rotated = new @Nullable Row[0];

  Grid(int cols, int rows, @Nullable Scrollback scrollback) {
    this.cols = cols;
    this.scrollback = scrollback;
    ring = blankRows(cols, rows);
  }

  /// The same cells, over another scrollback.
  Grid(Grid other, @Nullable Scrollback scrollback) {
    this.scrollback = scrollback;
    cols = other.cols;
    ring = new Row[other.ring.length];
    for (int r = 0; r < ring.length; r++) {
      ring[r] = other.row(r).copy();
    }
  }

  static Row[] blankRows(int cols, int rows) {
    var result = new Row[rows];
    for (int r = 0; r < rows; r++) {
      result[r] = new Row(cols);
    }
    return result;
  }

  int cols() {
    return cols;
  }

  int rows() {
    return ring.length;
  }

  Row row(int r) {
    int slot = base + r;
    return ring[slot >= ring.length ? slot - ring.length : slot];
  }

  private void setRow(int r, Row row) {
    int slot = base + r;
    ring[slot >= ring.length ? slot - ring.length : slot] = row;
  }

  /// Takes other rows, all of one width.
  void replace(Row[] rows) {
    ring = rows;
    base = 0;
    cols = rows[0].cols();
  }

  void clear(long blank) {
    for (Row row : ring) {
      row.clear(blank);
    }
  }

  /// Moves the rows `top` … `bottom` up by `count` and blanks what comes in at the bottom. Rows
  /// that leave go to the scrollback if `keep`.
  void scrollUp(int top, int bottom, int count, long blank, boolean keep) {
    int height = bottom - top + 1;
    int n = Math.min(count, height);
    if (keep && scrollback != null) {
      for (int r = top; r < top + n; r++) {
        scrollback.push(row(r));
      }
    }
    if (height == ring.length) {
      for (int r = 0; r < n; r++) {
        row(r).clear(blank);
      }
      base += n;
      if (base >= ring.length) {
        base -= ring.length;
      }
      return;
    }
    rotate(top, bottom, n);
    for (int r = bottom - n + 1; r <= bottom; r++) {
      row(r).clear(blank);
    }
  }

  void scrollDown(int top, int bottom, int count, long blank) {
    int height = bottom - top + 1;
    int n = Math.min(count, height);
    rotate(top, bottom, height - n);
    for (int r = top; r < top + n; r++) {
      row(r).clear(blank);
    }
  }

  /// Rotates the rows `top` … `bottom` upwards by `n`.
  private void rotate(int top, int bottom, int n) {
    int height = bottom - top + 1;
    if (n == 0 || n == height) {
      return;
    }
    if (n == 1) {
      Row leaving = row(top);
      for (int r = top; r < bottom; r++) {
        setRow(r, row(r + 1));
      }
      setRow(bottom, leaving);
      return;
    }
    if (rotated.length < height) {
      rotated = new @Nullable Row[ring.length];
    }
    for (int i = 0; i < height; i++) {
      rotated[i] = row(top + (i + n) % height);
    }
    for (int i = 0; i < height; i++) {
      setRow(top + i, java.util.Objects.requireNonNull(rotated[i]));
    }
  }

  /// Scrolls only the columns `left` … `right`; `count` is negative to scroll down.
  void scrollColumns(int top, int bottom, int left, int right, int count, long blank) {
    int height = bottom - top + 1;
    int n = Math.min(Math.abs(count), height);
    for (int r = top; r <= bottom; r++) {
      row(r).mend(left, right + 1, blank);
    }
    int width = right - left + 1;
    if (count > 0) {
      for (int r = top; r <= bottom - n; r++) {
        row(r).copyCells(row(r + n), left, left, width);
      }
    } else {
      for (int r = bottom; r >= top + n; r--) {
        row(r).copyCells(row(r - n), left, left, width);
      }
    }
    int from = count > 0 ? bottom - n + 1 : top;
    for (int r = from; r < from + n; r++) {
      row(r).erase(left, right + 1, blank);
    }
  }

  /// Changes the size without reflow: rows are cut off or added at the bottom.
  void resize(int newCols, int newRows) {
    var rows = new Row[newRows];
    for (int r = 0; r < newRows; r++) {
      rows[r] = r < ring.length ? row(r) : new Row(newCols);
      rows[r].setCols(newCols);
    }
    replace(rows);
  }

  boolean assertIntegrity() {
    for (Row row : ring) {
      assert row.cols() == cols : "row of width " + row.cols() + " on a screen of " + cols;
      assert row.assertIntegrity();
    }
    return true;
  }
}
