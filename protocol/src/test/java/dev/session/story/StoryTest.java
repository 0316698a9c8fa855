package dev.session.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.session.home.Ending;
import dev.session.json.JsonObject;
import dev.session.log.LogEvent.Exit;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogEvent.Payload;
import dev.session.log.LogHeader;
import dev.session.shell.ShellKind;
import dev.session.shell.StartedRun;
import dev.session.status.FailureOrigin;
import dev.session.status.SessionStatus;
import dev.session.status.TerminationReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What events come to for their session.
class StoryTest {
  private static final long MICROS = 1_000_000;

  private static Story told(Payload... events) {
    var story = Story.begin("one", false);
    long sequence = 0;
    for (var event : events) {
      story = story.after(event, sequence++, MICROS);
    }
    return story;
  }

  private static Story inHeader(@Nullable JsonObject facts) {
    return Story.before(
        new LogHeader(
            80,
            24,
            new LogHeader.About("01JD0000000000000000000000", null, null, null, null, facts),
            2,
            0,
            0,
            false,
            null));
  }

  @Test
  void theFirstReasonStaysAndADestroyedSessionIsDestroyed() {
    var ending = StoryEvents.ending(TerminationReason.IDLE_TIMEOUT);
    assertEquals(SessionStatus.EXITING, told(ending).status());
    var destroying = told(ending, StoryEvents.ending(TerminationReason.DESTROYED));
    assertEquals(SessionStatus.DESTROYING, destroying.status());
    assertEquals(TerminationReason.IDLE_TIMEOUT, destroying.reason());
    var over = destroying.after(new Exit(3), 2, MICROS);
    assertEquals(SessionStatus.DESTROYED, over.status());
    assertEquals(
        Ending.exit(Instant.ofEpochSecond(1), 3, null, TerminationReason.IDLE_TIMEOUT),
        over.ending());
  }

  @Test
  void anExitBySignalIsToldFromAnExitCode() {
    var ending = told(Extension.exitBySignal("SIGTERM", 15), new Exit(143)).ending();
    assertNotNull(ending);
    assertEquals("SIGTERM", ending.exitSignal());
    assertNull(ending.exitCode());
  }

  @Test
  void whatIsNotKnownMeansNothing() {
    var story = told();
    var unknown = new Extension(JsonObject.parse("{\"type\":\"of tomorrow\",\"name\":\"x\"}"));
    assertSame(story, story.after(unknown, 0, MICROS));
    var reason = new Extension(JsonObject.parse("{\"type\":\"ending\",\"reason\":\"tomorrow\"}"));
    assertEquals(SessionStatus.EXITING, told(reason).status());
  }

  @Test
  void everyStoryIsReadBackFromAHeader() {
    var run = new StartedRun("marker", "token", ShellKind.ZSH, true).toEvent();
    var stories =
        List.of(
            told(),
            told(StoryEvents.renamed(null), StoryEvents.kept(true)),
            told(run, StoryEvents.ending(TerminationReason.TIME_TO_LIVE)),
            told(Extension.exitBySignal("SIGHUP", 1)),
            told(new Exit(3), StoryEvents.destroyed()),
            told(StoryEvents.failed(FailureOrigin.RENDERER_FAILURE, "It broke.")),
            told(
                StoryEvents.ending(TerminationReason.HOST_STOPPED),
                StoryEvents.hostLost("It died.")));
    for (var story : stories) {
      assertEquals(story, inHeader(JsonObject.parse(story.toJson().compact())));
    }
    assertEquals(inHeader(null), inHeader(inHeader(null).toJson()), "of version 0.1");
  }
}
