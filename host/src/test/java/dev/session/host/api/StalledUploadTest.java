package dev.session.host.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Which clients that send a body lose their connection.
class StalledUploadTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();

  private void pass() {
    channel.advanceTimeBy(StalledUpload.STANDSTILL_SECONDS, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void aClientThatGoesOnKeepsItsConnectionAndOneThatStandsStillDoesNot() throws IOException {
    channel.freezeTime();
    try (var upload = StalledUpload.watch(channel);
        var body = upload.counting(new ByteArrayInputStream(new byte[] {1, 2, 3}))) {
      for (int next = 1; next <= 3; next++) {
        pass();
        assertEquals(next, body.read());
        assertTrue(channel.isOpen());
      }
      pass();
      assertTrue(channel.isOpen());
      pass();
      assertFalse(channel.isOpen());
    }
  }

  @Test
  void whatHasArrivedIsNotWatchedAnyMore() throws IOException {
    channel.freezeTime();
    try (var upload = StalledUpload.watch(channel);
        var body = upload.counting(new ByteArrayInputStream(new byte[] {1, 2}))) {
      assertArrayEquals(new byte[] {1, 2}, body.readAllBytes());
    }
    pass();
    pass();
    assertTrue(channel.isOpen());
  }
}
