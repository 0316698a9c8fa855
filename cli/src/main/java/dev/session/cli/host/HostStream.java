package dev.session.cli.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An answer that is read while the host still writes it. Ending the connection ends it.
///
/// All methods throw `SessionException` RPC_ERROR if the host goes away.
public final class HostStream {
  private static final int BUFFER_BYTES = 64 << 10;

  private final HostConnection connection;
  private final String call;
  private final Response response;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;

  HostStream(HostConnection connection, String call, Response response) {
    this.connection = connection;
    this.call = call;
    this.response = response;
  }

  public int status() {
    return response.status();
  }

  /// The next bytes, as many as have arrived; null at the end.
  public byte @Nullable [] read() {
    if (!fill()) {
      return null;
    }
    var bytes = Arrays.copyOfRange(buffer, start, end);
    start = end;
    return bytes;
  }

  /// The next line without its newline, of any length; null at the end. A last line without a
  /// newline is left out: it was cut off.
  public byte @Nullable [] readLine() {
    var line = new ByteArrayOutputStream();
    while (fill()) {
      for (int i = start; i < end; i++) {
        if (buffer[i] == '\n') {
          line.write(buffer, start, i - start);
          start = i + 1;
          return line.toByteArray();
        }
      }
      line.write(buffer, start, end - start);
      start = end;
    }
    return null;
  }

  private boolean fill() {
    if (start < end) {
      return true;
    }
    try {
      start = 0;
      end = Math.max(0, response.read(buffer, 0, buffer.length));
      return end > 0;
    } catch (IOException e) {
      throw connection.failed(call, e);
    }
  }
}
