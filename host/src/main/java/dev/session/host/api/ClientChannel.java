package dev.session.host.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// The connection that a request has come by.
final class ClientChannel {
  private ClientChannel() {}

  /// Null if the request has not come by a connection of Netty's.
  static @Nullable Channel of(HttpRequest<?> http) {
    return http instanceof NettyHttpRequest<?> netty
        ? netty.getChannelHandlerContext().channel()
        : null;
  }
}
