package dev.session.host.api;

import dev.session.json.Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The bytes of a large answer, outside the heap (Netty would copy them there, uncounted), until
/// they have been written or the connection is closed. A client that does not go on reading loses
/// its connection: the memory is for others.
///
/// The channel's event loop looks; whoever lets go of the bytes last gives their room back.
final class UnreadAnswer extends UnpooledDirectByteBuf {
  /// For so long, and at most twice as long, a client may read nothing.
  static final long STANDSTILL_SECONDS = 10;

  private final Channel channel;
  private final Runnable giveBack;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Future<?> looking;
  private long unsentAtLook = -1;

  private UnreadAnswer(int length, Channel channel, Runnable giveBack) {
    super(UnpooledByteBufAllocator.DEFAULT, length, length);
    this.channel = channel;
    this.giveBack = giveBack;
    looking =
        channel
            .eventLoop()
            .scheduleAtFixedRate(
                this::look, STANDSTILL_SECONDS, STANDSTILL_SECONDS, TimeUnit.SECONDS);
  }

  /// @param length of `json` in bytes
  /// @param giveBack run once, when the bytes are gone
  static UnreadAnswer of(Json json, int length, Channel channel, Runnable giveBack)
      throws IOException {
    var answer = new UnreadAnswer(length, channel, giveBack);
    try (var out = new ByteBufOutputStream(answer)) {
      json.writeTo(out);
    }
    ChannelFutureListener gone = _ -> answer.clientGone();
    channel.closeFuture().addListener(gone);
    return answer;
  }

  /// To be written, and released by who writes it. False if the client has gone before.
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  private void clientGone() {
    if (take()) {
      release(); // it will never be written
    } else {
      end();
    }
  }

  private void look() {
    var out = channel.unsafe().outboundBuffer();
    long unsent = out == null ? 0 : unsent(out);
    if (unsent > 0 && unsent == unsentAtLook) {
      var _ = channel.close();
    }
    unsentAtLook = unsent;
  }

  /// A number that changes whenever something is sent.
  private static long unsent(ChannelOutboundBuffer out) {
    return out.totalPendingWriteBytes()
        + (out.current() instanceof ByteBuf sending ? sending.readableBytes() : 0);
  }

  @Override
  protected void deallocate() {
    super.deallocate();
    end();
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      looking.cancel(false);
      giveBack.run();
    }
  }
}
