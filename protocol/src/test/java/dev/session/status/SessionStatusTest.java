package dev.session.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionStatusTest {

  @Test
  void thereAreSixStatuses() {
    assertEquals(6, SessionStatus.values().length);
  }

  /// The design's table: active, terminal, commandable, live host, offline replay, collectable,
  /// destroyed.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "running    | active commandable live",
        "exiting    | active live",
        "exited     | terminal offline collectable",
        "failed     | terminal offline collectable",
        "destroying | active offline",
        "destroyed  | terminal offline collectable destroyed",
      })
  void everyStatusIsARowOfTheDesignsTable(String word, String properties) {
    var status = SessionStatus.ofWord(word);
    assertNotNull(status);
    assertEquals(word, status.word());
    var has = new StringBuilder();
    has.append(status.active() ? " active" : "").append(status.terminal() ? " terminal" : "");
    has.append(status.commandable() ? " commandable" : "");
    has.append(status.liveHost() ? " live" : "").append(status.offlineReplay() ? " offline" : "");
    has.append(status.collectable() ? " collectable" : "");
    has.append(status.destroyed() ? " destroyed" : "");
    assertEquals(properties, has.toString().strip());
  }

  @ParameterizedTest
  @EnumSource
  void theInvariantsHold(SessionStatus status) {
    assertTrue(status.active() ^ status.terminal(), "active or terminal");
    assertTrue(status.liveHost() ^ status.offlineReplay(), "live host or offline replay");
    assertTrue(!status.collectable() || status.terminal(), "collectable is terminal");
    assertTrue(!status.commandable() || status.active(), "commandable is active");
    assertTrue(!status.destroyed() || status.terminal(), "destroyed is terminal");
  }

  @Test
  void otherWordsAreNoStatuses() {
    assertNull(SessionStatus.ofWord("RUNNING"));
    assertNull(SessionStatus.ofWord("created"));
    assertNull(SessionStatus.ofWord(""));
  }

  /// Columns: end requested, destroy requested, child exited, host lost, exit found.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "running    | exiting    | destroying | exited    | failed    | exited",
        "exiting    | exiting    | destroying | exited    | failed    | exited",
        "destroying | destroying | destroying | destroyed | destroyed | destroyed",
        "exited     | -          | destroyed  | -         | -         | exited",
        "failed     | -          | destroyed  | -         | -         | exited",
        "destroyed  | -          | -          | -         | -         | destroyed",
      })
  void everyEventHasItsTransition(
      String before,
      @Nullable String endRequested,
      @Nullable String destroyRequested,
      @Nullable String childExited,
      @Nullable String hostLost,
      @Nullable String exitFound) {
    assertAfter(endRequested, before, LifecycleEvent.END_REQUESTED);
    assertAfter(destroyRequested, before, LifecycleEvent.DESTROY_REQUESTED);
    assertAfter(childExited, before, LifecycleEvent.CHILD_EXITED);
    assertAfter(hostLost, before, LifecycleEvent.HOST_LOST);
    assertAfter(exitFound, before, LifecycleEvent.EXIT_FOUND);
  }

  private static void assertAfter(@Nullable String expected, String before, LifecycleEvent event) {
    var status = SessionStatus.valueOf(before.toUpperCase(Locale.ROOT));
    var after = status.after(event);
    assertEquals(expected, after == null ? null : after.word(), before + " after " + event);
  }

  @Test
  void noTransitionLeadsBackToLife() {
    for (var status : SessionStatus.values()) {
      for (var event : LifecycleEvent.values()) {
        var after = status.after(event);
        assertTrue(after == null || !status.terminal() || after.terminal(), status + " " + event);
        assertTrue(
            after == null || status.commandable() || !after.commandable(), status + " " + event);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "RUNNING,    -,  -,       -,                  running",
        "EXITING,    -,  -,       -,                  running",
        "DESTROYING, -,  -,       -,                  destroyed",
        "DESTROYED,  0,  -,       -,                  destroyed",
        "EXITED,     0,  -,       -,                  clean-exit",
        "EXITED,     -,  -,       -,                  clean-exit",
        "EXITED,     -,  -,       HOST_DEATH,         host-death",
        "EXITED,     42, -,       -,                  nonzero-exit",
        "EXITED,     -,  SIGTERM, -,                  signal-exit",
        "EXITED,     0,  SIGKILL, -,                  signal-exit",
        "FAILED,     -,  -,       HOST_DEATH,         host-death",
        "FAILED,     -,  -,       RENDERER_FAILURE,   renderer-failure",
        "FAILED,     -,  -,       STORAGE_CORRUPTION, storage-corruption",
        "FAILED,     -,  -,       UNKNOWN,            unknown",
        "FAILED,     -,  -,       -,                  unknown",
      })
  void theTerminationCategoryFollowsFromStatusAndEnding(
      SessionStatus status,
      @Nullable Integer exitCode,
      @Nullable String exitSignal,
      @Nullable FailureOrigin origin,
      String word) {
    assertEquals(word, TerminationCategory.of(status, exitCode, exitSignal, origin).word());
  }

  @Test
  void originsAndReasonsAreReadBackFromTheirWords() {
    for (var origin : FailureOrigin.values()) {
      assertEquals(origin, FailureOrigin.ofWord(origin.word()));
    }
    for (var reason : TerminationReason.values()) {
      assertEquals(reason, TerminationReason.ofWord(reason.word()));
    }
    assertEquals("host-death", FailureOrigin.HOST_DEATH.word());
    assertEquals("time-to-live", TerminationReason.TIME_TO_LIVE.word());
    assertNull(FailureOrigin.ofWord("aliens"));
    assertNull(TerminationReason.ofWord("aliens"));
  }
}
