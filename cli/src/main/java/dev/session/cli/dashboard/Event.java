package dev.session.cli.dashboard;

import com.googlecode.lanterna.input.KeyStroke;
import dev.session.home.Home;
import dev.session.home.SessionId;
import dev.session.replay.Moment;
import java.time.Instant;
import java.util.List;

/// What happens to the dashboard.
sealed interface Event {
  /// A key or a movement of the mouse.
  record Pressed(KeyStroke key) implements Event {}

  record Resized(int cols, int rows) implements Event {}

  /// The sessions of a home were read.
  record HomeRead(Home home, List<SessionEntry> sessions, int unreadable, Instant now)
      implements Event {}

  /// The homes there are were read.
  record HomesFound(List<HomeEntry> homes) implements Event {}

  /// The live screen of a session changed.
  record ScreenChanged(SessionId id, Picture picture) implements Event {}

  /// The screen of a session at a moment of its past.
  record PastShown(SessionId id, Moment moment, Picture picture, long sequence, long micros)
      implements Event {}

  /// More is known of the history of a session.
  record HistoryRead(SessionId id, History history) implements Event {}

  /// A text was looked for.
  record Found(SessionId id, Finds finds) implements Event {}

  /// Something the user shall know.
  record Told(Notice notice) implements Event {}
}
