package dev.session.test;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what other processes do. The only place in the tests that knows a pause.
final class Await {
  /// Ends a test that would hang; far beyond what a loaded machine needs.
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final long PAUSE_NANOS = 5_000_000;

  private Await() {}

  /// Returns once the condition holds; fails the test if it does not within [#LIMIT].
  static void until(String what, BooleanSupplier condition) {
    if (!within(LIMIT, condition)) {
      throw new AssertionError("waited " + LIMIT.toSeconds() + " s in vain until " + what);
    }
  }

  /// Whether the condition came to hold in the time given.
  static boolean within(Duration limit, BooleanSupplier condition) {
    var start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }
}
