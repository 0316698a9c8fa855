package dev.session.replay;

import dev.session.error.ErrorCode;
import dev.session.log.Keyframes;
import dev.session.log.LogEvent;
import dev.session.log.LogReader;
import dev.session.screen.ScreenView;
import dev.session.screen.TypedLines;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The end of a log as somebody sees it who waits for something there: what a live session tells a
/// wait, from the files.
public final class LastView {
  private LastView() {}

  /// Reads it.
  ///
  /// @param from the event from which on bells and what was typed matter; null where at most the
  ///   last stretch does
  /// @throws dev.session.error.SessionException REPLAY_ERROR where the log cannot be read to its
  ///   end
  public static ScreenView of(Path log, @Nullable Long from, boolean over) {
    try {
      // A keyframe's number is that of the next event.
      var start = Keyframes.before(log, from == null ? Long.MAX_VALUE : from);
      var terminal = Replay.terminal(start);
      var typed = new TypedLines();
      terminal.setListener(typed.prompts(terminal));
      long sequence = start.sequence() - 1;
      long bellSequence = -1;
      try (var reader = LogReader.open(log, start)) {
        while (reader.next()) {
          long bells = terminal.bellCount();
          if (reader.code() == 'i' && reader.payload() instanceof LogEvent.Input(byte[] bytes)) {
            typed.type(reader.sequence(), bytes, terminal);
          }
          Replay.apply(reader, terminal);
          sequence = reader.sequence();
          if (terminal.bellCount() > bells) {
            bellSequence = sequence;
          }
        }
        var damage = reader.damage();
        if (damage != null) {
          throw LogFailures.of(ErrorCode.REPLAY_ERROR, damage);
        }
      }
      return ScreenView.of(terminal, typed, sequence, bellSequence, over);
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }
}
