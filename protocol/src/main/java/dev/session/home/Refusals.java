package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.status.Route;
import dev.session.status.Routing;
import dev.session.status.SessionCommand;

/// The routing table's refusals as errors.
public final class Refusals {
  private Refusals() {}

  /// Throws where `record`'s status does not allow `command`.
  public static void check(SessionCommand command, SessionRecord record) {
    if (Routing.route(command, record.status()) instanceof Route.Refuse(ErrorCode code)) {
      throw of(code, record);
    }
  }

  /// The error for a command refused with `code`.
  public static SessionException of(ErrorCode code, SessionRecord record) {
    return new SessionException(
        code,
        "Session "
            + record.id()
            + " is "
            + record.status().word()
            + " and does not take this command; "
            + (record.status().terminal()
                ? "'session snapshot', 'log' and 'export' still read it."
                : "'session inspect' tells how it goes on."),
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("status", record.status().word())
            .build());
  }
}
