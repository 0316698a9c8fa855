package dev.session.host.api;

import dev.session.host.HostProcess;
import dev.session.host.live.Durations;
import dev.session.message.HostStatus;
import dev.session.message.StopRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.Duration;

/// The host itself: how it is, what it takes, and its end.
@Controller
@Consumes(MediaType.ALL)
final class HostController {
  private final HostProcess host;

  HostController(HostProcess host) {
    this.host = host;
  }

  @Get("/v1/host")
  HostStatus status() {
    return host.status();
  }

  /// The same, for supervisors that expect the name.
  @Get("/health")
  HostStatus health() {
    return host.status();
  }

  @Post("/v1/host/stop")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HostStatus stop(ServerHttpRequest<?> request) {
    var stop = RequestBody.read(request, StopRequest::fromJson);
    long grace = Durations.millis("graceMs", stop.graceMs(), HostProcess.STOP_GRACE.toMillis());
    var status = host.status();
    host.stop("told by a request", Duration.ofMillis(grace));
    return status;
  }

  @Get(value = "/openapi.json", produces = MediaType.APPLICATION_JSON)
  HttpResponse<byte[]> openApi() throws IOException {
    try (var document = HostController.class.getResourceAsStream("/openapi.json")) {
      if (document == null) {
        throw new IOException("openapi.json is missing from the host's jar");
      }
      return HttpResponse.ok(document.readAllBytes());
    }
  }
}
