package dev.session.cli.host;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/// The bytes that come from a host, buffered.
final class ByteSource {
  private static final int BUFFER_BYTES = 64 << 10;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();

  ByteSource(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /// Whether the stream is open and has nothing to read; of a channel that does not block.
  boolean isSilent() throws IOException {
    if (buffer.hasRemaining()) {
      return false;
    }
    buffer.clear();
    int count = channel.read(buffer);
    buffer.flip();
    return count == 0;
  }

  /// Waits for a byte; false at the end of the stream.
  boolean hasBytes() throws IOException {
    while (!buffer.hasRemaining()) {
      buffer.clear();
      int count = channel.read(buffer);
      buffer.flip();
      if (count < 0) {
        return false;
      }
    }
    return true;
  }

  /// Takes at least one byte and at most `max`; -1 at the end of the stream.
  int take(byte[] into, int offset, int max) throws IOException {
    if (!hasBytes()) {
      return -1;
    }
    int count = Math.min(max, buffer.remaining());
    buffer.get(into, offset, count);
    return count;
  }

  byte take() throws IOException {
    if (!hasBytes()) {
      throw new EOFException("the connection ended");
    }
    return buffer.get();
  }

  /// Takes a line of the protocol, without its CR LF or LF.
  ///
  /// @throws BadResponseException if it is longer than `maxBytes`
  String takeLine(int maxBytes) throws IOException {
    var line = new ByteArrayOutputStream();
    for (byte b = take(); b != '\n'; b = take()) {
      if (line.size() == maxBytes) {
        throw new BadResponseException(
            "a line of its answer is longer than " + maxBytes + " bytes");
      }
      line.write(b);
    }
    var text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
