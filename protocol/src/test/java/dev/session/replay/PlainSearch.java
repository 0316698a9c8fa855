package dev.session.replay;

import dev.session.log.Keyframes;
import dev.session.log.LogReader;
import dev.session.screen.Phrase;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What [Search] is to find, found the plain way: after each event all of the screen, with the
/// lines that it pushed to the scrollback, is read and searched, and compared with all that was
/// there before.
final class PlainSearch {
  private final Terminal terminal;
  private final Phrase phrase;
  private final List<Spot> all = new ArrayList<>();
  private List<Spot> there = new ArrayList<>();
  private long total;
  private int cols;
  private int rows;
  private long previous;

  private PlainSearch(Terminal terminal, Phrase phrase) {
    this.terminal = terminal;
    this.phrase = phrase;
  }

  private static final class Spot {
    int row;
    int firstRow;
    int col;
    String text = "";
    long first;
    long last;
    boolean gone;
    boolean passing;
  }

  static List<String> of(Path log, Phrase phrase) throws IOException {
    var start = Keyframes.before(log, 0);
    try (var reader = LogReader.open(log, start)) {
      var search = new PlainSearch(Replay.terminal(start), phrase);
      search.look(0);
      while (reader.next()) {
        search.event(reader);
      }
      return search.all.stream().map(search::key).toList();
    }
  }

  private void event(LogReader reader) {
    long sequence = reader.sequence();
    Replay.apply(reader, terminal);
    if (reader.code() == 'o' || reader.code() == 'r') {
      look(sequence);
    }
    previous = sequence;
  }

  private void look(long sequence) {
    boolean resized = cols != terminal.cols() || rows != terminal.rows();
    cols = terminal.cols();
    rows = terminal.rows();
    int scrolled = resized ? 0 : (int) Math.min(rows, terminal.scrollbackTotal() - total);
    int pushed = resized ? 0 : (int) (terminal.scrollbackTotal() - total);
    total = terminal.scrollbackTotal();
    var now = spots(sequence, 0);
    var passing = spots(sequence, -Math.min(pushed, terminal.scrollbackSize()));
    passing.removeIf(spot -> spot.row >= 0);
    var before = new ArrayList<>(there);
    var same = new ArrayList<Spot>();
    var fresh = new ArrayList<>(now);
    match(before, fresh, same, scrolled, false);
    match(before, fresh, same, 0, false);
    if (resized) {
      before.sort(
          Comparator.<Spot>comparingInt(s -> s.row).thenComparingInt(s -> s.col).reversed());
      var backwards = new ArrayList<>(fresh.reversed());
      match(before, backwards, same, 0, true);
      fresh.retainAll(backwards);
    }
    var left = new ArrayList<Spot>();
    match(before, passing, left, pushed, false);
    all.addAll(passing);
    left.addAll(before);
    left.addAll(passing);
    for (var gone : left) {
      gone.gone = true;
      gone.last = Math.max(gone.first, previous);
      gone.passing = gone.first == sequence;
    }
    all.addAll(fresh);
    same.addAll(fresh);
    there = same;
  }

  private static void match(
      List<Spot> before, List<Spot> fresh, List<Spot> same, int scrolled, boolean anywhere) {
    for (var now : List.copyOf(fresh)) {
      for (var old : before) {
        if (old.text.equals(now.text)
            && (anywhere || (old.col == now.col && old.row - scrolled == now.row))) {
          old.row = now.row;
          old.col = now.col;
          same.add(old);
          before.remove(old);
          fresh.remove(now);
          break;
        }
      }
    }
  }

  private CellReader at(int row) {
    return row < 0
        ? terminal.cells().scrollback(terminal.scrollbackSize() + row)
        : terminal.cells().row(row);
  }

  private List<Spot> spots(long sequence, int firstRow) {
    var spots = new ArrayList<Spot>();
    int row = firstRow;
    while (row < terminal.rows()) {
      var line = new StringBuilder();
      var places = new ArrayList<int[]>();
      while (row < terminal.rows() - 1 && at(row).isWrapped()) {
        characters(row++, line, places);
      }
      characters(row++, line, places);
      for (var place : phrase.findIn(line.toString().replaceAll(" +$", ""))) {
        var spot = new Spot();
        spot.row = places.get(place.start())[0];
        spot.firstRow = Math.max(0, spot.row);
        spot.col = places.get(place.start())[1];
        spot.text = line.substring(place.start(), place.end());
        spot.first = sequence;
        spots.add(spot);
      }
    }
    return spots;
  }

  /// Adds the characters of a row, and for each its row and column.
  private void characters(int row, StringBuilder line, List<int[]> places) {
    var cells = at(row);
    int end = cells.end();
    for (int col = 0; col < end; col++) {
      cells.cell(col);
      var text = cells.isHidden() ? " " : cells.cluster();
      line.append(text);
      for (int i = 0; i < text.length(); i++) {
        places.add(new int[] {row, col});
      }
    }
  }

  private String key(Spot spot) {
    return text(
        spot.text,
        spot.firstRow,
        spot.first,
        spot.gone ? spot.last : previous,
        spot.gone,
        spot.passing);
  }

  static String key(Sighting found) {
    return text(
        found.text(),
        found.row(),
        found.firstSequence(),
        found.lastSequence(),
        found.goneMicros() != null,
        found.passing());
  }

  private static String text(
      String text, int row, long first, long last, boolean gone, boolean passing) {
    return text + "@" + row + " " + first + "-" + last + (gone ? "" : "…") + (passing ? "!" : "");
  }
}
