package dev.session.terminal;

import java.util.List;

/// What a terminal is started with.
///
/// @param scrollbackLines how many lines that left the screen are kept
/// @param foreground the default text colour that colour queries are told, 0xRRGGBB
/// @param background the default background, 0xRRGGBB
/// @param cursor the cursor's colour, 0xRRGGBB
/// @param ansiColors the sixteen first palette entries, 0xRRGGBB; the rest is xterm's cube and
///   greys
/// @param windowResizeAllowed whether requests for another size (`CSI 8 t`, DECCOLM, …) are carried
///   out at once; else they only reach the listener
/// @param replies whether queries are answered; a replay answers none
public record TerminalOptions(
    int scrollbackLines,
    int foreground,
    int background,
    int cursor,
    List<Integer> ansiColors,
    boolean windowResizeAllowed,
    boolean replies) {
  public static final int COLUMNS_MAX = 10_000;
  public static final int ROWS_MAX = 10_000;

  /// Rows times columns; two screens of this size take 100 MB.
  public static final int CELLS_MAX = 1 << 22;

  public static final int SCROLLBACK_LINES = 10_000;
  private static final int ANSI_COLORS = 16;

  public TerminalOptions {
    ansiColors = List.copyOf(ansiColors);
    if (scrollbackLines < 0) {
      throw new IllegalArgumentException("scrollback must not be negative: " + scrollbackLines);
    }
    if (ansiColors.size() != ANSI_COLORS) {
      throw new IllegalArgumentException("16 ANSI colours are needed, not " + ansiColors.size());
    }
  }

  /// A live terminal in the colours of the profile `reference-dark`.
  public static TerminalOptions defaults() {
    return new TerminalOptions(
        SCROLLBACK_LINES,
        0xcdd6f4,
        0x1e1e2e,
        0xcdd6f4,
        List.of(
            0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
            0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff),
        false,
        true);
  }

  public TerminalOptions withScrollbackLines(int lines) {
    return new TerminalOptions(
        lines, foreground, background, cursor, ansiColors, windowResizeAllowed, replies);
  }

  public TerminalOptions withWindowResizeAllowed(boolean allowed) {
    return new TerminalOptions(
        scrollbackLines, foreground, background, cursor, ansiColors, allowed, replies);
  }

  public TerminalOptions withReplies(boolean wanted) {
    return new TerminalOptions(
        scrollbackLines, foreground, background, cursor, ansiColors, windowResizeAllowed, wanted);
  }

  public TerminalOptions withColors(int newForeground, int newBackground, int newCursor) {
    return new TerminalOptions(
        scrollbackLines,
        newForeground,
        newBackground,
        newCursor,
        ansiColors,
        windowResizeAllowed,
        replies);
  }
}
