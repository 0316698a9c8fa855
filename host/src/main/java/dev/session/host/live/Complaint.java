package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionRecord;
import dev.session.host.pty.TerminalModes;
import dev.session.json.JsonObject;
import dev.session.log.LogWriteException;
import org.jspecify.annotations.Nullable;

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

  /// @param program what has the terminal, where that is known
  static SessionException shellNotReady(
      SessionRecord record, SessionShell.Refusal refusal, @Nullable String program) {
    var by = program == null ? "" : " ('" + program + "' has the terminal)";
    var sentence =
        switch (refusal) {
          case NO_SHELL ->
              "Session "
                  + record.id()
                  + " has no shell that tells when a command ends"
                  + by
                  + ". Use --no-wait to type the line all the same, and 'session wait' for what it"
                  + " prints.";
          case BUSY ->
              "The shell of session "
                  + record.id()
                  + " is still at a command"
                  + by
                  + ". 'session wait --command-done' waits for its end.";
          case WANTS_REST ->
              "The shell of session "
                  + record.id()
                  + " waits for the rest of a command. Type it, or cancel it with 'session"
                  + " send-keys' and ctrl+c.";
          case LINE_HAS_TEXT ->
              "Something is typed at the prompt of session "
                  + record.id()
                  + " already. Finish it, or cancel it with 'session send-keys' and ctrl+c.";
          case LINE_TOO_LONG ->
              "A line of the command is longer than the terminal of session "
                  + record.id()
                  + " takes, which is "
                  + TerminalModes.CANONICAL_LINE_MAX_BYTES
                  + " bytes; put it into a file.";
        };
    return new SessionException(
        refusal == SessionShell.Refusal.LINE_TOO_LONG
            ? ErrorCode.INVALID_INPUT
            : ErrorCode.SHELL_NOT_READY,
        sentence,
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("reason", refusal.word())
            .put("program", program)
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
