package dev.session.cli.dashboard;

import dev.session.home.Home;
import dev.session.replay.Moment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What must be read for a state to be shown.
///
/// @param followed the sessions whose live screens are in sight
/// @param chosen the session whose history may be gone through
/// @param past the moment of its past that is looked at
record Wanted(
    Home home, List<SessionEntry> followed, @Nullable SessionEntry chosen, @Nullable Moment past) {

  Wanted {
    followed = List.copyOf(followed);
  }

  static Wanted by(State state) {
    var areas = Areas.of(state);
    var chosen = state.list().chosenEntry();
    var followed = new ArrayList<SessionEntry>();
    if (state.layout() == Layout.OVERVIEW) {
      var listed = state.list().listed();
      followed.addAll(listed.subList(areas.firstTile(), areas.firstTile() + areas.tiles().size()));
    } else if (chosen != null && !areas.screen().isEmpty()) {
      followed.add(chosen);
    }
    var past = state.scenes().past();
    return new Wanted(
        state.home(),
        followed,
        state.layout() == Layout.OVERVIEW ? null : chosen,
        past == null ? null : past.wanted());
  }
}
