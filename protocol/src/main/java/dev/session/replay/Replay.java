package dev.session.replay;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.log.Keyframe;
import dev.session.log.KeyframeRebuild;
import dev.session.log.KeyframeSource;
import dev.session.log.Keyframes;
import dev.session.log.LogEvent;
import dev.session.log.LogReader;
import dev.session.log.LogSettings;
import dev.session.log.ReplayTerminal;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The screen at a moment of a log: a keyframe and at most what lies between it and the moment, in
/// memory that does not depend on the size of the log.
///
/// @param terminal answers no queries
/// @param sequence the number of the last event that the terminal has seen; −1 where it saw none
/// @param micros the time of that event, or when the log began
public record Replay(Terminal terminal, long sequence, long micros) {
  /// What live terminals and replays of sessions have in common, so that a keyframe of the one
  /// means the same to the other.
  private static final TerminalOptions OPTIONS =
      TerminalOptions.defaults().withWindowResizeAllowed(true);

  private static final TerminalOptions SILENT = OPTIONS.withReplies(false);

  /// A terminal of this size for a session.
  public static Terminal liveTerminal(int cols, int rows) {
    return new Terminal(cols, rows, OPTIONS);
  }

  /// The state of `terminal` for a keyframe, with all of its scrollback, so that a replay has as
  /// much of it as the live session.
  public static KeyframeSource.State state(Terminal terminal) {
    return new KeyframeSource.State(
        terminal.cols(), terminal.rows(), terminal.dump(OPTIONS.scrollbackLines()));
  }

  /// The screen at `moment`.
  ///
  /// @throws SessionException REPLAY_ERROR where the log is missing, or damaged before the moment;
  ///   INVALID_INPUT where the history has no such moment; CURSOR_TRIMMED where it was dropped
  public static Replay at(Path log, Moment moment) {
    try {
      if (moment instanceof Moment.End) {
        return upTo(log, Long.MAX_VALUE); // without the switch, whose first use costs milliseconds
      }
      return switch (moment) {
        case Moment.AtSequence(long sequence) -> atSequence(log, sequence);
        case Moment.AtTime(long micros) -> atTime(log, micros);
        case Moment.End _, Moment.AfterStart _, Moment.BeforeEnd _, Moment.AtMark _ ->
            upTo(log, Moments.sequence(log, moment));
      };
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  private static Replay atSequence(Path log, long sequence) throws IOException {
    var replay = upTo(log, sequence);
    if (replay.sequence < sequence) {
      throw Moments.none(
          "The history has no event " + sequence + " yet; its last one is " + replay.sequence + ".",
          JsonObject.builder().put("lastEventSeq", replay.sequence).build());
    }
    return replay;
  }

  private static Replay upTo(Path log, long sequence) throws IOException {
    // A keyframe's number is that of the next event.
    long next = sequence == Long.MAX_VALUE ? sequence : sequence + 1;
    var start = Keyframes.before(log, next);
    if (writesIndex(log, start)) {
      start = Keyframes.before(log, next);
    }
    if (start.sequence() > sequence + 1 && sequence != Long.MAX_VALUE) {
      throw LogFailures.trimmed(start.sequence());
    }
    return run(log, start, sequence, Long.MAX_VALUE);
  }

  private static Replay atTime(Path log, long micros) throws IOException {
    var start = Keyframes.beforeTime(log, micros);
    if (writesIndex(log, start)) {
      start = Keyframes.beforeTime(log, micros);
    }
    if (start.sequence() > 0 && start.micros() > micros) {
      throw LogFailures.trimmed(start.sequence());
    }
    return run(log, start, Long.MAX_VALUE, micros);
  }

  /// Writes the index of a segment again that somebody deleted, so that only this replay is slow.
  private static boolean writesIndex(Path log, Keyframe start) throws IOException {
    long every = LogSettings.DEFAULT.keyframeEveryBytes();
    if (!KeyframeRebuild.isMissing(log, start, every)) {
      return false;
    }
    try {
      KeyframeRebuild.of(log, start.sequence(), every, Replay::rebuilding);
      return true;
    } catch (IOException _) {
      // A damaged segment, which the replay will tell of, or a place that may not be written: the
      // index is for speed only.
      return false;
    }
  }

  /// The number of the last event that the terminal has seen, or null before the first one.
  public @Nullable Long shownSequence() {
    return sequence < 0 ? null : sequence;
  }

  /// The screen as the keyframe that an exported part of the log begins with. It is in no file.
  public Keyframe asKeyframe() {
    var state = state(terminal);
    return new Keyframe(sequence + 1, micros, state.cols(), state.rows(), state.bytes(), 0, 0);
  }

  /// A terminal in the state of a keyframe, which answers no queries.
  public static Terminal terminal(Keyframe start) {
    Terminal terminal;
    try {
      terminal = new Terminal(start.cols(), start.rows(), SILENT);
    } catch (IllegalArgumentException e) {
      throw impossible(start.cols(), start.rows(), e);
    }
    terminal.restore(start.bytes());
    return terminal;
  }

  // No log of ours says so, but one that was imported may.
  private static SessionException impossible(int cols, int rows, RuntimeException cause) {
    return new SessionException(
        ErrorCode.REPLAY_ERROR,
        "The log tells of a terminal of "
            + cols
            + " columns and "
            + rows
            + " rows, which cannot be.",
        JsonObject.builder().put("cols", cols).put("rows", rows).build(),
        cause);
  }

  /// A terminal in the state of a keyframe, for writing a keyframe index again.
  public static ReplayTerminal rebuilding(Keyframe start) {
    var terminal = terminal(start);
    return new ReplayTerminal() {
      @Override
      public void output(byte[] bytes, int from, int end) {
        terminal.feed(bytes, from, end - from);
      }

      @Override
      public void resize(int cols, int rows) {
        terminal.resize(cols, rows);
      }

      @Override
      public State state() {
        return Replay.state(terminal);
      }
    };
  }

  private static Replay run(Path log, Keyframe start, long lastSequence, long lastMicros)
      throws IOException {
    var terminal = terminal(start);
    long sequence = start.sequence() - 1;
    long micros = start.micros();
    try (var reader = LogReader.open(log, start)) {
      while (sequence < lastSequence && reader.next() && reader.micros() <= lastMicros) {
        apply(reader, terminal);
        sequence = reader.sequence();
        micros = reader.micros();
      }
      var damage = reader.damage();
      if (damage != null) {
        throw LogFailures.of(ErrorCode.REPLAY_ERROR, damage);
      }
    }
    return new Replay(terminal, sequence, micros);
  }

  /// Does to `terminal` what the reader's event did to the session's.
  public static void apply(LogReader reader, Terminal terminal) {
    if (reader.code() == 'o') {
      terminal.feed(reader.data(), 0, reader.dataLength());
    } else if (reader.code() == 'r'
        && reader.payload() instanceof LogEvent.Resize(int cols, int rows)) {
      try {
        terminal.resize(cols, rows);
      } catch (IllegalArgumentException e) {
        throw impossible(cols, rows, e);
      }
    }
  }
}
