package dev.session.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// For what nobody tells of: looks again and again.
public final class Patience {
  /// Far more than anything here takes; a test that waits this long has failed.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long LOOK_NANOS = 1_000_000;

  private Patience() {}

  public static void eventually(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, () -> "waited in vain for " + what);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
