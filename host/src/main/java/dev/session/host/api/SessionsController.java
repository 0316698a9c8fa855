package dev.session.host.api;

import dev.session.host.live.SessionRequests;
import dev.session.message.CreateRequest;
import dev.session.message.DestroyRequest;
import dev.session.message.FocusRequest;
import dev.session.message.KeepRequest;
import dev.session.message.MarkRequest;
import dev.session.message.Message;
import dev.session.message.MouseRequest;
import dev.session.message.PasteRequest;
import dev.session.message.RenameRequest;
import dev.session.message.ResizeRequest;
import dev.session.message.RunRequest;
import dev.session.message.SendKeysRequest;
import dev.session.message.SignalRequest;
import dev.session.message.SnapshotRequest;
import dev.session.message.TypeRequest;
import dev.session.message.WaitCommandRequest;
import dev.session.message.WaitRequest;
import dev.session.message.WaitScreenRequest;
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
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// One path per command on a session. Bodies and answers are the records of `dev.session.message`.
@Controller("/v1/sessions")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionsController {
  private final SessionRequests sessions;
  private final AnswerRoom room;

  SessionsController(SessionRequests sessions, AnswerRoom room) {
    this.sessions = sessions;
    this.room = room;
  }

  @Post
  Message create(ServerHttpRequest<?> request) {
    return sessions.create(RequestBody.read(request, CreateRequest::fromJson));
  }

  @Get("/{session}")
  Message inspect(String session, @Nullable @QueryValue String showEnv) {
    return sessions.inspect(session, Query.flag("showEnv", showEnv));
  }

  @Post("/{session}/type")
  @SingleResult
  Publisher<Message> type(String session, ServerHttpRequest<?> request) {
    return answer(
        sessions.type(
            session, RequestBody.read(request, TypeRequest::fromJson), HoldKey.of(request)));
  }

  @Post("/{session}/paste")
  @SingleResult
  Publisher<Message> paste(String session, ServerHttpRequest<?> request) {
    return answer(
        sessions.paste(
            session, RequestBody.read(request, PasteRequest::fromJson), HoldKey.of(request)));
  }

  @Post("/{session}/send-keys")
  @SingleResult
  Publisher<Message> sendKeys(String session, ServerHttpRequest<?> request) {
    return answer(
        sessions.sendKeys(
            session, RequestBody.read(request, SendKeysRequest::fromJson), HoldKey.of(request)));
  }

  @Post("/{session}/mouse")
  @SingleResult
  Publisher<Message> mouse(String session, ServerHttpRequest<?> request) {
    return answer(
        sessions.mouse(
            session, RequestBody.read(request, MouseRequest::fromJson), HoldKey.of(request)));
  }

  @Post("/{session}/focus")
  @SingleResult
  Publisher<Message> focus(String session, ServerHttpRequest<?> request) {
    return answer(
        sessions.focus(
            session, RequestBody.read(request, FocusRequest::fromJson), HoldKey.of(request)));
  }

  @Get("/{session}/modes")
  Message modes(String session) {
    return sessions.modes(session);
  }

  @Post("/{session}/run")
  @SingleResult
  Publisher<Message> run(String session, ServerHttpRequest<?> request) {
    return answer(
        sessions.run(
            session, RequestBody.read(request, RunRequest::fromJson), HoldKey.of(request)));
  }

  @Post("/{session}/mark")
  Message mark(String session, ServerHttpRequest<?> request) {
    return sessions.mark(session, RequestBody.read(request, MarkRequest::fromJson));
  }

  @Post("/{session}/resize")
  Message resize(String session, ServerHttpRequest<?> request) {
    return sessions.resize(
        session, RequestBody.read(request, ResizeRequest::fromJson), HoldKey.of(request));
  }

  @Post("/{session}/signal")
  Message signal(String session, ServerHttpRequest<?> request) {
    return sessions.signal(
        session, RequestBody.read(request, SignalRequest::fromJson), HoldKey.of(request));
  }

  @Post("/{session}/touch")
  Message touch(String session) {
    return sessions.touch(session);
  }

  @Post("/{session}/rename")
  Message rename(String session, ServerHttpRequest<?> request) {
    return sessions.rename(session, RequestBody.read(request, RenameRequest::fromJson));
  }

  @Post("/{session}/keep")
  Message keep(String session, ServerHttpRequest<?> request) {
    return sessions.keep(session, RequestBody.read(request, KeepRequest::fromJson));
  }

  @Post("/{session}/flush")
  Message flush(String session) {
    return sessions.flush(session);
  }

  @Post("/{session}/wait")
  @SingleResult
  Publisher<Message> await(String session, ServerHttpRequest<?> request) {
    return answer(sessions.await(session, RequestBody.read(request, WaitRequest::fromJson)));
  }

  @Post("/{session}/wait-screen")
  @SingleResult
  Publisher<Message> awaitScreen(String session, ServerHttpRequest<?> request) {
    return answer(
        sessions.awaitScreen(session, RequestBody.read(request, WaitScreenRequest::fromJson)));
  }

  @Post("/{session}/wait-command")
  @SingleResult
  Publisher<Message> awaitCommand(String session, ServerHttpRequest<?> request) {
    return answer(
        sessions.awaitCommand(session, RequestBody.read(request, WaitCommandRequest::fromJson)));
  }

  @Post("/{session}/snapshot")
  Message snapshot(String session, ServerHttpRequest<?> request) {
    var body = RequestBody.read(request, SnapshotRequest::fromJson);
    return room.give(request, () -> sessions.snapshot(session, body));
  }

  @Get("/{session}/changes")
  @SingleResult
  Publisher<Message> changes(
      String session, @QueryValue long after, @Nullable @QueryValue Long timeoutMs) {
    return answer(sessions.changes(session, after, timeoutMs));
  }

  @Post("/{session}/destroy")
  @SingleResult
  Publisher<Message> destroy(String session, ServerHttpRequest<?> request) {
    return answer(sessions.destroy(session, RequestBody.read(request, DestroyRequest::fromJson)));
  }

  // A client that goes away cancels the publisher, and that the future.
  private static Publisher<Message> answer(CompletableFuture<Message> future) {
    return Mono.fromFuture(future);
  }
}
