package dev.session.host.api;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.ErrorResult;
import dev.session.process.SystemLimits;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps connections from using up the open files that sessions need: one too many is told so and
/// closed.
///
/// Owner: Netty's event loops; the count is shared.
@Singleton
final class ConnectionLimit implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  /// A client that is refused and asks is told why. One that says nothing is not kept for longer.
  private static final long SILENCE_MILLIS = 1_000;

  /// So many are waited for; where there are more they are a flood, told unasked and closed at
  /// once.
  private static final int SILENT_MAX = 16;

  private final long max = SystemLimits.now().connections();
  private final AtomicLong count = new AtomicLong();

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    var registry = event.getBean();
    registry.register(new Listeners());
    return registry;
  }

  /// What stands at the listening socket.
  private final class Listeners implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return role == ChannelRole.CONNECTION ? new Connection(channel) : this;
    }
  }

  /// What stands at a connection.
  private final class Connection implements NettyServerCustomizer {
    private final Channel channel;

    Connection(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void onInitialPipelineBuilt() {
      long others = count.getAndIncrement();
      ChannelFutureListener gone = _ -> count.decrementAndGet();
      channel.closeFuture().addListener(gone);
      if (others < max) {
        return;
      }
      channel.pipeline().addFirst(new Refusal());
      if (others >= max + SILENT_MAX) {
        refuse(channel.pipeline().firstContext());
      } else {
        var _ = channel.eventLoop().schedule(this::close, SILENCE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }

    private void close() {
      var _ = channel.close();
    }
  }

  /// Answers whatever is asked with why it is not.
  private final class Refusal extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      refuse(context);
    }
  }

  /// @param context of the first handler, so that nothing makes another thing of the bytes
  private void refuse(ChannelHandlerContext context) {
    var body = MessageWriter.bytes(ErrorResult.of(refusal()));
    var head =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"
            + "Connection: close\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    context
        .writeAndFlush(Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), body))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private SessionException refusal() {
    return new SessionException(
        ErrorCode.HOST_UNREACHABLE,
        "This host has "
            + max
            + " connections open, which is all that its open files are enough for; try again when"
            + " some are closed, or start it with a higher 'ulimit -n'.",
        JsonObject.builder().put("connections", max).build());
  }
}
