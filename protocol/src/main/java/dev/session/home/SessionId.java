package dev.session.home;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The identity of a session: a ULID, 26 characters of Crockford's base 32, of which the first ten
/// are the creation time in milliseconds, so that ids sort by age.
public record SessionId(String value) implements Comparable<SessionId> {
  public static final int LENGTH = 26;

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TIME_DIGITS = 10;
  private static final int BITS_PER_DIGIT = 5;

  /// No clock was ever so wrong; an id of a later time was made up, and those that follow it would
  /// soon have no digits left.
  private static final long FOLLOWED_MAX_MILLIS = 1L << 47;

  private static final AtomicLong LAST = new AtomicLong();

  public SessionId {
    if (!isId(value)) {
      throw new IllegalArgumentException("not a session id: " + value);
    }
  }

  /// The id that `text` spells in either case, or null.
  public static @Nullable SessionId parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    var upper = text.toUpperCase(Locale.ROOT);
    return isId(upper) ? new SessionId(upper) : null;
  }

  /// A new id for a session created now. Ids drawn by one process sort in the order in which they
  /// were drawn: one drawn in the millisecond of the one before is dated a millisecond later.
  public static SessionId create(long epochMillis) {
    long time = LAST.accumulateAndGet(epochMillis, (last, now) -> Math.max(last + 1, now));
    var digits = new char[LENGTH];
    for (int i = TIME_DIGITS - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (time & (DIGITS.length() - 1)));
      time >>>= BITS_PER_DIGIT;
    }
    var random = Randomness.SECURE;
    for (int i = TIME_DIGITS; i < LENGTH; i++) {
      digits[i] = DIGITS.charAt(random.nextInt(DIGITS.length()));
    }
    return new SessionId(new String(digits));
  }

  /// Has the ids that this process draws sort behind `newest`, also where the clock was set back
  /// since that was drawn.
  public static void drawAfter(SessionId newest) {
    long time = newest.epochMillis();
    if (time <= FOLLOWED_MAX_MILLIS) {
      LAST.accumulateAndGet(time, Math::max);
    }
  }

  /// When it was drawn, as far as the clock then was right.
  private long epochMillis() {
    long time = 0;
    for (int i = 0; i < TIME_DIGITS; i++) {
      time = time << BITS_PER_DIGIT | DIGITS.indexOf(value.charAt(i));
    }
    return time;
  }

  // Of its own, because only the host draws ids and a secure random is slow to load.
  private static final class Randomness {
    static final SecureRandom SECURE = new SecureRandom();
  }

  private static boolean isId(String text) {
    // The first digit holds the top three bits of a 48-bit time.
    if (text.length() != LENGTH || text.charAt(0) > '7') {
      return false;
    }
    return isIdPrefix(text);
  }

  /// Whether an id can begin with `text` (in upper case).
  static boolean isIdPrefix(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (DIGITS.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(SessionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
