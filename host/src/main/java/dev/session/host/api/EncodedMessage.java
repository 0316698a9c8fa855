package dev.session.host.api;

import static java.util.Objects.requireNonNull;

import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/// An answer that has been written already.
final class EncodedMessage implements Message {
  /// Absent if [#counted] has the bytes.
  private final byte @Nullable [] json;

  private final @Nullable UnreadAnswer counted;

  private EncodedMessage(byte @Nullable [] json, @Nullable UnreadAnswer counted) {
    this.json = json;
    this.counted = counted;
  }

  static EncodedMessage small(byte[] json) {
    return new EncodedMessage(json, null);
  }

  static EncodedMessage large(UnreadAnswer json) {
    return new EncodedMessage(null, json);
  }

  byte[] json() {
    return json != null ? json : ByteBufUtil.getBytes(requireNonNull(counted));
  }

  @Nullable UnreadAnswer counted() {
    return counted;
  }

  @Override
  public JsonObject toJson() {
    try {
      return JsonObject.parse(json());
    } catch (JsonException e) {
      throw new IllegalStateException("what was written is not JSON", e);
    }
  }
}
