package dev.session.host.live;

import dev.session.message.Message;
import dev.session.message.WaitScreenResult;
import dev.session.message.WaitScreenResult.Outcome;
import dev.session.screen.ScreenConditions;
import dev.session.screen.ScreenText;
import dev.session.screen.ScreenView;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Somebody waiting for the session to be as described.
///
/// Stability counts backwards too: a screen that has stood still for long enough before the wait
/// began is stable at once, if anything was printed at all, and the shell has dealt with what was
/// typed. Silence counts from the beginning of the wait.
final class ScreenWatch extends Watch {
  private final LiveSession session;
  private final ScreenConditions conditions;
  private final long begunNanos = System.nanoTime();
  private ScreenConditions.@Nullable Look look;
  private @Nullable ScreenText seen;
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
    var view = session.view();
    noteChange(view);
    var known = look;
    if (known == null) {
      known = conditions.looking(view.sequence());
      look = known;
    }
    long now = System.nanoTime();
    long quiet = Math.min(TimeUnit.NANOSECONDS.toMillis(now - begunNanos), session.quietMillis());
    long stable =
        session.shell().owesOutput(conditions.afterSequence() != null)
            ? 0
            : TimeUnit.NANOSECONDS.toMillis(now - sameSinceNanos);
    var match = known.at(view, stable, quiet);
    if (match.holds()) {
      return result(view, Outcome.MATCHED, match);
    }
    if (session.isOver()) {
      return result(view, Outcome.ENDED, null);
    }
    if (match.againMillis() >= 0) {
      session.lookAgainAfter(match.againMillis());
    }
    return null;
  }

  @Override
  Message timedOut() {
    return result(session.view(), Outcome.TIMED_OUT, null);
  }

  private void noteChange(ScreenView view) {
    var known = seen;
    var now = view.screen();
    if (known == null) {
      sameSinceNanos = session.lastScreenChangeNanos();
    } else if (now != known && !now.lines().equals(known.lines())) {
      sameSinceNanos = System.nanoTime();
    }
    seen = now;
    if (conditions.isTooEarly(view.sequence())) {
      seenTooEarly = true;
    } else if (seenTooEarly) {
      seenTooEarly = false;
      sameSinceNanos = System.nanoTime();
    }
  }

  private WaitScreenResult result(
      ScreenView view, Outcome outcome, ScreenConditions.@Nullable Match match) {
    return view.result(outcome, match, session.record().ending());
  }
}
