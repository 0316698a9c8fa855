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
        0xf5e0dc,
        // The first eight are deep enough that white text is readable on them.
        List.of(
            0x11111b, 0xd64d6b, 0x4fa957, 0xcf9a3d, 0x4a7be0, 0xb05fc6, 0x3a9fae, 0xbac2de,
            0x6c7086, 0xf38ba8, 0xa6e3a1, 0xf9e2af, 0x89b4fa, 0xf5c2e7, 0x94e2d5, 0xffffff),
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
