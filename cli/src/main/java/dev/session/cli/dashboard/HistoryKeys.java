package dev.session.cli.dashboard;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys that go through the history of the chosen session.
final class HistoryKeys {
  /// How many columns of the timeline a large step is.
  private static final int LARGE_STEP = 10;

  private HistoryKeys() {}

  /// What a key does; null if it has nothing to do with the history where the focus is.
  static @Nullable Step pressed(State state, KeyStroke key) {
    if (state.list().chosen() == null || state.layout() == Layout.OVERVIEW) {
      return null;
    }
    if (key.getKeyType() == KeyType.Character && !key.isCtrlDown() && !key.isAltDown()) {
      var step = anywhere(state, key.getCharacter());
      if (step != null) {
        return step;
      }
    }
    return state.focus() == Focus.TIMELINE ? onTimeline(state, key) : null;
  }

  private static @Nullable Step anywhere(State state, char letter) {
    return switch (letter) {
      case '<' -> Step.to(scrub(state, -1));
      case '>' -> Step.to(scrub(state, 1));
      case ',' -> Step.to(event(state, -1));
      case '.' -> Step.to(event(state, 1));
      case '[' -> jump(state, marks(state), -1, "There is no mark before this.");
      case ']' -> jump(state, marks(state), 1, "There is no mark after this.");
      case 'n' -> jump(state, finds(state), 1, none(state, "later"));
      case 'N' -> jump(state, finds(state), -1, none(state, "earlier"));
      case 'L' -> Step.to(live(state));
      default -> null;
    };
  }

  private static String none(State state, String where) {
    var text = state.scenes().finds().text();
    return text.isEmpty() ? "'/' looks for something." : "'" + text + "' is nowhere " + where + ".";
  }

  private static @Nullable Step onTimeline(State state, KeyStroke key) {
    return switch (key.getKeyType()) {
      case ArrowLeft -> Step.to(scrub(state, -1));
      case ArrowRight -> Step.to(scrub(state, 1));
      case PageUp -> Step.to(scrub(state, -LARGE_STEP));
      case PageDown -> Step.to(scrub(state, LARGE_STEP));
      case Home -> Step.to(at(state, state.scenes().history().firstMicros()));
      case End -> Step.to(live(state));
      case Character ->
          switch (key.getCharacter()) {
            case 'h' -> Step.to(scrub(state, -1));
            case 'l' -> Step.to(scrub(state, 1));
            case 'g' -> Step.to(at(state, state.scenes().history().firstMicros()));
            case 'G' -> Step.to(live(state));
            default -> null;
          };
      default -> null;
    };
  }

  private static State live(State state) {
    return state.with(state.scenes().with((Past) null));
  }

  /// Goes so many columns of the timeline further.
  static State scrub(State state, int cols) {
    var history = state.scenes().history();
    long step = history.step(Areas.barCols(state.cols()));
    return at(state, state.playhead() + cols * step);
  }

  /// Shows a time; one at or behind the end is the present.
  static State at(State state, long micros) {
    var history = state.scenes().history();
    if (history.isEmpty() || micros >= history.lastMicros()) {
      return live(state);
    }
    long within = Math.max(history.firstMicros(), micros);
    return state.with(state.scenes().with(Past.atTime(within, state.scenes().past())));
  }

  private static State event(State state, int by) {
    var past = state.scenes().past();
    if (past == null) {
      // The event before the last one; which that is, is known once the end is shown as past.
      var history = state.scenes().history();
      return by > 0 || history.isEmpty()
          ? state
          : state.with(state.scenes().with(Past.atTime(history.lastMicros() - 1, null)));
    }
    if (past.sequence() < 0 || past.sequence() + by < 0) {
      return state;
    }
    return state.with(state.scenes().with(Past.atEvent(past.sequence() + by, past.micros(), past)));
  }

  /// A place in the history that one can jump to.
  private record Place(long micros, long sequence, String label) {}

  private static List<Place> marks(State state) {
    var places = new ArrayList<Place>();
    for (var mark : state.scenes().history().marks()) {
      places.add(new Place(mark.micros(), mark.sequence(), "Mark " + mark.label()));
    }
    return places;
  }

  private static List<Place> finds(State state) {
    var places = new ArrayList<Place>();
    for (var find : state.scenes().finds().all()) {
      places.add(new Place(find.micros(), find.sequence(), find.line()));
    }
    return places;
  }

  private static Step jump(State state, List<Place> places, int direction, String none) {
    Place next = null;
    long here = state.playhead();
    var past = state.scenes().past();
    for (var place : places) {
      boolean later =
          past != null && place.micros() == here && past.sequence() >= 0
              ? place.sequence() > past.sequence()
              : place.micros() > here;
      boolean earlier =
          past != null && place.micros() == here && past.sequence() >= 0
              ? place.sequence() < past.sequence()
              : place.micros() < here || past == null;
      if (direction < 0 && earlier || direction > 0 && later && next == null) {
        next = place;
      }
    }
    if (next == null) {
      return Step.to(state.with(Notice.bad(none)));
    }
    var there = Past.atEvent(next.sequence(), next.micros(), past);
    return Step.to(state.with(state.scenes().with(there)).with(Notice.good(next.label())));
  }

  /// After a search: goes to the last place where the text was.
  static Step found(State state, Finds finds) {
    var next = state.with(state.scenes().with(finds));
    if (finds.all().isEmpty()) {
      return Step.to(
          next.with(Notice.bad("'" + finds.text() + "' was never on this session's screen.")));
    }
    var there = jump(next, finds(next), -1, "").state();
    var count = finds.all().size() + (finds.more() ? " times or more" : " times");
    var notice = Notice.good("Seen " + (count.equals("1 times") ? "once" : count));
    return Step.to(
        there.with(
            Notice.good(
                notice.text() + "; n and N go on. " + finds.all().getLast().line().strip())));
  }
}
