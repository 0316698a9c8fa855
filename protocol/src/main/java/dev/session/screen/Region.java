package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.util.regex.Pattern;

/// A rectangle of the screen. What of it lies outside is not there.
///
/// @param row its first row, 0-based
/// @param col its first column, 0-based
public record Region(int row, int col, int rows, int cols) {
  /// The whole of a screen of any size.
  public static final Region ALL = new Region(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final Pattern FORM = Pattern.compile("([0-9]+),([0-9]+),([0-9]+),([0-9]+)");

  public Region {
    if (row < 0 || col < 0 || rows < 1 || cols < 1) {
      throw new IllegalArgumentException(
          "not a region: " + row + "," + col + "," + rows + "," + cols);
    }
  }

  /// The region that `ROW,COL,ROWS,COLS` spells.
  ///
  /// @throws SessionException INVALID_INPUT where `text` spells none
  public static Region parse(String text) {
    var numbers = FORM.matcher(text);
    if (!numbers.matches()) {
      throw invalid(text);
    }
    try {
      return new Region(
          Integer.parseInt(numbers.group(1)),
          Integer.parseInt(numbers.group(2)),
          Integer.parseInt(numbers.group(3)),
          Integer.parseInt(numbers.group(4)));
    } catch (IllegalArgumentException emptyOrTooLarge) {
      throw invalid(text);
    }
  }

  /// The spelling that [#parse] reads.
  @Override
  public String toString() {
    return row + "," + col + "," + rows + "," + cols;
  }

  private static SessionException invalid(String text) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "'" + text + "' is not a region; give ROW,COL,ROWS,COLS, the first two counted from 0.",
        JsonObject.builder().put("region", text).build());
  }

  /// Whether it is [#ALL]. Not by `equals`, which a record makes at its first use in a process:
  /// that costs several milliseconds.
  public boolean isAll() {
    return row == 0 && col == 0 && rows == Integer.MAX_VALUE && cols == Integer.MAX_VALUE;
  }

  public boolean contains(int atRow, int atCol) {
    return atRow >= row
        && atCol >= col
        && (long) atRow < (long) row + rows
        && (long) atCol < (long) col + cols;
  }

  public int endRow(int screenRows) {
    return (int) Math.min(screenRows, (long) row + rows);
  }

  public int endCol(int screenCols) {
    return (int) Math.min(screenCols, (long) col + cols);
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("row", row)
        .put("col", col)
        .put("rows", rows)
        .put("cols", cols)
        .build();
  }
}
