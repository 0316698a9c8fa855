package dev.session.host.api;

import io.micronaut.http.HttpRequest;
import io.netty.channel.Channel;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Closes the connection of a client that has begun to send a body and does not go on: what is set
/// aside for the body, and the thread that reads it, are for others.
///
/// One thread reads and counts; the channel's event loop looks at the count.
final class StalledUpload implements AutoCloseable {
  /// For so long, and at most twice as long, a client may send nothing.
  static final long STANDSTILL_SECONDS = 30;

  private final @Nullable Future<?> looking;
  private final AtomicLong read = new AtomicLong();
  private long readAtLook = -1;

  private StalledUpload(@Nullable Channel channel) {
    looking =
        channel == null
            ? null
            : channel
                .eventLoop()
                .scheduleAtFixedRate(
                    () -> look(channel), STANDSTILL_SECONDS, STANDSTILL_SECONDS, TimeUnit.SECONDS);
  }

  /// Looks at the connection of `http` until this is closed.
  static StalledUpload watch(HttpRequest<?> http) {
    return new StalledUpload(ClientChannel.of(http));
  }

  static StalledUpload watch(Channel channel) {
    return new StalledUpload(channel);
  }

  private void look(Channel channel) {
    long now = read.get();
    if (now == readAtLook) {
      var _ = channel.close();
    }
    readAtLook = now;
  }

  /// `body`, of which every byte counts as a sign of life.
  InputStream counting(InputStream body) {
    return new FilterInputStream(body) {
      @Override
      public int read() throws IOException {
        int next = super.read();
        count(1);
        return next;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        count(count);
        return count;
      }
    };
  }

  private void count(int bytes) {
    read.addAndGet(Math.max(0, bytes));
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(false);
    }
  }
}
