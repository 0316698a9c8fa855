package dev.session.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The contract's table of commands and statuses (section 6), with what the design fixes in it:
/// `exiting` is read from the host by all, `destroying` offline by all.
class RoutingTest {
  private static final Map<String, Route> ROUTES =
      Map.of(
          "live", new Route.Live(),
          "offline", new Route.Offline(),
          "at-once", new Route.AtOnce(),
          "not-running", new Route.Refuse(ErrorCode.SESSION_NOT_RUNNING),
          "destroyed", new Route.Refuse(ErrorCode.SESSION_ALREADY_DESTROYED),
          "not-over", new Route.Refuse(ErrorCode.INVALID_INPUT));

  private static final List<String> INPUT =
      List.of("live", "not-running", "not-running", "not-running", "not-running", "destroyed");
  private static final List<String> READING =
      List.of("live", "live", "offline", "offline", "offline", "offline");
  private static final List<String> CHANGING =
      List.of("live", "live", "offline", "offline", "live", "destroyed");

  /// In the order of the design's table: running, exiting, exited, failed, destroying, destroyed.
  private static List<String> row(SessionCommand command) {
    return switch (command) {
      case TYPE, PASTE, RUN, BATCH, MARK, SEND_KEYS, RESIZE, SIGNAL, TOUCH -> INPUT;
      case MOUSE, FOCUS, HOLD, ATTACH -> INPUT;
      case WAIT_IDLE -> INPUT;
      case WAIT_EXIT -> List.of("live", "live", "at-once", "at-once", "live", "at-once");
      case WAIT_SCREEN,
          WAIT_COMMAND,
          EXPECT,
          SNAPSHOT,
          MODES,
          SCREENSHOT,
          EXPORT,
          INSPECT,
          LOG,
          POLL ->
          READING;
      case DESTROY, RENAME -> CHANGING;
      case KEEP -> List.of("live", "live", "offline", "offline", "live", "offline");
      case ARCHIVE -> List.of("not-over", "not-over", "offline", "offline", "not-over", "offline");
    };
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandIsRoutedInEveryStatus(SessionCommand command) {
    var row = row(command);
    var statuses = SessionStatus.values();
    assertEquals(statuses.length, row.size());
    for (int i = 0; i < row.size(); i++) {
      assertEquals(
          ROUTES.get(row.get(i)),
          Routing.route(command, statuses[i]),
          command + " in " + statuses[i]);
    }
  }

  @Test
  void readingCommandsAgreeInEveryStatus() {
    for (var status : SessionStatus.values()) {
      var routes = new HashSet<Route>();
      for (var command :
          EnumSet.of(
              SessionCommand.INSPECT,
              SessionCommand.SNAPSHOT,
              SessionCommand.SCREENSHOT,
              SessionCommand.WAIT_SCREEN,
              SessionCommand.WAIT_COMMAND,
              SessionCommand.EXPORT)) {
        routes.add(Routing.route(command, status));
      }
      assertEquals(1, routes.size(), status + ": " + routes);
      assertEquals(
          status.liveHost() ? new Route.Live() : new Route.Offline(), routes.iterator().next());
    }
  }

  @Test
  void inputGoesOnlyToCommandableStatuses() {
    for (var status : SessionStatus.values()) {
      var route = Routing.route(SessionCommand.TYPE, status);
      assertEquals(status.commandable(), route instanceof Route.Live, status + ": " + route);
      if (status.destroyed()) {
        assertEquals(
            ErrorCode.SESSION_ALREADY_DESTROYED,
            assertInstanceOf(Route.Refuse.class, route).code());
      }
    }
  }

  @Test
  void filesAnswerWhatTheyAnswerForEndedSessionsAndChangesNothing() {
    // Keeping writes the record; an archive is never of a log that a host may still write.
    var changingOrFinal = EnumSet.of(SessionCommand.KEEP, SessionCommand.ARCHIVE);
    for (var command : EnumSet.complementOf(changingOrFinal)) {
      boolean reads =
          Routing.route(command, SessionStatus.DESTROYED) instanceof Route.Offline
              && Routing.route(command, SessionStatus.EXITED) instanceof Route.Offline;
      assertEquals(reads, Routing.answeredByFiles(command), command.name());
    }
    changingOrFinal.forEach(command -> assertFalse(Routing.answeredByFiles(command)));
  }

  @Test
  void noEndedSessionNeedsAHost() {
    for (var status : SessionStatus.values()) {
      for (var command : SessionCommand.values()) {
        assertTrue(
            status.active() || !(Routing.route(command, status) instanceof Route.Live),
            command + " in " + status);
      }
    }
  }
}
