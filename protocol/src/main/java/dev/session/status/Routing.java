package dev.session.status;

import dev.session.error.ErrorCode;
import dev.session.status.Route.AtOnce;
import dev.session.status.Route.Live;
import dev.session.status.Route.Offline;
import dev.session.status.Route.Refuse;

/// The routing table: every command in every status.
public final class Routing {
  private static final Route LIVE = new Live();
  private static final Route OFFLINE = new Offline();
  private static final Route AT_ONCE = new AtOnce();
  private static final Route NOT_RUNNING = new Refuse(ErrorCode.SESSION_NOT_RUNNING);
  private static final Route ALREADY_DESTROYED = new Refuse(ErrorCode.SESSION_ALREADY_DESTROYED);

  private static final Route NOT_OVER = new Refuse(ErrorCode.INVALID_INPUT);

  private Routing() {}

  /// Where `command` goes for a session in `status`.
  public static Route route(SessionCommand command, SessionStatus status) {
    return switch (command) {
      case TYPE,
          PASTE,
          SEND_KEYS,
          RUN,
          MOUSE,
          FOCUS,
          HOLD,
          ATTACH,
          BATCH,
          MARK,
          RESIZE,
          SIGNAL,
          TOUCH,
          WAIT_IDLE ->
          input(status);
      // Export, log, poll and expect read the files in every status; live means that the host first
      // writes what it still holds back.
      case INSPECT,
          SNAPSHOT,
          MODES,
          SCREENSHOT,
          EXPORT,
          LOG,
          POLL,
          WAIT_SCREEN,
          WAIT_COMMAND,
          EXPECT ->
          reading(status);
      case WAIT_EXIT ->
          switch (status) {
            case RUNNING, EXITING, DESTROYING -> LIVE;
            case EXITED, FAILED, DESTROYED -> AT_ONCE;
          };
      // The record of an ended session is changed by whoever asks; a running one's belongs to the
      // host.
      case RENAME, DESTROY ->
          switch (status) {
            case RUNNING, EXITING, DESTROYING -> LIVE;
            case EXITED, FAILED -> OFFLINE;
            case DESTROYED -> ALREADY_DESTROYED;
          };
      case KEEP ->
          switch (status) {
            case RUNNING, EXITING, DESTROYING -> LIVE;
            case EXITED, FAILED, DESTROYED -> OFFLINE;
          };
      // An archive is of a log that does not change any more.
      case ARCHIVE ->
          switch (status) {
            case RUNNING, EXITING, DESTROYING -> NOT_OVER;
            case EXITED, FAILED, DESTROYED -> OFFLINE;
          };
    };
  }

  /// Whether the files answer `command` too, if not as fresh, while the host that should cannot be
  /// asked although it lives: it is leaving, or its socket was removed.
  public static boolean answeredByFiles(SessionCommand command) {
    return route(command, SessionStatus.RUNNING) instanceof Live
        && route(command, SessionStatus.DESTROYING) instanceof Offline;
  }

  private static Route input(SessionStatus status) {
    return switch (status) {
      case RUNNING -> LIVE;
      case EXITING, EXITED, FAILED, DESTROYING -> NOT_RUNNING;
      case DESTROYED -> ALREADY_DESTROYED;
    };
  }

  private static Route reading(SessionStatus status) {
    return switch (status) {
      case RUNNING, EXITING -> LIVE;
      case EXITED, FAILED, DESTROYING, DESTROYED -> OFFLINE;
    };
  }
}
