package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;

/// The sizes a session's terminal can have.
public final class TerminalSize {
  /// Larger ones would not fit the kernel's window size on every system, and the memory of a screen
  /// grows with the product of both.
  public static final int MAX = 10_000;

  /// Cells of the whole screen.
  public static final int CELLS_MAX = 4_000_000;

  private TerminalSize() {}

  static boolean isValid(int length) {
    return length >= 1 && length <= MAX;
  }

  /// Refuses a size that no terminal here can have.
  public static void require(int cols, int rows) {
    if (!isValid(cols) || !isValid(rows) || (long) cols * rows > CELLS_MAX) {
      throw new SessionException(
          ErrorCode.INVALID_DIMENSIONS,
          "A terminal of "
              + cols
              + " columns and "
              + rows
              + " rows cannot be made: each is 1 to "
              + MAX
              + ", and the screen has at most "
              + CELLS_MAX
              + " cells.",
          JsonObject.builder().put("cols", cols).put("rows", rows).build());
    }
  }
}
