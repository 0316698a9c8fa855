package dev.session.cli.dashboard;

import java.util.ArrayList;
import java.util.List;

/// Where everything stands, on a screen of any size. What has no place is empty.
///
/// @param header the home and the counts
/// @param list the sessions; its first row is its title
/// @param screen the chosen session; its first row is its title
/// @param tiles the sessions of the overview from the one numbered `firstTile` on, each with a
///   title
/// @param note what is to be said about the chosen session
/// @param timeline its history
/// @param hints what keys there are, or what is being typed
record Areas(
    Rect header,
    Rect list,
    Rect screen,
    List<Rect> tiles,
    int firstTile,
    Rect note,
    Rect timeline,
    Rect hints) {

  /// Narrower screens show either the list or a session.
  private static final int SPLIT_MIN_COLS = 64;

  private static final int LIST_MIN_COLS = 24;
  private static final int LIST_MAX_COLS = 48;
  private static final int LIST_PERCENT = 30;

  /// Lower screens have no room for a note and a timeline.
  private static final int NOTE_MIN_ROWS = 10;

  private static final int HINTS_MIN_ROWS = 4;

  private static final int TILE_MIN_COLS = 36;
  private static final int TILE_MIN_ROWS = 7;

  /// What a session's screen mostly is like.
  private static final double USUAL_COLS = 80;

  private static final double USUAL_ROWS = 25;

  /// Left of the bar of a timeline, and right of it.
  private static final int TIME_COLS = 9;

  static Areas of(State state) {
    int cols = state.cols();
    int rows = state.rows();
    int hintRows = rows >= HINTS_MIN_ROWS ? 1 : 0;
    var hints = new Rect(0, rows - hintRows, cols, hintRows);
    return switch (state.layout()) {
      case SPLIT -> split(state, hints);
      case MAXIMISED -> maximised(state, hints);
      case OVERVIEW -> overview(state, hints);
    };
  }

  private static Areas split(State state, Rect hints) {
    int cols = state.cols();
    boolean tall = state.rows() >= NOTE_MIN_ROWS;
    int noteRow = hints.row() - (tall ? 2 : 0);
    var note = tall ? new Rect(0, noteRow, cols, 1) : Rect.EMPTY;
    var timeline = tall ? new Rect(0, noteRow + 1, cols, 1) : Rect.EMPTY;
    var header = tall ? new Rect(0, 0, cols, 1) : Rect.EMPTY;
    int top = header.endRow();
    int bodyRows = noteRow - top;
    var list = new Rect(0, top, cols, bodyRows);
    var screen = list;
    if (cols >= SPLIT_MIN_COLS) {
      int listCols = Math.clamp(cols * LIST_PERCENT / 100, LIST_MIN_COLS, LIST_MAX_COLS);
      list = new Rect(0, top, listCols, bodyRows);
      screen = new Rect(listCols + 1, top, cols - listCols - 1, bodyRows);
    } else if (state.focus() == Focus.LIST) {
      screen = Rect.EMPTY;
    } else {
      list = Rect.EMPTY;
    }
    return new Areas(header, list, screen, List.of(), 0, note, timeline, hints);
  }

  private static Areas maximised(State state, Rect hints) {
    boolean hasTimeline = state.isInHistory() && state.rows() >= HINTS_MIN_ROWS;
    int bodyRows = hints.row() - (hasTimeline ? 1 : 0);
    var timeline = hasTimeline ? new Rect(0, bodyRows, state.cols(), 1) : Rect.EMPTY;
    var screen = new Rect(0, 0, state.cols(), bodyRows);
    return new Areas(Rect.EMPTY, Rect.EMPTY, screen, List.of(), 0, Rect.EMPTY, timeline, hints);
  }

  private static Areas overview(State state, Rect hints) {
    int count = Math.max(1, state.list().listed().size());
    var header = new Rect(0, 0, state.cols(), state.rows() >= HINTS_MIN_ROWS ? 1 : 0);
    int bodyRows = hints.row() - header.rows();
    int across = bestColumns(count, state.cols(), bodyRows);
    int tileCols = (state.cols() + 1) / across - 1;
    int downNeeded = (count + across - 1) / across;
    int down = Math.clamp(bodyRows / TILE_MIN_ROWS, 1, downNeeded);
    int tileRows = bodyRows / down;
    int perPage = across * down;
    int firstTile = Math.max(0, state.list().chosenIndex()) / perPage * perPage;
    var tiles = new ArrayList<Rect>();
    for (int i = 0; i < perPage && firstTile + i < state.list().listed().size(); i++) {
      int col = i % across * (tileCols + 1);
      int row = header.endRow() + i / across * tileRows;
      // What division leaves over belongs to the last ones.
      int endCol = (i + 1) % across == 0 ? state.cols() : col + tileCols;
      int endRow = i / across == down - 1 ? hints.row() : row + tileRows;
      tiles.add(new Rect(col, row, endCol - col, endRow - row));
    }
    return new Areas(
        header, Rect.EMPTY, Rect.EMPTY, tiles, firstTile, Rect.EMPTY, Rect.EMPTY, hints);
  }

  /// How many tiles side by side show the most of their sessions.
  private static int bestColumns(int count, int cols, int rows) {
    int most = Math.max(1, (cols + 1) / (TILE_MIN_COLS + 1));
    int best = most;
    double bestShare = 0;
    for (int across = 1; across <= Math.min(most, count); across++) {
      int tileCols = (cols + 1) / across - 1;
      int tileRows = rows / ((count + across - 1) / across);
      if (tileRows < TILE_MIN_ROWS) {
        continue;
      }
      double share = Math.min(1, tileCols / USUAL_COLS) * Math.min(1, tileRows / USUAL_ROWS);
      if (share > bestShare) {
        best = across;
        bestShare = share;
      }
    }
    return best;
  }

  /// How many tiles stand side by side.
  int tilesAcross() {
    int across = 0;
    while (across < tiles.size() && tiles.get(across).row() == tiles.getFirst().row()) {
      across++;
    }
    return Math.max(1, across);
  }

  /// The part of the timeline that stands for time.
  Rect bar() {
    int barCols = barCols(timeline.cols());
    return barCols < timeline.cols()
        ? new Rect(TIME_COLS, timeline.row(), barCols, timeline.rows())
        : timeline;
  }

  /// How many columns of a screen of this width stand for time.
  static int barCols(int cols) {
    return cols > 3 * TIME_COLS ? cols - 2 * TIME_COLS : cols;
  }
}
