package dev.session.replay;

import dev.session.screen.Phrase;
import dev.session.terminal.CellReader;
import dev.session.terminal.RowChanges;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Follows where a phrase stands on a screen, from look to look. Only lines that changed are
/// searched again.
///
/// What is at one look is the same as at the one before if the same text begins in the same cell
/// after both have moved with the screen's scrolling; or, what is left, in the same cell of the
/// screen (a status line); or, what is left when the size has changed, if it is the same text,
/// counted from the end of the screen. All else is new or gone. A line that went to the scrollback
/// since the last look and did not stand on the screen then has come and gone.
///
/// Owner: whoever replays.
final class Sightings {
  private final Phrase phrase;
  private final int limit;
  private final boolean tellsMore;
  private final Terminal terminal;
  private final CellReader cells;
  private final RowChanges changes;

  /// The rows at the last look: their texts, and whether these go on in the next row.
  private String[] texts = new String[0];

  private boolean[] wrapped = new boolean[0];

  /// What begins in each row.
  private List<List<Open>> open = new ArrayList<>();

  private final List<Open> kept = new ArrayList<>();
  private int openKept;
  private boolean more;
  private long previousSequence;
  private long previousMicros;

  /// How many lines had gone to the scrollback at the last look.
  private long pushed;

  /// @param limit how many are kept
  /// @param tellsMore whether it matters that there are more
  Sightings(Terminal terminal, Phrase phrase, int limit, boolean tellsMore) {
    this.terminal = terminal;
    this.phrase = phrase;
    this.limit = limit;
    this.tellsMore = tellsMore;
    cells = terminal.cells();
    changes = new RowChanges(terminal);
    pushed = terminal.scrollbackTotal();
  }

  /// Something that stands on the screen, or stood there.
  private static final class Open {
    final int firstRow;
    final int firstCol;
    final String text;
    final String line;
    final long firstSequence;
    final long firstMicros;

    /// Where it was at the last look.
    int row;

    int col;
    boolean reported;
    @Nullable Sighting closed;

    Open(int row, int col, String text, String line, long sequence, long micros) {
      this.row = row;
      firstRow = Math.max(0, row);
      this.col = col;
      firstCol = col;
      this.text = text;
      this.line = line;
      firstSequence = sequence;
      firstMicros = micros;
    }

    Sighting until(long lastSequence, long lastMicros, @Nullable Long gone, boolean passing) {
      return new Sighting(
          firstRow,
          firstCol,
          text,
          line,
          firstSequence,
          firstMicros,
          Math.max(firstSequence, lastSequence),
          Math.max(firstMicros, lastMicros),
          gone,
          passing);
    }
  }

  /// Nothing that is still to come can change what was found.
  boolean isComplete() {
    return openKept == 0 && (more || (!tellsMore && kept.size() == limit));
  }

  boolean hasMore() {
    return more;
  }

  List<Sighting> found() {
    var found = new ArrayList<Sighting>();
    for (var each : kept) {
      found.add(
          each.closed != null
              ? each.closed
              : each.until(previousSequence, previousMicros, null, false));
    }
    return found;
  }

  /// The screen now shows what event `sequence` and all before it left.
  void endEvent(long sequence, long micros) {
    previousSequence = sequence;
    previousMicros = micros;
  }

  /// Looks at the screen, which shows event `sequence`, perhaps only a part of it.
  void look(long sequence, long micros) {
    changes.look();
    if (!changes.isResized() && changes.scrolled() == 0 && changes.next(0) < 0) {
      return;
    }
    var left = new ArrayList<Open>();
    long count = changes.isResized() ? 0 : terminal.scrollbackTotal() - pushed;
    pushed = terminal.scrollbackTotal();
    var passed = passed(count, sequence, micros);
    var affected = update(left);
    var fresh = new ArrayList<Open>();
    for (int row = affected.nextSetBit(0); row >= 0; row = affected.nextSetBit(row + 1)) {
      left.addAll(open.get(row));
      open.get(row).clear();
      if (row == 0 || !wrapped[row - 1]) {
        search(row, line(row), sequence, micros, fresh);
      }
    }
    pair(left, fresh, changes.scrolled(), false);
    if (changes.scrolled() > 0) {
      pair(left, fresh, 0, false);
    }
    if (changes.isResized()) {
      left.sort(Comparator.<Open>comparingInt(each -> each.row).thenComparingInt(each -> each.col));
      pair(left.reversed(), fresh.reversed(), 0, true);
    }
    for (var each : passed) {
      var before = find(left, each, count, false);
      if (before == null) {
        begin(each);
        close(each, sequence, micros);
      } else {
        close(before, sequence, micros); // it stood on the screen and has now left it
      }
    }
    for (var gone : left) {
      close(gone, sequence, micros);
    }
    for (var each : fresh) {
      open.get(each.row).add(each);
      begin(each);
    }
    if (changes.scrolled() > 0) {
      for (int row = 0; row < open.size(); row++) {
        for (var each : open.get(row)) {
          each.row = row;
        }
      }
    }
  }

  /// Takes over the rows that changed, and says which rows belong to lines that changed. What stood
  /// in rows that have left the screen goes to `left`.
  private BitSet update(List<Open> left) {
    int rows = terminal.rows();
    var dirty = new BitSet(rows);
    if (changes.isResized()) {
      open.forEach(left::addAll);
      open = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        open.add(new ArrayList<>());
      }
      texts = new String[rows];
      wrapped = new boolean[rows];
      dirty.set(0, rows);
    } else {
      scroll(changes.scrolled(), left, dirty);
    }
    var ranges = new BitSet(rows);
    for (int row = changes.next(0); row >= 0; row = changes.next(row + 1)) {
      cells.row(row);
      var text = cells.unstrippedText();
      if (!text.equals(texts[row]) || wrapped[row] != cells.isWrapped()) {
        dirty.set(row);
        extend(row, ranges);
        texts[row] = text;
        wrapped[row] = cells.isWrapped();
      }
    }
    // Once by how lines went on before, once by how they do now.
    for (int row = dirty.nextSetBit(0); row >= 0; row = dirty.nextSetBit(row + 1)) {
      extend(row, ranges);
    }
    return ranges;
  }

  /// Adds the rows of the line that `row` is part of.
  private void extend(int row, BitSet ranges) {
    int from = row;
    while (from > 0 && wrapped[from - 1]) {
      from--;
    }
    int end = row + 1;
    while (end < wrapped.length && wrapped[end - 1]) {
      end++;
    }
    ranges.set(from, end);
  }

  private void scroll(int by, List<Open> left, BitSet dirty) {
    if (by == 0) {
      return;
    }
    int rows = texts.length;
    int stay = rows - by;
    if (wrapped[by - 1] && stay > 0) {
      dirty.set(0); // the line's beginning is gone
    }
    System.arraycopy(texts, by, texts, 0, stay);
    System.arraycopy(wrapped, by, wrapped, 0, stay);
    for (int row = stay; row < rows; row++) {
      texts[row] = "";
      wrapped[row] = false;
    }
    for (int row = 0; row < by; row++) {
      left.addAll(open.removeFirst());
      open.add(new ArrayList<>());
    }
    dirty.set(stay, rows);
  }

  /// The rows of the line that begins in `row`.
  private List<String> line(int row) {
    int end = row;
    while (end < wrapped.length - 1 && wrapped[end]) {
      end++;
    }
    return Arrays.asList(texts).subList(row, end + 1);
  }

  /// What the phrase matches in the last `count` lines of the scrollback, which were not there at
  /// the last look, but for lines that stood as they are on the screen then. Rows are negative.
  private List<Open> passed(long count, long sequence, long micros) {
    var passed = new ArrayList<Open>();
    int row = (int) -Math.min(count, terminal.scrollbackSize());
    while (row < 0) {
      int start = row;
      boolean known = true;
      boolean goesOn = true;
      var rows = new ArrayList<String>();
      while (goesOn && row < terminal.rows()) {
        at(row);
        goesOn = cells.isWrapped();
        rows.add(cells.unstrippedText());
        long before = row + count;
        known =
            known
                && before < texts.length
                && wrapped[(int) before] == goesOn
                && texts[(int) before].equals(rows.getLast());
        row++;
      }
      if (!known) {
        search(start, rows, sequence, micros, passed);
      }
    }
    passed.removeIf(each -> each.row >= 0);
    return passed;
  }

  /// Puts `cells` on a row of the screen, or, if it is negative, of the scrollback.
  private void at(int row) {
    if (row < 0) {
      cells.scrollback(terminal.scrollbackSize() + row);
    } else {
      cells.row(row);
    }
  }

  /// Finds what the phrase matches in the line that begins in row `first`.
  private void search(int first, List<String> rows, long sequence, long micros, List<Open> found) {
    var line = stripped(rows.size() == 1 ? rows.getFirst() : String.join("", rows));
    for (var place : phrase.findIn(line)) {
      int row = 0;
      int offset = place.start();
      while (offset >= rows.get(row).length()) {
        offset -= rows.get(row).length();
        row++;
      }
      var text = line.substring(place.start(), place.end());
      found.add(new Open(first + row, column(first + row, offset), text, line, sequence, micros));
    }
  }

  private static String stripped(String text) {
    int length = text.length();
    while (length > 0 && text.charAt(length - 1) == ' ') {
      length--;
    }
    return text.substring(0, length);
  }

  /// The cell in which the character at `offset` of a row's text begins.
  private int column(int row, int offset) {
    at(row);
    int chars = 0;
    int col = 0;
    while (col < cells.end()) {
      cells.cell(col);
      chars += cells.isHidden() ? 1 : cells.cluster().length();
      if (chars > offset) {
        break;
      }
      col++;
    }
    return col;
  }

  /// Finds in `left` what `fresh` shows again, and takes both off their lists.
  ///
  /// @param scrolled how far what is left has moved up since it was looked at
  private void pair(List<Open> left, List<Open> fresh, int scrolled, boolean anywhere) {
    for (var news = fresh.iterator(); news.hasNext(); ) {
      var now = news.next();
      var before = find(left, now, scrolled, anywhere);
      if (before != null) {
        news.remove();
        before.row = now.row;
        before.col = now.col;
        open.get(now.row).add(before);
      }
    }
  }

  /// Takes what `now` shows again off the list `left`; null if it is not there.
  private static @Nullable Open find(List<Open> left, Open now, long scrolled, boolean anywhere) {
    for (var olds = left.iterator(); olds.hasNext(); ) {
      var before = olds.next();
      boolean same = anywhere || (before.row - scrolled == now.row && before.col == now.col);
      if (same && before.text.equals(now.text)) {
        olds.remove();
        return before;
      }
    }
    return null;
  }

  private void begin(Open each) {
    if (kept.size() < limit) {
      each.reported = true;
      kept.add(each);
      openKept++;
    } else {
      more = true;
    }
  }

  private void close(Open gone, long sequence, long micros) {
    gone.closed =
        gone.until(previousSequence, previousMicros, micros, gone.firstSequence == sequence);
    if (gone.reported) {
      openKept--;
    }
  }
}
