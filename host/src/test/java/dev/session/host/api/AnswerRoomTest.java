package dev.session.host.api;

import static dev.session.host.Patience.eventually;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.json.JsonObject;
import dev.session.message.Message;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Who gets room for a large answer, and when it is given back.
class AnswerRoomTest {
  private static final int MIB = 1 << 20;

  private final AnswerRoom room = new AnswerRoom(() -> {});
  private final EmbeddedChannel channel = new EmbeddedChannel();

  private static Message answer(int bytes) {
    return () -> JsonObject.builder().put("text", "x".repeat(bytes)).build();
  }

  private UnreadAnswer taken(int bytes) {
    var answer = give(bytes);
    assertTrue(answer.take());
    return answer;
  }

  private UnreadAnswer give(int bytes) {
    return requireNonNull(room.give(channel, () -> answer(bytes)).counted());
  }

  @Test
  void smallAnswersAreNotCounted() {
    assertNull(room.give(channel, () -> answer(1000)).counted());
    assertEquals(0, room.taken());
  }

  @Test
  void anAnswerThatFindsNoRoomComesWhenAnotherHasBeenRead() throws Exception {
    var first = give(40 * MIB);
    assertEquals(41, room.taken());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var second = CompletableFuture.supplyAsync(() -> give(30 * MIB), threads);
      eventually("the second to wait", () -> room.waiting() == 1);
      give(2 * MIB).release(); // needs no more than there is
      first.release();
      second.get().release();
    }
    assertEquals(0, room.taken());
  }

  @Test
  void anAnswerWhoseClientHasGoneGivesItsRoomBackOnce() {
    var written = give(2 * MIB);
    assertTrue(written.take());
    var neverWritten = give(2 * MIB);
    var _ = channel.close();
    assertEquals(0, room.taken());
    assertFalse(neverWritten.take());
    assertEquals(0, neverWritten.refCnt());
    written.release();
    assertEquals(0, room.taken());
  }

  @Test
  void aClientThatReadsKeepsItsConnectionAndOneThatStandsStillDoesNot() {
    channel.freezeTime();
    var _ = channel.write(taken(2 * MIB));
    pass();
    var _ = channel.write(taken(2 * MIB)); // no standstill: what is unsent has changed
    pass();
    assertTrue(channel.isOpen());
    pass();
    assertFalse(channel.isOpen());
    assertEquals(0, room.taken());
  }

  private void pass() {
    channel.advanceTimeBy(UnreadAnswer.STANDSTILL_SECONDS, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }
}
