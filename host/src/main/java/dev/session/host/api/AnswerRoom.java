package dev.session.host.api;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.host.HostProcess;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import io.micronaut.http.HttpRequest;
import io.netty.channel.Channel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What memory there is for large answers that their clients have not read yet.
///
/// An answer is built by one of few threads at a time. One that finds no room is forgotten, and
/// built again when others have been read; so whoever waits holds nothing.
@Singleton
final class AnswerRoom {
  /// Answers up to this size are not counted.
  static final int LARGE_BYTES = 1 << 20;

  private static final int UNIT_BYTES = 1 << 20;

  /// Room for unread answers, in units. A larger one has it alone.
  static final int UNITS = 64;

  /// While it is built, an answer takes several times its size.
  private static final int BUILT_AT_ONCE = 2;

  /// Longer than a client that reads nothing keeps its connection, see [UnreadAnswer].
  private static final long WAIT_SECONDS = 30;

  private final Semaphore room = new Semaphore(UNITS, true);
  private final Semaphore builders = new Semaphore(BUILT_AT_ONCE, true);
  private final Runnable largeBuilt;

  @Inject
  AnswerRoom(HostProcess host) {
    this(host::giveMemoryBack);
  }

  /// @param largeBuilt run when a large answer has been built, which leaves garbage
  AnswerRoom(Runnable largeBuilt) {
    this.largeBuilt = largeBuilt;
  }

  /// An answer as its JSON, encoded on the caller's thread, which may wait for room.
  Message give(HttpRequest<?> http, Supplier<? extends Message> answer) {
    return give(ClientChannel.of(http), answer);
  }

  EncodedMessage give(@Nullable Channel channel, Supplier<? extends Message> answer) {
    var place = new Place();
    try {
      EncodedMessage given = null;
      while (given == null) {
        place.take();
        given = place.tryGive(channel, answer);
      }
      return given;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SessionException(ErrorCode.HOST_TIMEOUT, "The host leaves.", JsonObject.EMPTY, e);
    } finally {
      place.leave();
    }
  }

  /// Units that are taken by answers that have not been read.
  int taken() {
    return UNITS - room.availablePermits();
  }

  /// How many answers wait for room.
  int waiting() {
    return room.getQueueLength();
  }

  /// What one answer has of the room, and what it needs.
  private final class Place {
    private int held;
    private int needed;

    void take() throws InterruptedException {
      if (needed > held && !room.tryAcquire(needed - held, WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new SessionException(
            ErrorCode.HOST_TIMEOUT,
            "The host has other large answers that nobody reads, and no memory for this one beside"
                + " them; ask again later.");
      }
      held = Math.max(held, needed);
    }

    @Nullable EncodedMessage tryGive(@Nullable Channel channel, Supplier<? extends Message> answer)
        throws InterruptedException {
      builders.acquire();
      try {
        var json = answer.get().toJson();
        var measured = new Measured();
        json.writeTo(measured);
        if (channel == null || measured.size <= LARGE_BYTES) {
          return EncodedMessage.small(
              channel == null
                  ? json.compact().getBytes(StandardCharsets.UTF_8)
                  : measured.beginning.toByteArray());
        }
        largeBuilt.run();
        needed = (int) Math.min(measured.size / UNIT_BYTES + 1, UNITS);
        if (needed > held && !room.tryAcquire(needed - held)) {
          return null;
        }
        int units = Math.max(held, needed);
        held = 0;
        return EncodedMessage.large(
            UnreadAnswer.of(
                json, Math.toIntExact(measured.size), channel, () -> room.release(units)));
      } catch (IOException e) {
        throw new UncheckedIOException(e); // writing to memory throws none
      } finally {
        builders.release();
      }
    }

    void leave() {
      room.release(held);
    }
  }

  /// Counts what is written, and keeps it if it is not large. So a large answer is never on the
  /// heap as a whole, where it would become garbage of its size.
  private static final class Measured extends OutputStream {
    final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    long size;

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      size += length;
      if (size <= LARGE_BYTES) {
        beginning.write(bytes, from, length);
      }
    }
  }
}
