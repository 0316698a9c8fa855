package dev.session.cli.command;

import dev.session.cli.route.LiveHost;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.log.LogFollower;
import dev.session.log.LogReader;
import dev.session.log.LogSummary;
import dev.session.replay.LogFailures;
import dev.session.replay.Moment;
import dev.session.replay.Moments;
import dev.session.status.SessionCommand;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The events of a session in their order, as its files tell them. A live host is only asked to
/// write what it holds back, and when there is more.
final class History implements AutoCloseable {
  /// How long the files of a session that is being destroyed are watched before its record is
  /// looked at again.
  private static final long FILES_LOOK_MILLIS = 200;

  private final Call call;
  private final Target target;
  private final Path log;
  private final LogReader reader;

  private History(Call call, Target target, LogReader reader) {
    this.call = call;
    this.target = target;
    this.log = target.files().log();
    this.reader = reader;
  }

  /// The history of a session, as far as it is left.
  static History of(Call call, Target target) {
    return open(call, target, 0);
  }

  /// The history of a session from an event on, which may be yet to come.
  ///
  /// @throws SessionException CURSOR_TRIMMED if that event was dropped
  static History from(Call call, Target target, long sequence) {
    var history = open(call, target, sequence);
    long first = history.reader.nextSequence();
    if (first > sequence) {
      history.close();
      throw LogFailures.trimmed(first);
    }
    return history;
  }

  private static History open(Call call, Target target, long sequence) {
    try {
      return new History(call, target, LogReader.open(target.files().log(), sequence));
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, target.files().log(), e);
    }
  }

  /// Has a live host write what it holds back. The result is the number of the event that is the
  /// first not to be read now, so that a session which prints without end does not hold up its
  /// reader.
  static long end(Call call, Target target, SessionCommand command) {
    return target.route(command, host -> flushed(call, target, host) + 1, (_, _) -> Long.MAX_VALUE);
  }

  private static long flushed(Call call, Target target, LiveHost host) {
    var result = host.post(target.path("flush"), null, call.timeoutMillis());
    var last = result.fields("").optionalLong("lastEventSeq");
    return last == null ? -1 : last;
  }

  /// A part of a history.
  ///
  /// @param first the number of its first event
  /// @param end the number of the first event behind it
  record Part(long first, long end) {}

  /// The part that lies behind `from` and ends with `to`, or where `end` is.
  ///
  /// @param from null for the beginning
  /// @param to null for the end
  static Part part(Path log, @Nullable Moment from, @Nullable Moment to, long end) {
    try {
      long last = to == null ? Long.MAX_VALUE : Moments.sequence(log, to);
      return new Part(
          from == null ? 0 : next(Moments.sequence(log, from)), Math.min(end, next(last)));
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  private static long next(long sequence) {
    return sequence == Long.MAX_VALUE ? sequence : sequence + 1;
  }

  /// Moves to the next event that is in the files; false if there is none.
  boolean next() {
    try {
      boolean more = reader.next();
      var damage = reader.damage();
      if (damage != null) {
        throw droppedOr(LogFailures.of(ErrorCode.REPLAY_ERROR, damage));
      }
      return more;
    } catch (NoSuchFileException e) {
      throw droppedOr(LogFailures.of(ErrorCode.REPLAY_ERROR, log, e));
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  /// Segments that are dropped while they are read look like missing ones.
  private SessionException droppedOr(SessionException failure) {
    try {
      long first = LogSummary.firstSequence(log);
      return first > reader.nextSequence() ? LogFailures.trimmed(first) : failure;
    } catch (IOException e) {
      return LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  /// The current event.
  LogReader reader() {
    return reader;
  }

  /// Waits until there is more than event `after`, or the session is over; true if it is over, so
  /// that nothing follows what is in the files then.
  ///
  /// @param millis how long to wait at most, 0 for not at all
  boolean await(SessionCommand command, long after, long millis) {
    return target.route(
        command,
        host -> {
          if (flushed(call, target, host) > after || millis == 0) {
            return false;
          }
          return changed(host, after, millis);
        },
        (record, _) -> record.status().terminal() || millis > 0 && grows(after, millis));
  }

  /// Reads all that there is and will be, until the session is over.
  void follow(SessionCommand command, Runnable event) {
    boolean over = false;
    while (!over) {
      over =
          target.route(
              command,
              host -> {
                boolean ended = false;
                while (!ended) {
                  drain(event);
                  ended = changed(host, reader.nextSequence() - 1, 0);
                }
                return true;
              },
              (record, _) ->
                  record.status().terminal()
                      || grows(reader.nextSequence() - 1, FILES_LOOK_MILLIS));
      drain(event);
    }
  }

  private void drain(Runnable event) {
    while (next()) {
      event.run();
    }
  }

  private boolean changed(LiveHost host, long after, long millis) {
    var result =
        host.get(
            target.path("changes") + "?after=" + after + "&timeoutMs=" + millis,
            LiveHost.waitMillis(millis));
    return result.fields("").bool("ended");
  }

  // Always false: a log that grows has not ended.
  private boolean grows(long after, long millis) {
    try (var follower = LogFollower.open(log, after + 1)) {
      var _ = follower.next(millis);
      return false;
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
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
