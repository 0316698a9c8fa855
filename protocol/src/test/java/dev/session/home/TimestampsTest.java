package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.session.testing.Seed;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T23:44:03.120Z,       2026-11-20T23:44:03.120Z",
    "2026-01-02T03:04:05Z,           2026-01-02T03:04:05.000Z",
    "2026-01-02T03:04:05.000999999Z, 2026-01-02T03:04:05.000Z",
    "1970-01-01T00:00:00Z,           1970-01-01T00:00:00.000Z",
    "2024-02-29T23:59:59.999Z,       2024-02-29T23:59:59.999Z",
  })
  void timesAreUtcWithMilliseconds(Instant instant, String text) {
    assertEquals(text, Timestamps.iso(instant));
    assertEquals(text, Timestamps.isoOrNull(instant));
    assertEquals(Instant.parse(text), Timestamps.parse(text));
  }

  @Test
  void noTimeIsNoText() {
    assertNull(Timestamps.isoOrNull(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-20T23:44:03Z",
        "2026-11-20T23:44:03.12Z",
        "2026-11-20T23:44:03.1200Z",
        "2026-11-20 23:44:03.120Z",
        "2026-11-20T23:44:03.120z",
        "2026-11-20T23:44:03.120+",
        "2026-02-30T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-01-01T24:00:00.000Z",
        "2026-01-01T00:60:00.000Z",
        "2026-01-01T00:00:60.000Z",
        "-026-01-01T00:00:00.000Z",
        "2026-0x-01T00:00:00.000Z",
        "２０２６-01-01T00:00:00.000Z",
        "2025-02-29T00:00:00.000Z",
        "2026-01-01T00:00:00.-00Z"
      })
  void otherTextsAreNoTimes(String text) {
    assertNull(Timestamps.parse(text));
  }

  @Test
  void randomTimesAreReadBackAsWritten() {
    long seed = Seed.get();
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      // 1000 to 9000.
      var instant =
          Instant.ofEpochMilli(random.nextLong(-30_000_000_000_000L, 220_000_000_000_000L));
      assertEquals(instant, Timestamps.parse(Timestamps.iso(instant)), "seed " + seed);
    }
  }
}
