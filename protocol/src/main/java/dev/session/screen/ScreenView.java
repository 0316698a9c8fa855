package dev.session.screen;

import dev.session.home.Ending;
import dev.session.message.WaitScreenResult;
import dev.session.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// A session at one moment, as somebody sees it who waits for something there. All who look at one
/// moment share one view, which reads the terminal when the first of them asks.
///
/// Valid until the terminal is fed again. Owner: whoever holds the terminal.
public final class ScreenView {
  private final Terminal terminal;
  private final TypedLines typed;
  private final long sequence;
  private final long bellSequence;
  private final boolean over;
  private final ScreenText screen;
  private @Nullable ScreenText history;
  private long historyFrom;

  private ScreenView(
      Terminal terminal,
      ScreenText screen,
      TypedLines typed,
      long sequence,
      long bellSequence,
      boolean over) {
    this.terminal = terminal;
    this.screen = screen;
    this.typed = typed;
    this.sequence = sequence;
    this.bellSequence = bellSequence;
    this.over = over;
  }

  /// What there is to see now.
  ///
  /// @param sequence the number of the last event; −1 where there is none
  /// @param bellSequence the number of the event in which the bell rang last; −1 where it has not
  /// @param over whether the session is over
  public static ScreenView of(
      Terminal terminal, TypedLines typed, long sequence, long bellSequence, boolean over) {
    return new ScreenView(terminal, ScreenText.of(terminal), typed, sequence, bellSequence, over);
  }

  /// The same screen after events that did not change it.
  public ScreenView after(long newSequence, boolean nowOver) {
    return newSequence == sequence && nowOver == over
        ? this
        : new ScreenView(terminal, screen, typed, newSequence, bellSequence, nowOver);
  }

  /// The canonical text of the screen.
  public ScreenText screen() {
    return screen;
  }

  /// The number of the last event that the screen shows; −1 where there is none.
  public long sequence() {
    return sequence;
  }

  long bellSequence() {
    return bellSequence;
  }

  boolean isOver() {
    return over;
  }

  public int cursorRow() {
    return terminal.cursorRow();
  }

  public int cursorCol() {
    return terminal.cursorCol();
  }

  public String title() {
    return terminal.title();
  }

  boolean isAlternateScreen() {
    return terminal.isAlternateScreen();
  }

  int cols() {
    return terminal.cols();
  }

  /// How many lines have ever been above the screen.
  long linesAbove() {
    return terminal.scrollbackTotal();
  }

  /// The screen and what is left of the lines above it, from line `from` on, counted from the first
  /// there ever was.
  ScreenText withScrollback(long from) {
    var known = history;
    if (known != null && historyFrom == from) {
      return known;
    }
    var read = ScreenText.of(terminal, (int) (Math.max(from, oldestLine()) - oldestLine()));
    history = read;
    historyFrom = from;
    return read;
  }

  /// `text`, which ends with the screen, without the echo of what was typed by event `since` and
  /// later ones; null for the last line.
  ScreenText withoutEcho(ScreenText text, @Nullable Long since) {
    long firstRow = linesAbove() + terminal.rows() - text.lines().size();
    return typed.leaveOut(text, firstRow, since);
  }

  /// `text`, which ends with the screen, with the blanks between the last character of the cursor's
  /// row and the cursor: a prompt is `login: `, and not only `login:`.
  ScreenText toCursor(ScreenText text) {
    int row = text.lines().size() - terminal.rows() + cursorRow();
    int length = text.lines().get(row).length();
    var cells = terminal.cells().row(cursorRow());
    int col = 0;
    for (int read = 0; read < length && col < cells.end(); col++) {
      read += cells.cell(col).cluster().length();
    }
    while (col < cells.end() && cells.cell(col).width() == 0) {
      col++; // the right half of a wide character
    }
    return col < cursorCol() ? text.withBlanks(row, cursorCol() - col) : text;
  }

  /// What a wait that ends with this view came to.
  ///
  /// @param match what was found; null if the conditions did not hold
  /// @param ending how the session ended; null while it runs
  public WaitScreenResult result(
      WaitScreenResult.Outcome outcome,
      ScreenConditions.@Nullable Match match,
      @Nullable Ending ending) {
    return new WaitScreenResult(
        outcome,
        match == null ? null : match.condition(),
        match == null ? null : match.text(),
        match == null ? null : match.groups(),
        cursorRow(),
        cursorCol(),
        title(),
        Math.max(0, sequence),
        screen.hash(),
        screen.text(),
        ending);
  }

  private long oldestLine() {
    return linesAbove() - terminal.scrollbackSize();
  }
}
