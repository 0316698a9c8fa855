package dev.session.cli.command;

import dev.session.cli.route.LiveHost;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.json.JsonArray;
import dev.session.json.JsonBoolean;
import dev.session.json.JsonObject;
import dev.session.message.WaitScreenRequest;
import dev.session.message.WaitScreenResult.Outcome;
import dev.session.replay.LastView;
import dev.session.replay.LogFailures;
import dev.session.screen.ScreenConditions;
import dev.session.screen.ScreenView;
import dev.session.status.SessionCommand;
import java.util.Set;
import java.util.StringJoiner;

/// A wait for the screen, by the live host or on the files.
///
/// A session that is over shows one screen for ever: it is as described at once or never. If it was
/// over already when the wait began, never is a failure; if it ended meanwhile, or after the event
/// that the wait comes after, that is how the wait ended.
final class ScreenWait {
  /// Members of a request that say how to look, and not for what.
  private static final Set<String> NOT_CONDITIONS =
      Set.of("any", "scrollback", "ignoreEcho", "echo", "afterSeq", "timeoutMs");

  private final Target target;
  private final WaitScreenRequest request;
  private final ScreenConditions conditions;

  private ScreenWait(Target target, WaitScreenRequest request) {
    this.target = target;
    this.request = request;
    conditions = ScreenConditions.of(request); // refuses what the host would
  }

  /// The result of waiting.
  static JsonObject on(Target target, WaitScreenRequest request) {
    var wait = new ScreenWait(target, request);
    boolean wasOver = SessionStore.require(target.files()).status().terminal();
    return target.route(
        request.exit() ? SessionCommand.WAIT_EXIT : SessionCommand.WAIT_SCREEN,
        host -> live(target, host, request),
        (record, _) -> wait.onFiles(record, wasOver));
  }

  /// The same in the course of something that found the session running: that it is over by now is
  /// how the wait ended.
  static JsonObject during(Target target, WaitScreenRequest request) {
    var wait = new ScreenWait(target, request);
    return target.route(
        SessionCommand.WAIT_SCREEN,
        host -> live(target, host, request),
        (record, _) -> wait.onFiles(record, false));
  }

  private static JsonObject live(Target target, LiveHost host, WaitScreenRequest request) {
    var timeout = request.timeoutMs();
    return host.post(
        target.path("wait-screen"),
        request.toJson(),
        LiveHost.waitMillis(timeout == null ? 0 : timeout));
  }

  /// What is waited for, for people: for example `text "done", exit`.
  static String words(WaitScreenRequest request) {
    var words = new StringJoiner(request.any() ? " or " : ", ");
    request
        .toJson()
        .members()
        .forEach(
            (name, value) -> {
              if (!NOT_CONDITIONS.contains(name)) {
                words.add(value == JsonBoolean.TRUE ? name : name + " " + value);
              }
            });
    return words.toString();
  }

  private JsonObject onFiles(SessionRecord record, boolean wasOver) {
    var afterSequence = conditions.afterSequence();
    LogFailures.requireKept(target.files().log(), afterSequence == null ? -1 : afterSequence);
    var view =
        LastView.of(
            target.files().log(),
            conditions.needHistory() ? afterSequence : null,
            record.status().terminal());
    var match = conditions.looking(view.sequence()).at(view, Long.MAX_VALUE, Long.MAX_VALUE);
    if (match.holds()) {
      return view.result(Outcome.MATCHED, match, record.ending()).toJson();
    }
    if (wasOver && (afterSequence == null || afterSequence >= view.sequence())) {
      throw never(record, view);
    }
    return view.result(Outcome.ENDED, null, record.ending()).toJson();
  }

  private SessionException never(SessionRecord record, ScreenView view) {
    return new SessionException(
        ErrorCode.REPLAY_ERROR,
        "Session "
            + record.id()
            + " is "
            + record.status().word()
            + ", and its last screen is not what is waited for.",
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("status", record.status().word())
            .put("conditions", request.toJson())
            .put("capturedAtSeq", Math.max(0, view.sequence()))
            .put("cursorRow", view.cursorRow())
            .put("cursorCol", view.cursorCol())
            .put("visibleLines", JsonArray.ofStrings(view.screen().lines()))
            .build());
  }
}
