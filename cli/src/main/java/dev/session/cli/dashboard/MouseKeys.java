package dev.session.cli.dashboard;

import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;

/// What the mouse does: a click chooses, one on what is chosen already maximises, the wheel moves,
/// and the timeline is dragged.
final class MouseKeys {
  private static final int WHEEL_ROWS = 3;
  private static final int LEFT_BUTTON = 1;

  private MouseKeys() {}

  static Step moved(State state, MouseAction mouse) {
    int col = mouse.getPosition().getColumn();
    int row = mouse.getPosition().getRow();
    return Step.to(
        switch (mouse.getActionType()) {
          case SCROLL_UP -> wheel(state, col, row, -1);
          case SCROLL_DOWN -> wheel(state, col, row, 1);
          case CLICK_DOWN, DRAG ->
              mouse.getButton() == LEFT_BUTTON
                  ? clicked(state, col, row, mouse.getActionType() == MouseActionType.DRAG)
                  : state;
          case CLICK_RELEASE, MOVE -> state;
        });
  }

  private static State wheel(State state, int col, int row, int direction) {
    var areas = Areas.of(state);
    if (areas.screen().contains(col, row)) {
      return Update.pan(state, areas.screen().belowTitle(), direction * WHEEL_ROWS, 0);
    }
    if (areas.timeline().contains(col, row)) {
      return HistoryKeys.scrub(state, direction);
    }
    return state.with(state.list().move(direction));
  }

  private static State clicked(State state, int col, int row, boolean dragged) {
    var areas = Areas.of(state);
    if (areas.timeline().contains(col, row)) {
      var bar = areas.bar();
      int at = Math.clamp(col - bar.col(), 0, bar.cols() - 1);
      var there = HistoryKeys.at(state, state.scenes().history().timeAt(at, bar.cols()));
      return there.with(there.stage().with(Focus.TIMELINE));
    }
    if (dragged) {
      return state;
    }
    if (areas.screen().contains(col, row)) {
      return state.with(state.stage().with(Focus.SCREEN));
    }
    int index = -1;
    for (int i = 0; i < areas.tiles().size(); i++) {
      index = areas.tiles().get(i).contains(col, row) ? areas.firstTile() + i : index;
    }
    if (areas.list().belowTitle().contains(col, row)) {
      index = ListWindow.of(state, areas.list()).first() + row - areas.list().row() - 1;
    }
    return index < 0 || index >= state.list().listed().size() ? state : choose(state, index);
  }

  private static State choose(State state, int index) {
    int now = state.list().chosenIndex();
    if (index == now) {
      return state.with(state.stage().maximised());
    }
    var next = state.with(state.list().move(index - now));
    return next.with(next.stage().with(Focus.LIST));
  }
}
