package dev.session.host.api;

import dev.session.host.live.AttachRequests;
import dev.session.host.live.Attachment.Wish;
import dev.session.message.AttachInputRequest;
import dev.session.message.AttachSizeRequest;
import dev.session.message.HoldRequest;
import dev.session.message.Message;
import dev.session.message.ReleaseRequest;
import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Clients that stay with a session: attached terminals and holders of its input.
///
/// An attached client has one connection on which it is sent frames, and makes its other requests
/// on another; when the first one ends it is no longer attached.
@Controller("/v1/sessions")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AttachController {
  private final AttachRequests attachments;

  AttachController(AttachRequests attachments) {
    this.attachments = attachments;
  }

  @Get(value = "/{session}/attach", produces = "application/x-ndjson")
  Publisher<byte[]> attach(
      String session,
      @QueryValue int cols,
      @QueryValue int rows,
      @Nullable @QueryValue String readOnly,
      @Nullable @QueryValue String ownSize,
      @Nullable @QueryValue String hold,
      @Nullable @QueryValue String by) {
    return attachments.attach(
        session,
        new Wish(
            cols,
            rows,
            Query.flag("readOnly", readOnly),
            Query.flag("ownSize", ownSize),
            Query.flag("hold", hold),
            by == null || by.isBlank() ? "an attached terminal" : by));
  }

  @Post("/{session}/attach-input")
  @SingleResult
  Publisher<Message> input(String session, ServerHttpRequest<?> request) {
    return Mono.fromFuture(
        attachments.input(session, RequestBody.read(request, AttachInputRequest::fromJson)));
  }

  @Post("/{session}/attach-size")
  Message size(String session, ServerHttpRequest<?> request) {
    return attachments.size(session, RequestBody.read(request, AttachSizeRequest::fromJson));
  }

  @Post("/{session}/hold")
  Message hold(String session, ServerHttpRequest<?> request) {
    var body = RequestBody.read(request, HoldRequest::fromJson);
    return attachments.hold(session, body, HoldKey.of(request));
  }

  @Post("/{session}/release")
  Message release(String session, ServerHttpRequest<?> request) {
    var body = RequestBody.read(request, ReleaseRequest::fromJson);
    return attachments.release(session, body, HoldKey.of(request));
  }
}
