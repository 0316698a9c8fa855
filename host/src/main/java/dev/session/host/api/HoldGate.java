package dev.session.host.api;

import dev.session.host.live.AttachRequests;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import org.jspecify.annotations.Nullable;

/// What all input to a session passes: while one client holds it, that of others is refused.
///
/// It stands before the paths that say [GivesInput] of themselves.
@ServerFilter("/**")
@GivesInput
final class HoldGate {
  /// The key of the hold that the client has.
  static final String HOLD_HEADER = "Session-Hold";

  /// The part of those paths that names the session.
  private static final String SESSION = "session";

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
    var route = RouteAttributes.getRouteMatch(request);
    if (route.isPresent()) { // else it is answered with 404
      // As the controller is given it: an escaped name must not get past a hold.
      var session = route.get().getVariableValues().get(SESSION);
      attachments.checkHold(String.valueOf(session), key(request));
    }
  }
}
