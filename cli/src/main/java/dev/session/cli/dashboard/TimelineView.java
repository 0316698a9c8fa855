package dev.session.cli.dashboard;

import dev.session.cli.output.Amounts;

/// Draws the history of the chosen session: when much was printed and when little, the marks, what
/// was found, and the moment that is looked at.
final class TimelineView {
  private static final String[] LEVELS = {"·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  private static final String MARK = "◆";
  private static final String FOUND = "•";
  private static final long MICROS_PER_MILLI = 1_000;

  private final Canvas canvas;

  TimelineView(Canvas canvas) {
    this.canvas = canvas;
  }

  void draw(State state, Areas areas) {
    var area = areas.timeline();
    var history = state.scenes().history();
    var chosen = state.list().chosenEntry();
    if (chosen == null || history.isEmpty()) {
      return;
    }
    var bar = areas.bar();
    boolean focused = state.focus() == Focus.TIMELINE;
    int playhead = history.colOf(state.playhead(), bar.cols());
    if (bar.cols() < area.cols()) {
      var passed = lasting(state.playhead() - history.firstMicros());
      var all = lasting(history.lastMicros() - history.firstMicros());
      var look = focused ? Look.STRONG : Look.PLAIN;
      canvas.text(bar.col() - 1 - passed.length(), area.row(), passed.length(), passed, look);
      canvas.text(bar.endCol() + 1, area.row(), area.endCol() - bar.endCol() - 1, all, Look.FAINT);
    }
    var levels = history.levels(bar.cols(), LEVELS.length - 1);
    for (int col = 0; col < bar.cols(); col++) {
      // What is yet to come, seen from where the user is, is faint.
      canvas.put(bar.col() + col, bar.row(), LEVELS[levels[col]], look(col, playhead, focused));
    }
    for (var find : state.scenes().finds().all()) {
      int col = history.colOf(find.micros(), bar.cols());
      canvas.put(bar.col() + col, bar.row(), FOUND, Look.WARNING);
    }
    for (var mark : history.marks()) {
      int col = history.colOf(mark.micros(), bar.cols());
      canvas.put(bar.col() + col, bar.row(), MARK, Look.WARNING);
    }
    var here = state.scenes().past() == null ? Look.GOOD : Look.WARNING;
    canvas.put(bar.col() + playhead, bar.row(), "┃", focused ? here.strong() : here);
  }

  private static Look look(int col, int playhead, boolean focused) {
    if (col > playhead) {
      return Look.FAINT;
    }
    return focused ? Look.ACCENT.strong() : Look.ACCENT;
  }

  private static String lasting(long micros) {
    return Amounts.duration(Math.max(0, micros) / MICROS_PER_MILLI);
  }

  /// Which moment of the session is looked at.
  static String when(State state, SessionEntry chosen) {
    var past = state.scenes().past();
    if (past == null) {
      return chosen.active() ? "LIVE" : "END";
    }
    long before = state.scenes().history().lastMicros() - past.micros();
    var event = past.sequence() < 0 ? "" : " #" + past.sequence();
    return "PAST −" + lasting(before) + event;
  }

  static Look whenLook(State state, SessionEntry chosen) {
    if (state.scenes().past() != null) {
      return Look.WARNING;
    }
    return chosen.active() ? Look.GOOD : Look.FAINT;
  }
}
