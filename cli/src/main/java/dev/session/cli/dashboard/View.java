package dev.session.cli.dashboard;

import dev.session.cli.output.SafeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws a [State]: the same state gives the same cells.
final class View {
  private static final String ROW_LINE = "─";
  private static final String COLUMN_LINE = "│";
  private static final String CROSSING_DOWN = "┬";
  private static final String CROSSING = "┼";

  /// Smaller screens can show nothing that makes sense.
  static final int COLS_MIN = 12;

  static final int ROWS_MIN = 3;

  /// The age, and a blank before it.
  private static final int AGE_COLS = 5;

  private final Canvas canvas;
  private final TimelineView timeline;
  private final DialogView dialogs;

  View(Canvas canvas) {
    this.canvas = canvas;
    timeline = new TimelineView(canvas);
    dialogs = new DialogView(canvas);
  }

  void draw(State state) {
    canvas.clear(new Rect(0, 0, canvas.cols(), canvas.rows()));
    if (state.cols() < COLS_MIN || state.rows() < ROWS_MIN) {
      canvas.text(0, 0, state.cols(), "too small", Look.PLAIN);
      return;
    }
    var areas = Areas.of(state);
    header(state, areas.header());
    if (!areas.list().isEmpty()) {
      list(state, areas.list());
    }
    if (!areas.screen().isEmpty()) {
      screen(state, areas.screen());
    }
    if (!areas.list().isEmpty() && !areas.screen().isEmpty()) {
      separator(areas.screen());
    }
    tiles(state, areas);
    note(state, areas.note());
    if (!areas.timeline().isEmpty()) {
      timeline.draw(state, areas);
    }
    if (!areas.hints().isEmpty()) {
      dialogs.hints(state, areas.hints());
    }
    dialogs.draw(state);
  }

  private void separator(Rect screen) {
    int col = screen.col() - 1;
    canvas.fill(new Rect(col, screen.row() + 1, 1, screen.rows() - 1), COLUMN_LINE, Look.FAINT);
    canvas.put(col, screen.row(), CROSSING_DOWN, Look.FAINT);
  }

  private void header(State state, Rect area) {
    if (area.isEmpty()) {
      return;
    }
    var list = state.list();
    int active = list.activeCount();
    var counts = new StringBuilder().append(active).append(" active");
    counts.append(", ").append(list.all().size() - active).append(" ended");
    if (list.unreadable() > 0) {
      counts.append(", ").append(list.unreadable()).append(" unreadable");
    }
    int countsCols = canvas.width(counts.toString());
    int room = area.cols() - countsCols - 3;
    int end = canvas.text(1, area.row(), room, "session", Look.STRONG);
    canvas.text(
        end + 2, area.row(), room - end - 2, state.home().directory().toString(), Look.FAINT);
    canvas.text(
        area.endCol() - countsCols - 1, area.row(), countsCols, counts.toString(), Look.FAINT);
  }

  /// A line with a title on it; the first cell that the title left free.
  private int title(Rect area, String text, Look look, int roomRight) {
    canvas.fill(new Rect(area.col(), area.row(), area.cols(), 1), ROW_LINE, Look.FAINT);
    int room = area.cols() - 4 - roomRight;
    if (room < 1) {
      return area.col();
    }
    canvas.put(area.col() + 1, area.row(), " ", look);
    int end = canvas.text(area.col() + 2, area.row(), room, text, look);
    canvas.put(end, area.row(), " ", look);
    return end + 1;
  }

  private void rightTitle(Rect area, String text, Look look, int cols) {
    int col = area.endCol() - cols - 3;
    canvas.put(col, area.row(), " ", look);
    int end = canvas.text(col + 1, area.row(), cols, text, look);
    canvas.put(end, area.row(), " ", look);
  }

  private void list(State state, Rect area) {
    var list = state.list();
    var what = list.withEnded() ? "All sessions" : "Active sessions";
    var filter = list.filter().isEmpty() ? "" : ": " + list.filter();
    title(area, what + filter, state.focus() == Focus.LIST ? Look.STRONG : Look.FAINT, 0);
    var listed = list.listed();
    if (listed.isEmpty()) {
      empty(state, area.belowTitle());
      return;
    }
    var window = ListWindow.of(state, area);
    for (int i = 0; i < window.rows() && window.first() + i < listed.size(); i++) {
      entry(state, listed.get(window.first() + i), area, area.row() + 1 + i);
    }
  }

  private void empty(State state, Rect area) {
    var list = state.list();
    List<String> lines;
    if (!state.loaded()) {
      lines = List.of("Reading …");
    } else if (!list.filter().isEmpty()) {
      lines = List.of("None fits the filter.", "Esc clears it.");
    } else if (!list.all().isEmpty()) {
      lines = List.of("None is active.", "a shows those that", "ended.");
    } else {
      lines = List.of("No sessions here.", "session create", "starts one.", "H: other homes.");
    }
    for (int i = 0; i < lines.size() && i + 1 < area.rows(); i++) {
      canvas.text(area.col() + 1, area.row() + 1 + i, area.cols() - 2, lines.get(i), Look.FAINT);
    }
  }

  private void entry(State state, SessionEntry entry, Rect area, int row) {
    boolean chosen = entry.id().equals(state.list().chosen());
    var look = entry.active() ? Look.PLAIN : Look.FAINT;
    if (chosen) {
      look = state.focus() == Focus.LIST ? Look.CHOSEN : Look.STRONG;
      canvas.fill(new Rect(area.col(), row, area.cols(), 1), " ", look);
    }
    boolean reversed = look.equals(Look.CHOSEN);
    var mark = standingLook(entry);
    canvas.put(area.col() + 1, row, standingMark(entry), reversed ? look : mark);
    var age = entry.age(state.now());
    int ageCols = canvas.width(age);
    int room = area.cols() - 4 - AGE_COLS;
    int end = canvas.text(area.col() + 3, row, room, entry.label(), look);
    var command = entry.command();
    if (!command.equals(entry.label()) && room - (end - area.col() - 3) > 6) {
      int left = area.col() + 3 + room - end - 2;
      canvas.text(end + 2, row, left, command, reversed ? look : Look.FAINT);
    }
    canvas.text(area.endCol() - 1 - ageCols, row, ageCols, age, reversed ? look : Look.FAINT);
  }

  static String standingMark(SessionEntry entry) {
    return switch (entry.standing()) {
      case RUNNING -> "●";
      case DONE -> "✓";
      case FAILED -> "✗";
      case DESTROYED -> "○";
    };
  }

  static Look standingLook(SessionEntry entry) {
    return switch (entry.standing()) {
      case RUNNING -> Look.GOOD;
      case DONE, DESTROYED -> Look.FAINT;
      case FAILED -> Look.BAD;
    };
  }

  private void screen(State state, Rect area) {
    var chosen = state.list().chosenEntry();
    if (chosen == null) {
      title(area, "", Look.FAINT, 0);
      return;
    }
    var picture = state.picture();
    var room = area.belowTitle();
    var pan = state.stage().pan();
    if (picture != null && pan == null) {
      pan = picture.naturalPan(room.cols(), room.rows());
    }
    var when = TimelineView.when(state, chosen);
    var size = sizeText(picture, pan, room);
    int rightCols = canvas.width(when) + (size.isEmpty() ? 0 : canvas.width(size) + 3);
    boolean roomy = area.cols() - rightCols > 24;
    int whenCols = canvas.width(when);
    var look = state.focus() == Focus.SCREEN ? Look.STRONG : Look.FAINT;
    title(area, label(chosen, picture), look, (roomy ? rightCols : whenCols) + 3);
    rightTitle(area, when, TimelineView.whenLook(state, chosen).strong(), whenCols);
    if (roomy && !size.isEmpty()) {
      int sizeCols = canvas.width(size);
      rightTitle(
          new Rect(area.col(), area.row(), area.cols() - whenCols - 3, 1),
          size,
          Look.FAINT,
          sizeCols);
    }
    if (picture == null || pan == null) {
      canvas.text(room.col() + 1, room.row() + 1, room.cols() - 2, "Reading …", Look.FAINT);
    } else {
      picture(room, picture, pan);
    }
  }

  private static String label(SessionEntry entry, @Nullable Picture picture) {
    var title = picture == null || picture.title().isEmpty() ? entry.command() : picture.title();
    return title.equals(entry.label()) ? title : entry.label() + " · " + title;
  }

  /// The size, and where there is more than is shown.
  private static String sizeText(@Nullable Picture picture, @Nullable Pan pan, Rect room) {
    if (picture == null || pan == null) {
      return "";
    }
    var size = picture.cols() + "×" + picture.rows();
    var beyond = new StringBuilder();
    beyond.append(pan.col() > 0 ? "◂" : "").append(pan.row() > 0 ? "▴" : "");
    beyond.append(pan.row() + room.rows() < picture.rows() ? "▾" : "");
    beyond.append(pan.col() + room.cols() < picture.cols() ? "▸" : "");
    return beyond.isEmpty() ? size : size + " " + beyond;
  }

  /// The picture, and where it is smaller than its room, its edges.
  private void picture(Rect room, Picture picture, Pan pan) {
    canvas.picture(room, picture, pan);
    int cols = picture.cols() - pan.col();
    int rows = picture.rows() - pan.row();
    if (cols < room.cols()) {
      canvas.fill(
          new Rect(room.col() + cols, room.row(), 1, Math.min(rows, room.rows())),
          COLUMN_LINE,
          Look.FAINT);
    }
    if (rows < room.rows()) {
      int edge = room.row() + rows;
      canvas.fill(new Rect(room.col(), edge, Math.min(cols, room.cols()), 1), ROW_LINE, Look.FAINT);
      if (cols < room.cols()) {
        canvas.put(room.col() + cols, edge, "┘", Look.FAINT);
      }
    }
  }

  private void tiles(State state, Areas areas) {
    if (state.layout() != Layout.OVERVIEW) {
      return;
    }
    var listed = state.list().listed();
    if (listed.isEmpty()) {
      empty(state, new Rect(0, areas.header().endRow(), state.cols(), state.rows() - 2));
    }
    for (int i = 0; i < areas.tiles().size(); i++) {
      var entry = listed.get(areas.firstTile() + i);
      var tile = areas.tiles().get(i);
      tile(state, entry, tile);
      if (tile.endCol() < state.cols()) {
        canvas.fill(new Rect(tile.endCol(), tile.row(), 1, tile.rows()), COLUMN_LINE, Look.FAINT);
        boolean top = tile.row() == areas.tiles().getFirst().row();
        canvas.put(tile.endCol(), tile.row(), top ? CROSSING_DOWN : CROSSING, Look.FAINT);
      }
    }
  }

  private void tile(State state, SessionEntry entry, Rect area) {
    boolean chosen = entry.id().equals(state.list().chosen());
    var age = entry.age(state.now());
    int ageCols = canvas.width(age);
    var look = chosen ? Look.CHOSEN : entry.active() ? Look.PLAIN : Look.FAINT;
    title(area, standingMark(entry) + " " + entry.label(), look, ageCols + 3);
    if (!chosen && area.cols() > 6) {
      canvas.put(area.col() + 2, area.row(), standingMark(entry), standingLook(entry));
    }
    rightTitle(area, age, chosen ? Look.CHOSEN : Look.FAINT, ageCols);
    var picture = state.scenes().pictures().get(entry.id());
    var room = area.belowTitle();
    if (picture == null) {
      canvas.text(room.col() + 1, room.row(), room.cols() - 1, "Reading …", Look.FAINT);
    } else {
      canvas.picture(room, picture, picture.naturalPan(room.cols(), room.rows()));
    }
  }

  private void note(State state, Rect area) {
    if (area.isEmpty()) {
      return;
    }
    canvas.fill(area, " ", Look.PLAIN);
    var notice = state.notice();
    if (notice != null) {
      canvas.text(
          area.col() + 1,
          area.row(),
          area.cols() - 2,
          notice.text(),
          notice.bad() ? Look.BAD : Look.ACCENT);
      return;
    }
    var chosen = state.list().chosenEntry();
    if (chosen == null) {
      return;
    }
    canvas.put(area.col() + 1, area.row(), standingMark(chosen), standingLook(chosen));
    int end =
        canvas.text(
            area.col() + 3,
            area.row(),
            area.cols() - 4,
            SafeText.of(chosen.fate(state.now())),
            chosen.standing() == SessionEntry.Standing.FAILED ? Look.BAD : Look.PLAIN);
    var id = chosen.id().value();
    if (area.endCol() - end > id.length() + 3) {
      canvas.text(area.endCol() - id.length() - 1, area.row(), id.length(), id, Look.FAINT);
    }
  }
}
