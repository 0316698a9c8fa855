package dev.session.recovery;

import dev.session.home.SessionFiles;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogSettings;
import dev.session.log.SyncPolicy;
import dev.session.shell.CommandOutcome;
import dev.session.shell.FinishedCommand;
import dev.session.story.LogStory;
import dev.session.story.Story;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Logs that were cut off: nobody wrote how their sessions ended, and nobody knows.
final class CutOffLog {
  /// Not forced to the disk: what is lost with the power is noted again, and a thousand sessions
  /// would take their time.
  private static final LogSettings NOTES = LogSettings.DEFAULT.withSync(SyncPolicy.NEVER);

  private static final long MICROS_PER_MILLI = 1_000;

  private CutOffLog() {}

  /// The story with the end that it is given; nothing is written.
  static LogStory ended(LogStory told, Extension end) {
    var story = told.story();
    long next = told.nextSequence();
    for (var event : events(told, end)) {
      story = story.after(event, next++, told.lastMicros());
    }
    return new LogStory(story, told.segment(), next, told.lastMicros());
  }

  /// Gives the log this end: readers of the log alone, players too, see that it was cut off here.
  /// Whoever calls this holds the session's lock.
  ///
  /// @param told what the log tells so far
  /// @return what it tells then
  static LogStory end(SessionFiles files, LogStory told, Extension end) throws IOException {
    return FurtherEvents.append(files, told, NOTES, events(told, end));
  }

  private static List<Extension> events(LogStory told, Extension end) {
    var events = new ArrayList<Extension>();
    var run = told.story().openRun();
    if (run != null && isTyped(run, told)) {
      long millis = Math.max(0, told.lastMicros() - run.micros()) / MICROS_PER_MILLI;
      var lost = new FinishedCommand(CommandOutcome.LOST, run.sequence(), null, null, null, millis);
      events.add(lost.toEvent());
    }
    events.add(end);
    return events;
  }

  private static boolean isTyped(Story.OpenRun run, LogStory told) {
    return run.sequence() < told.nextSequence();
  }
}
