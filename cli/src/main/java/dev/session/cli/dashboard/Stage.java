package dev.session.cli.dashboard;

import org.jspecify.annotations.Nullable;

/// How the screen is used.
///
/// @param former the layout that is returned to from a maximised session
/// @param pan what part of the session's screen the user wants to see; null for the natural one
/// @param cols the size of the user's terminal
/// @param rows likewise
record Stage(Layout layout, Layout former, Focus focus, @Nullable Pan pan, int cols, int rows) {

  static Stage of(int cols, int rows) {
    return new Stage(Layout.SPLIT, Layout.SPLIT, Focus.LIST, null, cols, rows);
  }

  Stage maximised() {
    return new Stage(Layout.MAXIMISED, layout, Focus.SCREEN, null, cols, rows);
  }

  Stage restored() {
    return new Stage(former, Layout.SPLIT, Focus.LIST, null, cols, rows);
  }

  Stage with(Layout next) {
    return new Stage(next, layout, Focus.LIST, null, cols, rows);
  }

  Stage with(Focus next) {
    return new Stage(layout, former, next, pan, cols, rows);
  }

  Stage with(@Nullable Pan next) {
    return new Stage(layout, former, focus, next, cols, rows);
  }

  Stage sized(int newCols, int newRows) {
    return new Stage(layout, former, focus, pan, newCols, newRows);
  }
}
