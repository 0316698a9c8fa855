package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;

/// A rectangle of the screen. What of it lies outside is not there.
///
/// @param row its first row, 0-based
/// @param col its first column, 0-based
public record Region(int row, int col, int rows, int cols) {
  /// The whole of a screen of any size.
  public static final Region ALL = new Region(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);

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
    var parts = text.split(",", -1);
    try {
      if (parts.length == 4) {
        return new Region(
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]),
            Integer.parseInt(parts[2]),
            Integer.parseInt(parts[3]));
      }
    } catch (IllegalArgumentException notNumbersOrNoRegion) {
      throw invalid(text);
    }
    throw invalid(text);
  }

  private static SessionException invalid(String text) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "'" + text + "' is not a region; give ROW,COL,ROWS,COLS, the first two counted from 0.",
        JsonObject.builder().put("region", text).build());
  }

  int endRow(int screenRows) {
    return (int) Math.min(screenRows, (long) row + rows);
  }

  int endCol(int screenCols) {
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
