package dev.session.replay;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.log.LogDamage;
import dev.session.log.LogDamagedException;
import dev.session.log.LogSummary;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The sentences for logs that cannot be read: where, and what to do.
public final class LogFailures {
  private LogFailures() {}

  /// What it means that reading `log` ended in `cause`.
  ///
  /// @param code how the command calls it: REPLAY_ERROR or EXPORT_ERROR
  public static SessionException of(ErrorCode code, Path log, IOException cause) {
    if (cause instanceof LogDamagedException damaged) {
      return of(code, damaged.damage());
    }
    var sentence =
        cause instanceof NoSuchFileException
            ? "There is no log in " + log + "; nothing is known of what the session showed."
            : "The log in " + log + " cannot be read: " + cause.getMessage() + ".";
    return new SessionException(
        code, sentence, JsonObject.builder().put("path", log.toString()).build(), cause);
  }

  /// What it means that a log is damaged.
  ///
  /// @param code how the command calls it: REPLAY_ERROR or EXPORT_ERROR
  public static SessionException of(ErrorCode code, LogDamage damage) {
    return new SessionException(code, sentence(damage), details(damage));
  }

  /// The failure of whoever asks for what a log of limited size has dropped: reading on from the
  /// oldest event that is left would pass over what is missing without a word.
  ///
  /// @param first the number of that event
  public static SessionException trimmed(long first) {
    return new SessionException(
        ErrorCode.CURSOR_TRIMMED,
        "The history begins with event "
            + first
            + "; what was before was dropped, since the log's size is limited. Ask for event "
            + first
            + " or a later one.",
        JsonObject.builder().put("firstEventSeq", first).build());
  }

  /// Refuses a cursor before what a log of limited size has kept.
  ///
  /// @param after the event that what is asked for comes after; negative for none
  /// @throws SessionException CURSOR_TRIMMED
  public static void requireKept(Path log, long after) {
    if (after < 0) {
      return;
    }
    try {
      long first = LogSummary.firstSequence(log);
      if (after < first - 1) {
        throw trimmed(first);
      }
    } catch (IOException e) {
      throw of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  /// Where the damage is, how what precedes it can be read, and the cure.
  public static String sentence(LogDamage damage) {
    return damage.describe()
        + (damage.sequence() > 0
            ? " What precedes it is whole: '--at " + (damage.sequence() - 1) + "' shows it."
            : "")
        + " 'session doctor --repair' sets aside what cannot be read.";
  }

  /// The damage as programs read it.
  public static JsonObject details(LogDamage damage) {
    return JsonObject.builder()
        .put("segment", damage.segment())
        .put("file", damage.file().toString())
        .put("line", damage.line())
        .put("offset", damage.offset())
        .put("seq", damage.sequence())
        .put("problem", damage.problem())
        .build();
  }
}
