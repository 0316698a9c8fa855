package dev.session.recovery;

import dev.session.home.SessionFiles;
import dev.session.log.LogClock;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogSettings;
import dev.session.log.LogWriter;
import dev.session.story.LogStory;
import java.io.IOException;
import java.util.List;

/// Events that are added to a log which no host writes any more. They end with a seal, so what
/// comes after them is in another segment.
final class FurtherEvents {
  private FurtherEvents() {}

  /// Adds `events`. Whoever calls this holds the session's lock.
  ///
  /// @param told what the log tells so far
  /// @return what it tells then
  static LogStory append(
      SessionFiles files, LogStory told, LogSettings settings, List<Extension> events)
      throws IOException {
    try (var log = LogWriter.open(files.log(), settings, LogClock.system(), null)) {
      var story = told.story();
      log.facts(story.toJson());
      for (var event : events) {
        story = story.after(event, log.append(event), log.lastMicros());
      }
      log.seal();
      return new LogStory(story, log.segment(), log.nextSequence(), log.lastMicros());
    }
  }
}
