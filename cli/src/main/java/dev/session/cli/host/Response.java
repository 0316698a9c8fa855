package dev.session.cli.host;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// An HTTP/1.1 response as it arrives: the head is there, the body is read from the connection.
///
/// Spec: RFC 9112 sections 4 to 7. Bodies are framed by `Content-Length`, by chunks, or by the end
/// of the connection. Deviations: no other transfer codings, chunk extensions and trailers are
/// skipped.
final class Response {
  private static final int LINE_MAX_BYTES = 16 << 10;
  private static final int HEADERS_MAX = 100;
  private static final int STATUS_CONTINUE_MAX = 199;
  private static final int STATUS_NO_CONTENT = 204;
  private static final int STATUS_NOT_MODIFIED = 304;
  private static final int HEX = 16;

  private enum Framing {
    LENGTH,
    CHUNKS,
    CONNECTION
  }

  private final ByteSource source;
  private final int status;
  private final Framing framing;

  /// Bytes of the body, or of its current chunk, that are still to come; unused if the connection
  /// frames it.
  private long remaining;

  private boolean atEnd;
  private boolean insideChunk;

  private Response(ByteSource source, int status, Map<String, String> headers) throws IOException {
    this.source = source;
    this.status = status;
    if (status == STATUS_NO_CONTENT || status == STATUS_NOT_MODIFIED) {
      framing = Framing.LENGTH;
    } else if (headers.containsKey("transfer-encoding")) {
      requireChunked(headers);
      framing = Framing.CHUNKS;
    } else if (headers.containsKey("content-length")) {
      framing = Framing.LENGTH;
      remaining = number(headers.getOrDefault("content-length", ""), 10);
    } else {
      framing = Framing.CONNECTION;
    }
    atEnd = framing == Framing.LENGTH && remaining == 0;
  }

  /// Reads the head of the next response.
  static Response read(ByteSource source) throws IOException {
    int status;
    Map<String, String> headers;
    do {
      status = status(source.takeLine(LINE_MAX_BYTES));
      headers = headers(source);
    } while (status <= STATUS_CONTINUE_MAX);
    return new Response(source, status, headers);
  }

  int status() {
    return status;
  }

  /// Whether the whole body was read.
  boolean atEnd() {
    return atEnd;
  }

  /// Reads at least one byte of the body and at most `max`; -1 at its end.
  int read(byte[] into, int offset, int max) throws IOException {
    if (framing == Framing.CHUNKS && remaining == 0 && !atEnd) {
      beginChunk();
    }
    if (atEnd) {
      return -1;
    }
    int wanted = framing == Framing.CONNECTION ? max : (int) Math.min(max, remaining);
    int count = source.take(into, offset, wanted);
    if (count < 0) {
      if (framing != Framing.CONNECTION) {
        throw new EOFException("the connection ended inside an answer");
      }
      atEnd = true;
      return -1;
    }
    if (framing != Framing.CONNECTION) {
      remaining -= count;
      atEnd = framing == Framing.LENGTH && remaining == 0;
    }
    return count;
  }

  private void beginChunk() throws IOException {
    if (insideChunk && !source.takeLine(LINE_MAX_BYTES).isEmpty()) {
      throw new BadResponseException("a chunk is longer than it says");
    }
    var line = source.takeLine(LINE_MAX_BYTES);
    int extension = line.indexOf(';');
    remaining = number(extension < 0 ? line.strip() : line.substring(0, extension).strip(), HEX);
    insideChunk = true;
    if (remaining == 0) {
      headers(source); // trailers
      atEnd = true;
    }
  }

  private static int status(String line) throws IOException {
    // HTTP/1.1 200 OK
    if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
      int status = (int) number(line.substring(9, 12), 10);
      if (status >= 100) {
        return status;
      }
    }
    throw new BadResponseException("its answer does not begin as HTTP/1.1 does");
  }

  private static Map<String, String> headers(ByteSource source) throws IOException {
    var headers = new HashMap<String, String>();
    int lines = 0;
    for (var line = source.takeLine(LINE_MAX_BYTES);
        !line.isEmpty();
        line = source.takeLine(LINE_MAX_BYTES)) {
      int colon = line.indexOf(':');
      if (colon <= 0 || ++lines > HEADERS_MAX) {
        throw new BadResponseException("the headers of its answer cannot be read");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static void requireChunked(Map<String, String> headers) throws IOException {
    if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      throw new BadResponseException("its answer has a transfer coding other than chunked");
    }
  }

  private static long number(String text, int radix) throws IOException {
    try {
      if (!text.isEmpty() && Character.digit(text.charAt(0), radix) >= 0) {
        return Long.parseLong(text, radix);
      }
    } catch (NumberFormatException tooLong) {
      // As bad as one that is no number.
    }
    throw new BadResponseException("a length or status in its answer is not a number");
  }
}
