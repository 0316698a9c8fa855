package dev.session.host.api;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.HostRecord;
import dev.session.host.HostProcess;
import dev.session.host.live.Sessions;
import dev.session.json.JsonObject;
import dev.session.process.Peer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.filter.HttpServerFilter;
import io.micronaut.http.filter.ServerFilterChain;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.util.AttributeKey;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// What every request passes: the check of who asks, of its protocol version, and the count that
/// keeps the host from leaving while somebody waits.
@Filter("/**")
final class Gate implements HttpServerFilter {
  /// Names the protocol version of the client. A client that names none, like `curl`, takes what it
  /// gets.
  static final String VERSION_HEADER = "Session-Protocol";

  private static final ChannelOption<UnixDomainPrincipal> PEER =
      NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED);

  private static final AttributeKey<Boolean> ALLOWED = AttributeKey.valueOf("session.peer.allowed");

  private final HostProcess host;

  Gate(HostProcess host) {
    this.host = host;
  }

  @Override
  public Publisher<MutableHttpResponse<?>> doFilter(
      HttpRequest<?> request, ServerFilterChain chain) {
    if (!isAllowed(request)) {
      return Mono.error(foreign());
    }
    var version = request.getHeaders().get(VERSION_HEADER);
    if (version != null && !version.equals(Integer.toString(HostRecord.PROTOCOL))) {
      return Mono.error(mismatch(version));
    }
    return Mono.defer(
        () -> {
          if (!host.requestBegins()) {
            return Mono.error(Sessions.hostLeaves());
          }
          return Mono.<MutableHttpResponse<?>>from(chain.proceed(request))
              .takeUntilOther(departure(request))
              .doFinally(_ -> host.requestEnds());
        });
  }

  /// Whether the client is a process of this host's user; asked once for each connection.
  private static boolean isAllowed(HttpRequest<?> request) {
    var channel = ClientChannel.of(request);
    if (channel == null) {
      return false;
    }
    var known = channel.attr(ALLOWED);
    var allowed = known.get();
    if (allowed == null) {
      try {
        allowed = Peer.mayCommandUs(channel.config().getOption(PEER));
      } catch (ChannelException _) {
        return false; // The client has left already.
      }
      known.set(allowed);
    }
    return allowed;
  }

  private static SessionException foreign() {
    return new SessionException(
        ErrorCode.PROTOCOL_ERROR,
        "This host serves the user it runs as and nobody else.",
        JsonObject.EMPTY);
  }

  /// Completes when the client closes its connection. Micronaut itself goes on with a request whose
  /// client is gone (micronaut-core issue 8140): a wait that was broken off would be held for ever.
  private static Mono<Void> departure(HttpRequest<?> request) {
    var channel = ClientChannel.of(request);
    if (channel == null) {
      return Mono.never();
    }
    var closed = channel.closeFuture();
    return Mono.create(
        sink -> {
          // What this cancels takes a session's lock, for which the event loop may not wait.
          ChannelFutureListener listener = _ -> Thread.startVirtualThread(sink::success);
          closed.addListener(listener);
          sink.onDispose(() -> closed.removeListener(listener));
        });
  }

  private static SessionException mismatch(String version) {
    return new SessionException(
        ErrorCode.PROTOCOL_ERROR,
        "This command speaks protocol "
            + version
            + ", the running host protocol "
            + HostRecord.PROTOCOL
            + "; 'session host restart' starts a host of this command's version (it ends the"
            + " sessions).",
        JsonObject.builder()
            .put("clientProtocol", version)
            .put("hostProtocol", HostRecord.PROTOCOL)
            .build());
  }
}
