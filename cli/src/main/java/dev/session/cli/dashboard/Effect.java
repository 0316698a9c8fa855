package dev.session.cli.dashboard;

import dev.session.home.SessionId;

/// What an [Update] wants done besides showing the next state.
sealed interface Effect {
  /// End the dashboard.
  record Leave() implements Effect {}

  /// Draw everything anew: something else may have written to the terminal.
  record Redraw() implements Effect {}

  /// Read which homes there are.
  record FindHomes() implements Effect {}

  /// Look for a text in the history of a session.
  record Search(SessionId id, String text) implements Effect {}

  /// Give the terminal to `session attach`.
  record Attach(SessionId id) implements Effect {}

  /// Take a picture of a session, as it is or, from 0 on, as it was after an event.
  record Screenshot(SessionId id, long sequence) implements Effect {
    static final long NOW = -1;
  }

  record Destroy(SessionId id) implements Effect {}
}
