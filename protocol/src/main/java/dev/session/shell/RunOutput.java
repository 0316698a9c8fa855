package dev.session.shell;

import dev.session.log.LogEvent.Extension;
import dev.session.log.LogEvent.Input;
import dev.session.log.LogReader;
import dev.session.shell.CommandTracker.CommandEnd;
import dev.session.shell.CommandTracker.Phase;
import java.io.IOException;
import java.nio.file.Path;

/// Finds in a log what the command of a `run` printed, of whatever size, long after.
public final class RunOutput {
  private static final String HIDDEN_INPUT = "hidden-input";

  private static final CommandTracker.Listener NOBODY =
      new CommandTracker.Listener() {
        @Override
        public void prompted(Phase phase) {}

        @Override
        public void ended(CommandEnd end) {}
      };

  private RunOutput() {}

  /// Gives `output` what was printed by the command whose first input is event `runSeq`, as far as
  /// the log has it.
  public static void read(Path log, long runSeq, CommandTracker.Capture output) throws IOException {
    var tracker = new CommandTracker(NOBODY, output);
    // The run's own event stands right before its first input.
    try (var reader = LogReader.open(log, Math.max(0, runSeq - 1))) {
      boolean finished = false;
      while (!finished && reader.next()) {
        switch (reader.code()) {
          case 'o' -> tracker.printed(reader.data(), 0, reader.dataLength());
          case 'i' -> {
            if (reader.payload() instanceof Input(byte[] bytes)) {
              tracker.typed(bytes);
            }
          }
          case 'E' -> finished = event(reader, runSeq, tracker);
          default -> {}
        }
      }
    }
  }

  /// Whether the event is the end of the run.
  private static boolean event(LogReader reader, long runSeq, CommandTracker tracker) {
    if (!(reader.payload() instanceof Extension event)) {
      return false;
    }
    return switch (event.type()) {
      case StartedRun.TYPE -> {
        if (reader.sequence() == runSeq - 1) {
          var run = StartedRun.of(event);
          tracker.joined(run.token(), run.shell(), run.editing());
        }
        yield false;
      }
      case HIDDEN_INPUT -> {
        tracker.entered();
        yield false;
      }
      case FinishedCommand.TYPE -> {
        var end = FinishedCommand.of(event).runSeq();
        yield end != null && end == runSeq;
      }
      default -> false;
    };
  }
}
