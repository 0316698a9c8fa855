package dev.session.cli.play;

import dev.session.error.ErrorCode;
import dev.session.log.LogReader;
import dev.session.log.LogSummary;
import dev.session.replay.LogFailures;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;

/// A history with a place in it: the screen there, and what comes next. Going to another place
/// takes a keyframe and little more, wherever it is.
final class Reel implements AutoCloseable {
  /// What [#nextMicros] says at the end.
  static final long END = Long.MAX_VALUE;

  private final Path log;
  private final long firstMicros;
  private final long lastMicros;
  private Terminal screen;
  private LogReader reader;
  private long nowMicros;
  private long nextMicros;

  Reel(Path log) {
    this.log = log;
    try {
      var summary = LogSummary.of(log);
      firstMicros = summary.firstMicros();
      lastMicros = summary.lastMicros();
      var replay = Replay.at(log, new Moment.AtTime(firstMicros - 1));
      screen = replay.terminal();
      reader = LogReader.open(log, replay.sequence() + 1);
      nowMicros = firstMicros;
      look();
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  Terminal screen() {
    return screen;
  }

  long lengthMicros() {
    return lastMicros - firstMicros;
  }

  /// Where the reel stands, from the beginning.
  long positionMicros() {
    return nowMicros - firstMicros;
  }

  /// When the next event is, from the beginning; [#END] if there is none.
  long nextMicros() {
    return nextMicros == END ? END : nextMicros - firstMicros;
  }

  /// Goes on by one event; whether the screen may have changed.
  boolean advance() {
    char code = reader.code();
    Replay.apply(reader, screen);
    nowMicros = nextMicros;
    try {
      look();
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
    return code == 'o' || code == 'r';
  }

  /// Goes to a place, as far as there is one.
  void seek(long micros) {
    long wanted = firstMicros + Math.clamp(micros, 0, lengthMicros());
    try {
      var replay = Replay.at(log, new Moment.AtTime(wanted));
      reader.close();
      screen = replay.terminal();
      reader = LogReader.open(log, replay.sequence() + 1);
      nowMicros = wanted;
      look();
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  /// The place of the next mark, or of the end.
  long nextMark() {
    try (var ahead = LogReader.open(log, reader.sequence())) {
      while (ahead.next()) {
        if (ahead.code() == 'm' && ahead.micros() > nowMicros) {
          return ahead.micros() - firstMicros;
        }
      }
      return lengthMicros();
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  /// The place of the last mark before `micros`, or 0.
  long markBefore(long micros) {
    long found = firstMicros;
    try (var behind = LogReader.open(log)) {
      while (behind.next() && behind.micros() < firstMicros + micros) {
        found = behind.code() == 'm' ? behind.micros() : found;
      }
      return found - firstMicros;
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  private void look() throws IOException {
    if (reader.next()) {
      nextMicros = Math.max(nowMicros, reader.micros());
      return;
    }
    nextMicros = END;
    var damage = reader.damage();
    if (damage != null) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, damage);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }
}
