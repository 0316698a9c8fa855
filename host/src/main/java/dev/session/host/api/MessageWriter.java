package dev.session.host.api;

import dev.session.message.Message;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.core.io.buffer.ByteBufferFactory;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
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
final class MessageWriter implements TypedMessageBodyWriter<Message> {
  @Override
  public Argument<Message> getType() {
    return Argument.of(Message.class);
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

  @Override
  public ByteBuffer<?> writeTo(
      Argument<Message> type,
      MediaType mediaType,
      Message message,
      MutableHeaders headers,
      ByteBufferFactory<?, ?> buffers) {
    headers.set("Content-Type", MediaType.APPLICATION_JSON);
    return buffers.wrap(bytes(message));
  }

  static byte[] bytes(Message message) {
    return message.toJson().compact().getBytes(StandardCharsets.UTF_8);
  }
}
