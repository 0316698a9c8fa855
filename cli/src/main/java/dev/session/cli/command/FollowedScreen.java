package dev.session.cli.command;

import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.log.Keyframe;
import dev.session.log.Keyframes;
import dev.session.replay.LogFailures;
import dev.session.replay.Replay;
import dev.session.status.SessionCommand;
import dev.session.terminal.Terminal;
import java.io.IOException;

/// The screen of a session, made from its files and brought up to date as the session goes on. So a
/// running session and one that is over are looked at in the same way.
final class FollowedScreen implements AutoCloseable {
  private final SessionCommand command;
  private final Terminal terminal;
  private final History history;
  private long sequence;

  private FollowedScreen(SessionCommand command, Keyframe start, History history) {
    this.command = command;
    this.history = history;
    terminal = Replay.terminal(start);
    sequence = start.sequence() - 1;
  }

  /// The screen as it is now, read for `command`.
  static FollowedScreen of(Call call, Target target, SessionCommand command) {
    var log = target.files().log();
    try {
      var start = Keyframes.before(log, Long.MAX_VALUE);
      return new FollowedScreen(command, start, History.from(call, target, start.sequence()));
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  /// Brings it up to date; true if the session is over, so that it will never change again.
  ///
  /// @param millis how long to wait at most if nothing has happened; 0 for not at all
  boolean update(long millis) {
    boolean over = history.await(command, sequence, millis);
    while (history.next()) {
      Replay.apply(history.reader(), terminal);
      sequence = history.reader().sequence();
    }
    return over;
  }

  Terminal terminal() {
    return terminal;
  }

  /// The number of the last event that it shows; −1 where there is none.
  long sequence() {
    return sequence;
  }

  @Override
  public void close() {
    history.close();
  }
}
