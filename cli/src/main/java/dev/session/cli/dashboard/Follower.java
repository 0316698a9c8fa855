package dev.session.cli.dashboard;

import dev.session.error.ErrorCode;
import dev.session.log.LogReader;
import dev.session.replay.LogFailures;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;

/// The live screen of a session, read from its log as that grows.
///
/// Owner: one thread.
final class Follower implements AutoCloseable {
  /// How often the clock is looked at.
  private static final int EVENTS_PER_LOOK = 16;

  private final Terminal terminal;
  private final LogReader reader;

  private Follower(Terminal terminal, LogReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /// Begins with the screen as it is now.
  ///
  /// @throws dev.session.error.SessionException REPLAY_ERROR where the log is damaged
  static Follower of(Path log) throws IOException {
    var now = Replay.at(log, Moment.END);
    return new Follower(now.terminal(), LogReader.open(log, now.sequence() + 1));
  }

  Terminal terminal() {
    return terminal;
  }

  /// Reads on, at most until a time of [System#nanoTime].
  ///
  /// @return whether there is more to read at once
  /// @throws dev.session.error.SessionException REPLAY_ERROR where the log is damaged
  boolean advance(long untilNanos) throws IOException {
    int read = 0;
    while (reader.next()) {
      Replay.apply(reader, terminal);
      if (++read % EVENTS_PER_LOOK == 0 && System.nanoTime() - untilNanos > 0) {
        return true;
      }
    }
    var damage = reader.damage();
    if (damage != null) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, damage);
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
