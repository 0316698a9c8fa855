package dev.session.cli.dashboard;

import dev.session.home.SessionId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of the screens of the sessions, and of the history of the chosen one.
///
/// @param pictures the live screens of those that are in sight
/// @param past the moment that the user looks at; null for the present
record Scenes(Map<SessionId, Picture> pictures, @Nullable Past past, History history, Finds finds) {
  static final Scenes EMPTY = new Scenes(Map.of(), null, History.EMPTY, Finds.NONE);

  Scenes {
    pictures = Map.copyOf(pictures);
  }

  Scenes with(SessionId id, Picture picture) {
    var next = new HashMap<>(pictures);
    next.put(id, picture);
    return new Scenes(next, past, history, finds);
  }

  Scenes with(@Nullable Past next) {
    return new Scenes(pictures, next, history, finds);
  }

  Scenes with(History next) {
    return new Scenes(pictures, past, next, finds);
  }

  Scenes with(Finds next) {
    return new Scenes(pictures, past, history, next);
  }

  /// Another session is the chosen one.
  Scenes ofAnother() {
    return new Scenes(pictures, null, History.EMPTY, Finds.NONE);
  }
}
