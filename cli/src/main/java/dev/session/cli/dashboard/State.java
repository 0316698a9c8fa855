package dev.session.cli.dashboard;

import dev.session.home.Home;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Everything that is shown. Never changes: [Update] makes the next one.
///
/// @param loaded whether the home was read at all yet
/// @param now the time that ages are told by
record State(
    Home home,
    SessionList list,
    boolean loaded,
    Stage stage,
    Scenes scenes,
    @Nullable Dialog dialog,
    @Nullable Notice notice,
    Instant now) {

  static State initial(Home home, boolean withEnded, int cols, int rows, Instant now) {
    return new State(
        home,
        SessionList.empty(withEnded),
        false,
        Stage.of(cols, rows),
        Scenes.EMPTY,
        null,
        null,
        now);
  }

  Layout layout() {
    return stage.layout();
  }

  Focus focus() {
    return stage.focus();
  }

  int cols() {
    return stage.cols();
  }

  int rows() {
    return stage.rows();
  }

  /// Whether the user looks at the past, or is about to.
  boolean isInHistory() {
    return scenes.past() != null || focus() == Focus.TIMELINE;
  }

  /// The screen of the chosen session at the time that the user looks at.
  @Nullable Picture picture() {
    var past = scenes.past();
    if (past != null && past.shown() != null) {
      return past.shown();
    }
    return list.chosen() == null ? null : scenes.pictures().get(list.chosen());
  }

  /// The time that the user looks at.
  long playhead() {
    var past = scenes.past();
    return past == null ? scenes.history().lastMicros() : past.micros();
  }

  /// With another list; if another session is chosen, nothing of the former's history stays.
  State with(SessionList next) {
    boolean same = next.chosen() == null || next.chosen().equals(list.chosen());
    var sameScenes = same ? scenes : scenes.ofAnother();
    var nextStage = same ? stage : stage.with((Pan) null);
    return new State(home, next, loaded, nextStage, sameScenes, dialog, notice, now);
  }

  State with(Stage next) {
    return new State(home, list, loaded, next, scenes, dialog, notice, now);
  }

  State with(Scenes next) {
    return new State(home, list, loaded, stage, next, dialog, notice, now);
  }

  State with(@Nullable Dialog next) {
    return new State(home, list, loaded, stage, scenes, next, notice, now);
  }

  State with(@Nullable Notice next) {
    return new State(home, list, loaded, stage, scenes, dialog, next, now);
  }

  /// After the home was read.
  State read(SessionList next, Instant time) {
    var read = with(next);
    return new State(home, next, true, read.stage, read.scenes, dialog, notice, time);
  }

  /// Another home from its beginning.
  State at(Home other) {
    return initial(other, list.withEnded(), cols(), rows(), now);
  }
}
