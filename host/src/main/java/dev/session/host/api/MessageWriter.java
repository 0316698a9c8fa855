package dev.session.host.api;

import dev.session.message.Message;
import io.micronaut.buffer.netty.NettyReadBufferFactory;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.body.TypedMessageBodyWriter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Writes results as their own JSON. The host needs no other JSON writer, so it has no JSON
/// library.
@Singleton
@Produces(MediaType.APPLICATION_JSON)
final class MessageWriter implements TypedMessageBodyWriter<Message>, ResponseBodyWriter<Message> {
  @Override
  public Argument<Message> getType() {
    return Argument.of(Message.class);
  }

  @Override
  public ByteBodyHttpResponse<?> write(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      MutableHttpResponse<Message> response,
      Argument<Message> type,
      MediaType mediaType,
      Message message) {
    response.getHeaders().set("Content-Type", MediaType.APPLICATION_JSON);
    return ResponseBodyWriter.super.write(bodies, request, response, type, mediaType, message);
  }

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<Message> type,
      MediaType mediaType,
      Message message) {
    var large = message instanceof EncodedMessage encoded ? encoded.counted() : null;
    if (large == null) {
      return bodies.adapt(bytes(message));
    }
    return large.take()
        ? bodies.adapt(NettyReadBufferFactory.of(large.alloc()).adapt(large))
        : bodies.createEmpty();
  }

  @Override
  public void writeTo(
      Argument<Message> type,
      MediaType mediaType,
      Message message,
      MutableHeaders headers,
      OutputStream out) {
    headers.set("Content-Type", MediaType.APPLICATION_JSON);
    try {
      out.write(bytes(message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Message message) {
    return message instanceof EncodedMessage encoded
        ? encoded.json()
        : message.toJson().compact().getBytes(StandardCharsets.UTF_8);
  }
}
