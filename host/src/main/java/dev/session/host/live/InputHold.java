package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionRecord;
import dev.session.json.JsonObject;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Who alone may give a session input, while there is such a client.
///
/// A hold is known by its key, which only its holder was told. It ends when it is released, when
/// its time is up, or when a new one takes the place of one whose time is up. Reading is never held
/// up.
///
/// Thread-safe. What was accepted before the hold began goes on.
final class InputHold {
  /// The longest hold: one that is forgotten must not shut others out for good.
  static final long MAX_MILLIS = TimeUnit.DAYS.toMillis(1);

  private static final int KEY_BYTES = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private record Held(String key, String by, long endNanos) {
    long leftMillis() {
      return TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
    }
  }

  // Guarded by this.
  private @Nullable Held held;

  static String newKey() {
    var key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  /// Holds the input for `by` and `millis`, or holds it on, where the key is the holder's.
  ///
  /// @throws SessionException SESSION_HELD where it is another's
  synchronized void take(SessionRecord record, String key, String by, long millis) {
    check(record, key);
    held =
        new Held(
            key,
            by,
            System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(millis, MAX_MILLIS)));
  }

  /// Refuses input of whoever does not hold it while somebody does.
  ///
  /// @param key the client's; null where it has none
  /// @throws SessionException SESSION_HELD
  synchronized void check(SessionRecord record, @Nullable String key) {
    var now = current();
    if (now != null && !now.key().equals(key)) {
      throw new SessionException(
          ErrorCode.SESSION_HELD,
          "Session "
              + record.id()
              + " takes input only from "
              + now.by()
              + ", for another "
              + (now.leftMillis() / 1000 + 1)
              + " s at most. Try again then, or let 'session release --force' end it.",
          JsonObject.builder()
              .put("sessionId", record.id().value())
              .put("heldBy", now.by())
              .put("leftMs", Math.max(0, now.leftMillis()))
              .build());
    }
  }

  /// Ends the hold of this key; whether there was one.
  synchronized boolean release(String key) {
    var now = current();
    if (now == null || !now.key().equals(key)) {
      return false;
    }
    held = null;
    return true;
  }

  /// Ends whatever hold there is; whether there was one.
  synchronized boolean releaseAny() {
    boolean was = current() != null;
    held = null;
    return was;
  }

  /// The key of the hold in force, or null.
  synchronized @Nullable String key() {
    var now = current();
    return now == null ? null : now.key();
  }

  /// Who has the hold in force, or null.
  synchronized @Nullable String holder() {
    var now = current();
    return now == null ? null : now.by();
  }

  private @Nullable Held current() {
    var now = held;
    if (now != null && now.endNanos() - System.nanoTime() <= 0) {
      held = null;
      return null;
    }
    return now;
  }
}
