package dev.session.host.api;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The body of a request: one JSON object with the members of its record and no others.
final class RequestBody {
  /// Bodies beyond this size share the memory that there is for them.
  static final int LARGE_BYTES = 8 << 20;

  /// How much memory a body takes while it is read, as a multiple of its size.
  private static final int MEMORY_PER_BODY = 3;

  private static final int UNIT_BYTES = 1 << 20;

  /// How long a large body waits for others to be done.
  private static final long ROOM_SECONDS = 30;

  /// Room for large bodies, in units.
  private static final int UNITS =
      (int) (Runtime.getRuntime().maxMemory() / MEMORY_PER_BODY / UNIT_BYTES);

  private static final Semaphore ROOM = new Semaphore(UNITS, true);

  private RequestBody() {}

  /// The request that the body of `http` spells; no body is an empty object.
  ///
  /// @throws SessionException PROTOCOL_ERROR where it spells none
  static <T extends Message> T read(ServerHttpRequest<?> http, Function<JsonFields, T> type) {
    try {
      var body = bytes(http);
      var json = body.length == 0 ? JsonObject.EMPTY : JsonObject.parse(body);
      var fields = json.fields("");
      var request = type.apply(fields);
      fields.end();
      return request;
    } catch (JsonException e) {
      throw new SessionException(
          ErrorCode.PROTOCOL_ERROR,
          "The request's body is not what this host understands: " + e.getMessage(),
          JsonObject.builder().put("issue", e.getMessage()).build(),
          e);
    }
  }

  private static byte[] bytes(ServerHttpRequest<?> http) {
    long length = http.getContentLength();
    if (length <= LARGE_BYTES) {
      return content(http);
    }
    int units = (int) Math.min(Integer.MAX_VALUE, length / UNIT_BYTES + 1);
    if (units > UNITS) {
      throw tooLarge(length);
    }
    takeRoom(units);
    try {
      return content(http);
    } finally {
      ROOM.release(units);
    }
  }

  private static void takeRoom(int units) {
    try {
      if (!ROOM.tryAcquire(units, ROOM_SECONDS, TimeUnit.SECONDS)) {
        throw new SessionException(
            ErrorCode.HOST_TIMEOUT,
            "The host is reading other large requests, and has no memory for this one beside them;"
                + " send it again later.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SessionException(ErrorCode.HOST_TIMEOUT, "The host leaves.", JsonObject.EMPTY, e);
    }
  }

  // Memory is set aside for what is known to come.
  private static byte[] unannounced(InputStream in) throws IOException {
    var content = in.readNBytes(LARGE_BYTES + 1);
    if (content.length > LARGE_BYTES) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "A request of more than "
              + LARGE_BYTES
              + " bytes must say how long it is: send a Content-Length.",
          JsonObject.builder().put("maxSizeBytes", LARGE_BYTES).build());
    }
    return content;
  }

  private static SessionException tooLarge(long length) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "A request of "
            + length
            + " bytes is more than this host has memory for; send it in parts.",
        JsonObject.builder().put("sizeBytes", length).build());
  }

  // Read as a stream, on a thread that may wait: Micronaut joins the parts of a body by copying
  // what it has once more for every few of them, which takes 20 s of the event loop for 64 MiB.
  private static byte[] content(ServerHttpRequest<?> http) {
    try (var stall = StalledUpload.watch(http);
        var in = stall.counting(http.byteBody().toInputStream())) {
      long length = http.getContentLength();
      if (length < 0) {
        return unannounced(in);
      }
      var content = new byte[(int) length];
      if (in.readNBytes(content, 0, content.length) < content.length) {
        throw new EOFException("the body is shorter than was said");
      }
      return content;
    } catch (IOException e) {
      if (e.getCause() instanceof ContentLengthExceededException tooLong) {
        throw tooLong; // which is told as 413
      }
      throw new SessionException(
          ErrorCode.PROTOCOL_ERROR,
          "The request's body did not arrive whole; send it again.",
          JsonObject.EMPTY,
          e);
    }
  }
}
