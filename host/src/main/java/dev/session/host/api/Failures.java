package dev.session.host.api;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.ErrorResult;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/// Turns whatever goes wrong in a request into the error that its caller is told.
@Controller
final class Failures {
  @Error(global = true)
  HttpResponse<ErrorResult> onFailure(SessionException failure) {
    return HttpResponse.<ErrorResult>status(status(failure.code()))
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(ErrorResult.of(failure));
  }

  /// HTTP's word for a code. Clients go by the code in the body; this is for `curl --fail` and
  /// logs.
  static HttpStatus status(ErrorCode code) {
    return switch (code) {
      case INVALID_INPUT,
          INVALID_SESSION_ID,
          INVALID_DIMENSIONS,
          INVALID_SIGNAL,
          INVALID_KEYS,
          INVALID_DURATION,
          MOUSE_NOT_ENABLED,
          PROTOCOL_ERROR ->
          HttpStatus.BAD_REQUEST;
      case SESSION_NOT_FOUND, SKILL_NOT_FOUND -> HttpStatus.NOT_FOUND;
      case SESSION_NOT_RUNNING,
          SESSION_ALREADY_DESTROYED,
          SHELL_NOT_READY,
          SESSION_HELD,
          EXPECTATION_FAILED ->
          HttpStatus.CONFLICT;
      case CURSOR_TRIMMED -> HttpStatus.GONE;
      case SPAWN_FAILED -> HttpStatus.UNPROCESSABLE_ENTITY;
      case HOST_TIMEOUT, WAIT_TIMEOUT -> HttpStatus.REQUEST_TIMEOUT;
      case STORAGE_WRITE_ERROR -> HttpStatus.INSUFFICIENT_STORAGE;
      case HOST_UNREACHABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case INTERNAL_ERROR,
          EXPORT_ERROR,
          STORAGE_READ_ERROR,
          MANIFEST_VALIDATION_ERROR,
          UNSUPPORTED_VERSION,
          RPC_ERROR,
          REPLAY_ERROR ->
          HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  /// What goes wrong without our own word for it: unknown paths and methods, broken HTTP, bodies
  /// over the limit, and defects, which Micronaut has logged with their stack traces by now.
  @Singleton
  @Primary
  static final class Others implements ErrorResponseProcessor<ErrorResult> {
    @Override
    public MutableHttpResponse<ErrorResult> processResponse(
        ErrorContext context, MutableHttpResponse<?> response) {
      var said =
          context.hasErrors() ? context.getErrors().getFirst().getMessage() : response.reason();
      boolean ours = response.code() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode();
      return response
          .contentType(MediaType.APPLICATION_JSON_TYPE)
          .body(
              new ErrorResult(
                  ours ? ErrorCode.INTERNAL_ERROR : ErrorCode.PROTOCOL_ERROR,
                  ours
                      ? "The host failed on this request; its host.log tells more."
                      : "The host refused the request: " + said + ". See 'GET /openapi.json'.",
                  JsonObject.builder()
                      .put("status", response.code())
                      .put("path", context.getRequest().getPath())
                      .build()));
    }
  }
}
