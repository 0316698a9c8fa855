package dev.session.testing;

import java.util.concurrent.ThreadLocalRandom;

/// The seed of a random test.
///
/// The normal run is the same every time. Only the profile `fuzz`, which sets the property
/// `fuzz.factor`, draws new seeds; `-Dfuzz.seed=N` repeats one run. A test names its seed when it
/// fails, and a seed that has failed once becomes a test of its own.
public final class Seed {
  private static final long FIXED = 20_260_101;

  private Seed() {}

  /// The seed for this run.
  public static long get() {
    var given = Long.getLong("fuzz.seed");
    if (given != null) {
      return given;
    }
    return factor() > 1 ? ThreadLocalRandom.current().nextLong() : FIXED;
  }

  /// How many times as long as in the normal run a random test tries.
  public static int factor() {
    return Integer.getInteger("fuzz.factor", 1);
  }
}
