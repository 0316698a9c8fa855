package dev.session.story;

import dev.session.home.LogMark;
import dev.session.json.JsonException;
import dev.session.log.LogDamagedException;
import dev.session.log.LogReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The story that a log's files tell up to an event: of a damaged log, up to the damage.
///
/// @param segment the last segment that was read
/// @param nextSequence the number behind the last event that was read
/// @param lastMicros the time of that event
public record LogStory(Story story, int segment, long nextSequence, long lastMicros) {

  /// Where it ends.
  public LogMark mark() {
    return new LogMark(segment, nextSequence);
  }

  /// The whole story. Reads the last segment.
  ///
  /// @throws NoSuchFileException if there is no log
  /// @throws LogDamagedException if nothing of the last segment can be read
  public static LogStory of(Path log) throws IOException {
    return of(log, Long.MAX_VALUE);
  }

  /// The story up to the event `sequence`, that included.
  ///
  /// @throws NoSuchFileException if there is no log
  /// @throws LogDamagedException if nothing of the event's segment can be read
  public static LogStory of(Path log, long sequence) throws IOException {
    try (var reader = LogReader.openSegmentOf(log, sequence)) {
      if (!reader.hasHeader()) {
        throw new NoSuchFileException(log.toString(), null, "there is no log");
      }
      var damage = reader.damage();
      if (damage != null) {
        throw new LogDamagedException(damage);
      }
      var story = Story.before(reader.header());
      while (reader.nextSequence() <= sequence && reader.next()) {
        // Most of a log says nothing of the session's life, and is not made an object for it.
        if (reader.code() == 'E' || reader.code() == 'x') {
          story = story.after(reader.payload(), reader.sequence(), reader.micros());
        }
      }
      return new LogStory(story, reader.header().segment(), reader.nextSequence(), reader.micros());
    } catch (JsonException e) {
      throw new IOException("an event does not say what it must: " + e.getMessage(), e);
    }
  }
}
