package dev.session.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.session.screen.Region;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each kind of value takes, at its limits and one beyond.
class KindTest {
  private static @Nullable Object read(Kind kind, String text) {
    return kind.read(text, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "COUNT, 0, 0",
    "COUNT, 9007199254740992, 9007199254740992",
    "COUNT, 007, 7",
    "POSITIVE, 1, 1",
    "DIMENSION, 1, 1",
    "DIMENSION, 10000, 10000",
    "MILLIS, 0, 0",
    "MILLIS, 3000000000, 3000000000",
    "POSITIVE_MILLIS, 1, 1",
    "POSITIVE_MILLIS, 1m30s, 90000",
    "MILLIS, 5s, 5000",
    "LIMIT, 0, 0",
    "LIMIT, 2h, 7200000",
    "DURATION, 1ms, 1",
    "DURATION, 30s, 30000",
    "DURATION, 90m, 5400000",
    "DURATION, 7d12h, 648000000",
    "DURATION, 2w, 1209600000",
    "DURATION, 1w2d3h4m5s6ms, 788645006",
    "DURATION, ' 5m ', 300000",
    "DURATION, 0h5m, 300000",
    "DURATION, 9007199254740992ms, 9007199254740992",
    "DURATION_OR_ZERO, 0, 0",
    "DURATION_OR_ZERO, 5s, 5000",
    "SIZE, 1, 1",
    "SIZE, 10G, 10737418240",
    "SIZE, 500M, 524288000",
    "SIZE, 4k, 4096",
    "SIZE, 4KiB, 4096",
    "SIZE, 4KB, 4096",
    "SIZE, 8192T, 9007199254740992",
  })
  void numbersTimesAndSizesAreRead(Kind kind, String text, long value) {
    assertEquals(value, read(kind, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT|''",
        "COUNT|-1",
        "COUNT|+1",
        "COUNT|' 1'",
        "COUNT|'1 '",
        "COUNT|10x",
        "COUNT|1e2",
        "COUNT|100.7",
        "COUNT|0x10",
        "COUNT|١",
        "COUNT|9007199254740993",
        "COUNT|99999999999999999999999999",
        "POSITIVE|0",
        "DIMENSION|0",
        "DIMENSION|10001",
        "POSITIVE_MILLIS|0",
        "MILLIS|5x",
        "DURATION|''",
        "DURATION|0",
        "DURATION|5",
        "DURATION|0s",
        "DURATION|s",
        "DURATION|5x",
        "DURATION|5M",
        "DURATION|1h1d",
        "DURATION|1h1h",
        "DURATION|1h 5m",
        "DURATION|-5m",
        "DURATION|1.5h",
        "DURATION|9007199254740993ms",
        "DURATION|9007199254740992s",
        "DURATION|9007199254740992ms1s",
        "SIZE|0",
        "SIZE|''",
        "SIZE|G",
        "SIZE|10X",
        "SIZE|10GG",
        "SIZE|10Gib",
        "SIZE|8193T",
        "FILLED_TEXT|''",
        "FILE|''",
        "ABSOLUTE_DIRECTORY|''",
        "ABSOLUTE_DIRECTORY|a",
        "KEY|''",
        "ASSIGNMENT|''",
        "ASSIGNMENT|A",
        "ASSIGNMENT|=",
        "ASSIGNMENT|A;rm=1",
        "ASSIGNMENT|1A=1",
        "ASSIGNMENT|A B=1",
        "REGION|1,2,3",
        "REGION|1,2,3,4,5",
        "REGION|1,2,3,",
        "REGION|1,2,0,4",
        "REGION|-1,2,3,4",
        "REGION|1, 2,3,4",
      })
  void otherTextsAreRefused(Kind kind, String text) {
    assertNull(read(kind, text));
  }

  @Test
  void pathsHoldNoNul() {
    assertNull(read(Kind.FILE, "a\0b"));
    assertNull(read(Kind.DIRECTORY, "a\0b"));
    assertNull(read(Kind.ABSOLUTE_DIRECTORY, "/a\0b"));
    assertNull(read(Kind.ASSIGNMENT, "A=\0"));
  }

  @Test
  void regionIsRead() {
    assertEquals(new Region(0, 10, 3, 20), read(Kind.REGION, "0,10,3,20"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "SIGTERM", "sigterm", "15"})
  void signalsAreReadInEverySpelling(String text) {
    assertEquals("SIGTERM", read(Kind.SIGNAL, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65", "FOO", "SIG", "SIGSIGTERM", "TERM ", "-15"})
  void otherSignalsAreRefused(String text) {
    assertNull(read(Kind.SIGNAL, text));
  }
}
