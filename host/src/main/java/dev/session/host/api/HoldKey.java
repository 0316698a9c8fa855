package dev.session.host.api;

import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// The key by which a client that holds a session's input says so.
final class HoldKey {
  private static final String HEADER = "Session-Hold";

  private HoldKey() {}

  /// The key that the client of `request` presents, or null.
  static @Nullable String of(HttpRequest<?> request) {
    return request.getHeaders().get(HEADER);
  }
}
