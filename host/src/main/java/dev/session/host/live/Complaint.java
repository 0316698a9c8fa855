package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionRecord;
import dev.session.json.JsonObject;
import dev.session.log.LogWriteException;

/// What a running session answers where it cannot do what it was asked.
final class Complaint {
  private Complaint() {}

  static SessionException notRunning(SessionRecord record, String why) {
    return new SessionException(
        ErrorCode.SESSION_NOT_RUNNING,
        "Session " + record.id() + " did not take this: " + why + ".",
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("status", record.status().word())
            .build());
  }

  static SessionException inputWaits(SessionRecord record, long bytes) {
    return new SessionException(
        ErrorCode.HOST_TIMEOUT,
        "Session "
            + record.id()
            + " has not read "
            + bytes
            + " bytes of earlier input yet; try again later.",
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("waitingBytes", bytes)
            .build());
  }

  static SessionException logBlocked(SessionRecord record, String why) {
    return new SessionException(
        ErrorCode.STORAGE_WRITE_ERROR,
        "Session " + record.id() + " stands still because its log cannot be written: " + why,
        JsonObject.builder().put("sessionId", record.id().value()).put("reason", why).build());
  }

  static SessionException unwritten(SessionRecord record, LogWriteException cause) {
    return new SessionException(
        ErrorCode.STORAGE_WRITE_ERROR,
        String.valueOf(cause.getMessage()),
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("reason", cause.reason().name())
            .build(),
        cause);
  }

  static SessionException signalRefused(SessionRecord record, String signal, Exception cause) {
    return new SessionException(
        ErrorCode.INVALID_SIGNAL,
        "Session " + record.id() + " could not be sent the signal: " + cause.getMessage() + ".",
        JsonObject.builder().put("signal", signal).build(),
        cause);
  }

  static SessionException unkillable(SessionRecord record) {
    return new SessionException(
        ErrorCode.HOST_TIMEOUT,
        "Session "
            + record.id()
            + " could not be ended yet: a process of it does not even die of SIGKILL. It stays '"
            + record.status().word()
            + "' until the system lets it go.",
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("status", record.status().word())
            .build());
  }

  static SessionException nameTaken(String name, String holder) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "The name '"
            + name
            + "' belongs to the active session "
            + holder
            + "; choose another one, or end that with 'session destroy "
            + name
            + "'.",
        JsonObject.builder().put("name", name).put("sessionId", holder).build());
  }

  static SessionException invalidDuration(String name, long millis, long max) {
    return new SessionException(
        ErrorCode.INVALID_DURATION,
        name + " must be 0 to " + max + " milliseconds, not " + millis + ".",
        JsonObject.builder().put("name", name).put("value", millis).build());
  }
}
