package dev.session.host.live;

import dev.session.message.ChangesResult;
import dev.session.message.DestroyResult;
import dev.session.message.Message;
import dev.session.message.WaitResult;
import org.jspecify.annotations.Nullable;

/// The things that can be waited for which need nothing but the session's events.
final class Watches {
  private Watches() {}

  /// The end of the session.
  static Watch exit(LiveSession session) {
    return new Watch() {
      @Override
      @Nullable Message look() {
        return session.isOver() ? WaitResult.ended(session.record()) : null;
      }

      @Override
      Message timedOut() {
        return WaitResult.TIMED_OUT;
      }
    };
  }

  /// The end of a session that is being destroyed, with all its processes.
  static Watch destroyed(LiveSession session) {
    return new Watch() {
      @Override
      @Nullable Message look() {
        return session.isOver() ? new DestroyResult(session.record().id().value(), true) : null;
      }

      @Override
      Message timedOut() {
        throw session.end().overdue();
      }
    };
  }

  /// No output for `idleMillis`, counted from now or the last output, whichever is later. A session
  /// that ends prints nothing more.
  static Watch idle(LiveSession session, long idleMillis) {
    long begun = System.nanoTime();
    return new Watch() {
      @Override
      @Nullable Message look() {
        if (session.isOver()) {
          return WaitResult.ended(session.record());
        }
        long waited = (System.nanoTime() - begun) / 1_000_000;
        long left = idleMillis - Math.min(waited, session.quietMillis());
        if (left <= 0) {
          return WaitResult.IDLE;
        }
        session.lookAgainAfter(left);
        return null;
      }

      @Override
      Message timedOut() {
        return WaitResult.TIMED_OUT;
      }
    };
  }

  /// Events after `sequence`, or the end of the session.
  static Watch changes(LiveSession session, long sequence) {
    return new Watch() {
      @Override
      @Nullable Message look() {
        return session.isOver() || session.lastSequence() > sequence ? timedOut() : null;
      }

      @Override
      Message timedOut() {
        return new ChangesResult(session.lastSequence(), session.isOver());
      }
    };
  }
}
