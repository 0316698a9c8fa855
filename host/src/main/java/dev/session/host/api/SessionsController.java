package dev.session.host.api;

import dev.session.host.live.SessionRequests;
import dev.session.message.CreateRequest;
import dev.session.message.DestroyRequest;
import dev.session.message.MarkRequest;
import dev.session.message.Message;
import dev.session.message.PasteRequest;
import dev.session.message.RenameRequest;
import dev.session.message.ResizeRequest;
import dev.session.message.RunRequest;
import dev.session.message.SendKeysRequest;
import dev.session.message.SignalRequest;
import dev.session.message.SnapshotRequest;
import dev.session.message.TypeRequest;
import dev.session.message.WaitRequest;
import dev.session.message.WaitScreenRequest;
import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.annotation.Nullable;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// One path per command on a session. Bodies and answers are the records of `dev.session.message`.
@Controller("/v1/sessions")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionsController {
  private final SessionRequests sessions;

  SessionsController(SessionRequests sessions) {
    this.sessions = sessions;
  }

  @Post
  Message create(@Nullable @Body byte[] body) {
    return sessions.create(RequestBody.read(body, CreateRequest::fromJson));
  }

  @Get("/{session}")
  Message inspect(String session, @Nullable @QueryValue String showEnv) {
    return sessions.inspect(session, Query.flag("showEnv", showEnv));
  }

  @Post("/{session}/type")
  @SingleResult
  Publisher<Message> type(String session, @Nullable @Body byte[] body) {
    return answer(sessions.type(session, RequestBody.read(body, TypeRequest::fromJson)));
  }

  @Post("/{session}/paste")
  @SingleResult
  Publisher<Message> paste(String session, @Nullable @Body byte[] body) {
    return answer(sessions.paste(session, RequestBody.read(body, PasteRequest::fromJson)));
  }

  @Post("/{session}/send-keys")
  @SingleResult
  Publisher<Message> sendKeys(String session, @Nullable @Body byte[] body) {
    return answer(sessions.sendKeys(session, RequestBody.read(body, SendKeysRequest::fromJson)));
  }

  @Post("/{session}/run")
  @SingleResult
  Publisher<Message> run(String session, @Nullable @Body byte[] body) {
    return answer(sessions.run(session, RequestBody.read(body, RunRequest::fromJson)));
  }

  @Post("/{session}/mark")
  Message mark(String session, @Nullable @Body byte[] body) {
    return sessions.mark(session, RequestBody.read(body, MarkRequest::fromJson));
  }

  @Post("/{session}/resize")
  Message resize(String session, @Nullable @Body byte[] body) {
    return sessions.resize(session, RequestBody.read(body, ResizeRequest::fromJson));
  }

  @Post("/{session}/signal")
  Message signal(String session, @Nullable @Body byte[] body) {
    return sessions.signal(session, RequestBody.read(body, SignalRequest::fromJson));
  }

  @Post("/{session}/touch")
  Message touch(String session) {
    return sessions.touch(session);
  }

  @Post("/{session}/rename")
  Message rename(String session, @Nullable @Body byte[] body) {
    return sessions.rename(session, RequestBody.read(body, RenameRequest::fromJson));
  }

  @Post("/{session}/flush")
  Message flush(String session) {
    return sessions.flush(session);
  }

  @Post("/{session}/wait")
  @SingleResult
  Publisher<Message> await(String session, @Nullable @Body byte[] body) {
    return answer(sessions.await(session, RequestBody.read(body, WaitRequest::fromJson)));
  }

  @Post("/{session}/wait-screen")
  @SingleResult
  Publisher<Message> awaitScreen(String session, @Nullable @Body byte[] body) {
    return answer(
        sessions.awaitScreen(session, RequestBody.read(body, WaitScreenRequest::fromJson)));
  }

  @Post("/{session}/snapshot")
  Message snapshot(String session, @Nullable @Body byte[] body) {
    return sessions.snapshot(session, RequestBody.read(body, SnapshotRequest::fromJson));
  }

  @Get("/{session}/changes")
  @SingleResult
  Publisher<Message> changes(
      String session, @QueryValue long after, @Nullable @QueryValue Long timeoutMs) {
    return answer(sessions.changes(session, after, timeoutMs));
  }

  @Post("/{session}/destroy")
  @SingleResult
  Publisher<Message> destroy(String session, @Nullable @Body byte[] body) {
    return answer(sessions.destroy(session, RequestBody.read(body, DestroyRequest::fromJson)));
  }

  // A client that goes away cancels the publisher, and that the future.
  private static Publisher<Message> answer(CompletableFuture<Message> future) {
    return Mono.fromFuture(future);
  }
}
