package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {
  private static final String ID = "01HZXW5G7P3Q9RTVABCDEFGHJK";

  @Test
  void idsSortInTheOrderInWhichTheyWereDrawn() {
    var ids = new ArrayList<SessionId>();
    for (int i = 0; i < 2_000; i++) {
      ids.add(SessionId.create(1_000_000L + i / 100));
    }
    assertEquals(ids.stream().sorted().toList(), ids);
    assertEquals(ids.size(), new HashSet<>(ids).size());
  }

  @Test
  void idsDrawnByManyThreadsDiffer() throws InterruptedException {
    var ids = new ConcurrentLinkedQueue<SessionId>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < 500; n++) {
                      ids.add(SessionId.create(5));
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertEquals(4_000, new HashSet<>(ids).size());
  }

  @Test
  void theFirstTenDigitsAreTheTime() {
    // Later than what other tests of this process draw, so that this very time is taken.
    long time = 2_000_000_000_000L;
    long decoded = 0;
    for (char digit : SessionId.create(time).value().substring(0, 10).toCharArray()) {
      decoded = decoded * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(digit);
    }
    assertTrue(decoded >= time && decoded < time + 10_000, Long.toHexString(decoded));
  }

  @Test
  void idsSortBehindTheNewestThereIsAlsoWhenTheClockWasSetBack() {
    var newest = SessionId.create(1_900_000_000_000L);
    SessionId.drawAfter(newest);
    assertTrue(SessionId.create(1_000_000L).compareTo(newest) > 0);
  }

  @Test
  void anIdThatWasMadeUpIsNotFollowedToTheEndOfTime() {
    SessionId.drawAfter(new SessionId("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
    assertTrue(SessionId.create(1_000_000L).value().startsWith("0"));
  }

  @Test
  void idsAreReadInEitherCase() {
    var id = SessionId.parse(ID.toLowerCase(Locale.ROOT));
    assertNotNull(id);
    assertEquals(ID, id.value());
    assertEquals(ID, id.toString());
    assertEquals(SessionId.parse(ID), id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01HZXW5G7P3Q9RTVABCDEFGHJ", // 25 characters
        "01HZXW5G7P3Q9RTVABCDEFGHJKM", // 27
        "01HZXW5G7P3Q9RTVABCDEFGHJI", // I, L, O and U are no digits
        "01HZXW5G7P3Q9RTVABCDEFGHJL",
        "01HZXW5G7P3Q9RTVABCDEFGHJO",
        "01HZXW5G7P3Q9RTVABCDEFGHJU",
        "81HZXW5G7P3Q9RTVABCDEFGHJK", // more than 48 bits of time
        "01HZXW5G7P3Q9RTVABCDEFGHJ ",
        "../../../../../../../../etc",
        "01HZXW5G7P3Q9RTVABCDEFGHß", // ß in upper case is two letters
      })
  void otherTextsAreNoIds(String text) {
    assertNull(SessionId.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new SessionId(text));
  }
}
