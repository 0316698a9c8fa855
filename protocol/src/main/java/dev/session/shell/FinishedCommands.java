package dev.session.shell;

import dev.session.log.Keyframe;
import dev.session.log.Keyframes;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Finds ends of commands in a log.
public final class FinishedCommands {
  /// A command's end.
  ///
  /// @param seq the number of the event that tells of it
  public record Found(FinishedCommand command, long seq) {}

  private FinishedCommands() {}

  /// The last one after event `after`; null where there is none. Reads the log from its end, part
  /// by part.
  public static @Nullable Found last(Path log, long after) throws IOException {
    long end = Long.MAX_VALUE;
    while (end > after + 1 && end > 0) {
      var start = Keyframes.before(log, end == Long.MAX_VALUE ? end : end - 1);
      var found = lastOf(log, start, after, end);
      if (found != null) {
        return found;
      }
      if (start.sequence() >= end || start.sequence() == 0) {
        return null;
      }
      end = start.sequence();
    }
    return null;
  }

  private static @Nullable Found lastOf(Path log, Keyframe start, long after, long end)
      throws IOException {
    Found found = null;
    try (var reader = LogReader.open(log, start)) {
      while (reader.nextSequence() < end && reader.next()) {
        if (reader.code() == 'E'
            && reader.sequence() > after
            && reader.payload() instanceof Extension event
            && event.type().equals(FinishedCommand.TYPE)) {
          found = new Found(FinishedCommand.of(event), reader.sequence());
        }
      }
    }
    return found;
  }
}
