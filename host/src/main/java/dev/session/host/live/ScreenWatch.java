package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import dev.session.message.WaitScreenResult;
import dev.session.screen.ScreenConditions;
import dev.session.screen.ScreenText;
import dev.session.terminal.Terminal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Somebody waiting for the screen to be as described.
///
/// Stability counts backwards too: a screen that has stood still for long enough before the wait
/// began is stable at once.
final class ScreenWatch extends Watch {
  private final LiveSession session;
  private final ScreenConditions conditions;
  private @Nullable ScreenText seen;
  private long seenAtChange = -1;
  private boolean seenTooEarly;

  /// Since when the screen has been as it is, as far as this watch or the last output tells. Time
  /// before the event that the conditions demand does not count.
  private long sameSinceNanos;

  ScreenWatch(LiveSession session, ScreenConditions conditions) {
    this.session = session;
    this.conditions = conditions;
  }

  @Override
  @Nullable Message look() {
    var screen = read();
    if (conditions.isTooEarly(session.lastSequence())) {
      seenTooEarly = true;
    } else if (seenTooEarly) {
      seenTooEarly = false;
      sameSinceNanos = System.nanoTime();
    }
    var terminal = session.terminal();
    var match = match(screen, terminal);
    if (match != null && isStable()) {
      return result(screen, match);
    }
    return session.isOver() ? result(screen, null) : null;
  }

  private ScreenConditions.@Nullable Match match(ScreenText screen, Terminal terminal) {
    try {
      return conditions.look(
          screen, terminal.cursorRow(), terminal.cursorCol(), session.lastSequence());
    } catch (StackOverflowError e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The regular expression needs more memory than there is on this screen; avoid"
              + " alternatives inside repetitions.",
          JsonObject.EMPTY,
          e);
    }
  }

  @Override
  Message timedOut() {
    return result(read(), null);
  }

  private ScreenText read() {
    var terminal = session.terminal();
    var known = seen;
    if (known != null && terminal.changeCount() == seenAtChange) {
      return known;
    }
    var now = ScreenText.of(terminal);
    if (known == null) {
      sameSinceNanos = session.lastScreenChangeNanos();
    } else if (!now.lines().equals(known.lines())) {
      sameSinceNanos = System.nanoTime();
    }
    seen = now;
    seenAtChange = terminal.changeCount();
    return now;
  }

  private boolean isStable() {
    var wanted = conditions.stableMillis();
    if (wanted == null) {
      return true;
    }
    long same = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sameSinceNanos);
    if (same >= wanted) {
      return true;
    }
    session.lookAgainAfter(wanted - same);
    return false;
  }

  private WaitScreenResult result(ScreenText screen, ScreenConditions.@Nullable Match match) {
    var terminal = session.terminal();
    boolean asked = conditions.text() != null || conditions.regex() != null;
    boolean ended = match == null && session.isOver();
    return new WaitScreenResult(
        match != null,
        match == null && !ended,
        ended,
        match != null && asked ? match.text() : null,
        terminal.cursorRow(),
        terminal.cursorCol(),
        Math.max(0, session.lastSequence()),
        screen.hash());
  }
}
