package dev.session.replay;

import dev.session.error.ErrorCode;
import dev.session.log.Keyframes;
import dev.session.log.LogDamage;
import dev.session.log.LogReader;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A history as a reader wants it: each line of the primary screen once, as it read when it left
/// the screen or was erased with all of it, then what is left at the end. What was painted over
/// before is no part of it. A line that the right edge broke is one line. Programs that took the
/// whole screen are told by one line each, where they began.
///
/// A line is printed when it leaves, so memory does not depend on the size of the log.
public final class Transcript {
  /// Holds fewer lines than a scrollback.
  private static final int PIECE_BYTES = 4096;

  private final Terminal terminal;
  private final CellReader cells;
  private final Appendable out;

  /// Lines are counted as the terminal counts those that go to the scrollback; the rows of the
  /// screen follow. Those before this one are printed.
  private long printed;

  /// The last printed row goes on in the next one.
  private boolean lineOpen;

  /// How much of the line that goes on has been printed, and how much of it is not to be printed
  /// again.
  private int lineChars;

  private int skipChars;

  /// Blank lines that are printed only if something follows.
  private int blanks;

  /// The line of the primary screen's cursor.
  private long here;

  private @Nullable Episode episode;
  private final Deque<Episode> untold = new ArrayDeque<>();

  private Transcript(Terminal terminal, Appendable out) {
    this.terminal = terminal;
    this.out = out;
    cells = terminal.cells();
  }

  /// A stretch of time on the alternate screen.
  private static final class Episode {
    /// The line before which it is told.
    final long line;

    final long startMicros;
    long endMicros;
    String title = "";

    Episode(long line, long startMicros) {
      this.line = line;
      this.startMicros = startMicros;
    }

    String sentence() {
      var length = Duration.ofMillis((endMicros - startMicros) / 1000);
      return "[a full-screen program"
          + (title.isEmpty() ? "" : " '" + title + "'")
          + " for "
          + (length.toMinutes() > 0 ? length.toMinutes() + "m " : "")
          + length.toSecondsPart()
          + "s]\n";
    }
  }

  /// Writes the transcript of what happened after `from`, up to `to`. A part begins with the line
  /// in which the cursor stood.
  ///
  /// @param from null for the beginning of what is left of the log
  /// @return why the log could not be read as far as was asked; null if it could
  /// @throws dev.session.error.SessionException as [Search#of] does
  /// @throws UncheckedIOException what `out` throws
  public static @Nullable LogDamage write(
      Path log, @Nullable Moment from, Moment to, Appendable out) {
    try {
      long last = Moments.sequence(log, to);
      if (from == null) {
        var start = Keyframes.before(log, 0);
        try (var reader = LogReader.open(log, start)) {
          return new Transcript(Replay.terminal(start), out).run(reader, last);
        }
      }
      var begin = Replay.at(log, from);
      try (var reader = LogReader.open(log, begin.sequence() + 1)) {
        var transcript = new Transcript(begin.terminal(), out);
        transcript.printed =
            begin.terminal().scrollbackTotal()
                + (begin.terminal().isAlternateScreen() ? 0 : begin.terminal().cursorRow());
        return transcript.run(reader, last);
      }
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  private @Nullable LogDamage run(LogReader reader, long lastSequence) throws IOException {
    terminal.setListener(new Erasing());
    look(reader.micros());
    while (reader.nextSequence() <= lastSequence && reader.next()) {
      if (reader.code() == 'o') {
        feed(reader);
      } else if (reader.code() == 'r') {
        resize(reader);
      }
      look(reader.micros());
    }
    if (episode != null) {
      untold.add(episode);
    }
    printScreen();
    return reader.damage();
  }

  /// Feeds in pieces, none of which pushes so much to the scrollback that some of it is dropped
  /// before it is read.
  private void feed(LogReader reader) {
    int length = reader.dataLength();
    for (int from = 0; from < length; from += PIECE_BYTES) {
      terminal.feed(reader.data(), from, Math.min(PIECE_BYTES, length - from));
      look(reader.micros());
    }
  }

  private void look(long micros) {
    printScrolled();
    if (terminal.isAlternateScreen()) {
      if (episode == null) {
        episode = new Episode(here, micros);
      }
      episode.endMicros = micros;
      if (!terminal.title().isEmpty()) {
        episode.title = terminal.title();
      }
      return;
    }
    here = terminal.scrollbackTotal() + terminal.cursorRow();
    if (episode != null) {
      episode.endMicros = micros;
      untold.add(episode);
      episode = null;
    }
  }

  /// Prints what has left the screen.
  private void printScrolled() {
    long total = terminal.scrollbackTotal();
    long oldest = total - terminal.scrollbackSize();
    printed = Math.max(printed, oldest);
    for (; printed < total; printed++) {
      cells.scrollback((int) (printed - oldest));
      printRow(printed);
    }
  }

  /// Prints all of the primary screen that has not been printed.
  private void printScreen() {
    printScrolled();
    long total = terminal.scrollbackTotal();
    int end = textEnd();
    for (int row = (int) Math.max(0, printed - total); row < end; row++) {
      cells.primaryRow(row);
      printRow(total + row);
    }
    if (lineOpen) {
      write("\n");
    }
    lineOpen = false;
    skipChars = 0;
    blanks = 0;
    while (!untold.isEmpty()) {
      write(untold.removeFirst().sentence());
    }
  }

  /// Behind the last row of the primary screen that has text.
  private int textEnd() {
    int end = terminal.rows();
    while (end > 0 && cells.primaryRow(end - 1).text().isEmpty()) {
      end--;
    }
    return end;
  }

  /// Prints the row that `cells` stands on.
  private void printRow(long line) {
    if (!lineOpen) {
      while (!untold.isEmpty() && untold.getFirst().line <= line) {
        flushBlanks();
        write(untold.removeFirst().sentence());
      }
    }
    boolean goesOn = cells.isWrapped();
    var text = goesOn ? cells.unstrippedText() : cells.text();
    if (text.isEmpty() && !lineOpen && !goesOn) {
      blanks++;
      return;
    }
    flushBlanks();
    lineChars = lineOpen ? lineChars + text.length() : text.length();
    int skipped = Math.min(skipChars, text.length());
    skipChars -= skipped;
    write(text.substring(skipped) + (goesOn ? "" : "\n"));
    lineOpen = goesOn;
  }

  private void flushBlanks() {
    if (blanks > 0) {
      write("\n".repeat(blanks));
      blanks = 0;
    }
  }

  private void write(String text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lines may be broken anew, and come back from the scrollback: finds again which are printed by
  /// counting back from the last one.
  private void resize(LogReader reader) {
    printScrolled();
    int unprinted = 0;
    int first = (int) (printed - terminal.scrollbackTotal());
    for (int row = textEnd() - 1; row >= first; row--) {
      if (row == first || !goesOn(row - 1)) {
        unprinted++;
      }
    }
    Replay.apply(reader, terminal);
    int row = textEnd();
    while (unprinted > 0 && row > -terminal.scrollbackSize()) {
      row--;
      if (!goesOn(row - 1)) {
        unprinted--;
      }
    }
    if (lineOpen && unprinted == 0) {
      // Its beginning is among the rows again.
      skipChars += lineChars;
      lineChars = 0;
    }
    printed = terminal.scrollbackTotal() + row;
    here = Math.max(here, printed);
  }

  /// Whether the line of this row, negative in the scrollback, goes on in the next one.
  private boolean goesOn(int row) {
    if (row >= 0) {
      return cells.primaryRow(row).isWrapped();
    }
    int line = terminal.scrollbackSize() + row;
    return line >= 0 && cells.scrollback(line).isWrapped();
  }

  private final class Erasing implements TerminalListener {
    @Override
    public void screenErasing() {
      if (!terminal.isAlternateScreen()) {
        printScreen();
        // What comes next is written to the same rows.
        printed = terminal.scrollbackTotal();
        here = printed;
      }
    }
  }
}
