package dev.session.cli.dashboard;

/// Which part of the list is in sight: the chosen session always is.
record ListWindow(int first, int rows) {
  static ListWindow of(State state, Rect list) {
    int rows = list.belowTitle().rows();
    int chosen = Math.max(0, state.list().chosenIndex());
    int count = state.list().listed().size();
    int first = Math.clamp(chosen - rows / 2L, 0, Math.max(0, count - rows));
    return new ListWindow(first, rows);
  }
}
