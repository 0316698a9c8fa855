package dev.session.host.api;

import dev.session.host.live.AttachRequests;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// What all input to a session passes: while one client holds it, that of others is refused.
///
/// Its patterns are the paths of what types; a path that is added for input belongs here too.
@ServerFilter(
    patterns = {
      "/v1/sessions/*/type",
      "/v1/sessions/*/paste",
      "/v1/sessions/*/send-keys",
      "/v1/sessions/*/run",
      "/v1/sessions/*/batch",
      "/v1/sessions/*/mouse",
      "/v1/sessions/*/focus",
      "/v1/sessions/*/resize",
      "/v1/sessions/*/signal"
    })
final class HoldGate {
  /// The key of the hold that the client has.
  static final String HOLD_HEADER = "Session-Hold";

  private static final String SESSIONS = "/v1/sessions/";

  private final AttachRequests attachments;

  HoldGate(AttachRequests attachments) {
    this.attachments = attachments;
  }

  /// The key that the client of `request` presents, or null.
  static @Nullable String key(HttpRequest<?> request) {
    return request.getHeaders().get(HOLD_HEADER);
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void check(HttpRequest<?> request) {
    // Decoded, as the controller sees it: an escaped name must not get past a hold.
    var path = request.getUri().getPath();
    int end = path.indexOf('/', SESSIONS.length());
    attachments.checkHold(path.substring(SESSIONS.length(), end), key(request));
  }
}
