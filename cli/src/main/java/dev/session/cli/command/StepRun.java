package dev.session.cli.command;

import dev.session.cli.batch.Step;
import dev.session.cli.route.LiveHost;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonArray;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.message.MarkRequest;
import dev.session.message.Message;
import dev.session.message.PasteRequest;
import dev.session.message.ResizeRequest;
import dev.session.message.RunRequest;
import dev.session.message.SendKeysRequest;
import dev.session.message.SignalRequest;
import dev.session.message.SnapshotRequest;
import dev.session.message.TypeRequest;
import dev.session.shell.CommandOutcome;
import dev.session.status.SessionCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries out the steps of a batch and remembers the last input, before which no screen counts.
final class StepRun {
  /// How long a program may take to read what it is given.
  private static final long READING_TIMEOUT_MILLIS = 600_000;

  private final Call call;
  private final Target target;

  /// The event of the last input; null before the first.
  private @Nullable Long baseline;

  private JsonObject.Builder observed = JsonObject.builder();

  StepRun(Call call, Target target) {
    this.call = call;
    this.target = target;
  }

  /// Why `step` failed, or null.
  @Nullable SessionException carryOut(Step step) {
    observed = JsonObject.builder();
    try {
      switch (step) {
        case Step.Type(var text) -> input(SessionCommand.TYPE, "type", new TypeRequest(text));
        case Step.Paste(var text) ->
            input(SessionCommand.PASTE, "paste", new PasteRequest(text, false));
        case Step.SendKeys(var keys) ->
            input(SessionCommand.SEND_KEYS, "send-keys", new SendKeysRequest(keys, null, null));
        case Step.Mouse(var request) -> input(SessionCommand.MOUSE, "mouse", request);
        case Step.Run run -> run(run);
        case Step.Wait wait -> await(wait);
        case Step.Expect expect -> expect(expect);
        case Step.Mark(var label) ->
            note(post(SessionCommand.MARK, "mark", new MarkRequest(label)));
        case Step.Resize(int cols, int rows) ->
            note(post(SessionCommand.RESIZE, "resize", new ResizeRequest(cols, rows)));
        case Step.Signal(var signal) ->
            note(post(SessionCommand.SIGNAL, "signal", new SignalRequest(signal, false)));
        case Step.Snapshot snapshot -> snapshot(snapshot);
        case Step.Screenshot(var out) ->
            observed.put("screenshot", ScreenshotCommand.now(call, target, out));
      }
      return null;
    } catch (SessionException e) {
      return e;
    }
  }

  /// What the last step told.
  JsonObject observed() {
    return observed.build();
  }

  private JsonObject post(SessionCommand command, String operation, Message request) {
    return target.live(
        command,
        host ->
            host.post(
                target.path(operation),
                request.toJson(),
                call.timeoutMillis(READING_TIMEOUT_MILLIS)));
  }

  private void input(SessionCommand command, String operation, Message request) {
    baseline = note(post(command, operation, request));
  }

  private @Nullable Long note(JsonObject result) {
    var sequence = result.fields("").optionalLong("seq");
    observed.put("seq", sequence).flag("hidden", result.fields("").flag("hidden"));
    return sequence;
  }

  private void run(Step.Run run) {
    observed.put("noWait", run.noWait());
    long limit = run.noWait() ? READING_TIMEOUT_MILLIS : run.timeoutMillis();
    var request =
        new RunRequest(run.command(), run.noWait(), run.noWait() ? null : run.timeoutMillis());
    var result =
        target.live(
            SessionCommand.RUN,
            host -> host.post(target.path("run"), request.toJson(), LiveHost.waitMillis(limit)));
    baseline = note(result);
    var fields = result.fields("");
    if (run.noWait()) {
      observed.put("runOutcome", "started");
      return;
    }
    boolean completed = fields.flag("completed");
    boolean timedOut = fields.flag("timedOut");
    var outcome = CommandOutcome.of(fields.string("outcome"));
    observed
        .put("completed", completed)
        .put("timedOut", timedOut)
        .put("runOutcome", outcome.word())
        .put("exitCode", fields.optionalInteger("exitCode"));
    if (timedOut) {
      throw failed(
          ErrorCode.WAIT_TIMEOUT,
          "The command had not ended after " + run.timeoutMillis() + " ms.",
          JsonObject.EMPTY);
    }
    if (!completed) {
      throw notCompleted(outcome);
    }
  }

  private static SessionException notCompleted(CommandOutcome outcome) {
    return switch (outcome) {
      case SESSION_EXITED ->
          failed(
              ErrorCode.SESSION_NOT_RUNNING,
              "The session ended before the command.",
              JsonObject.EMPTY);
      case LOST ->
          failed(
              ErrorCode.SESSION_NOT_RUNNING,
              "The host died while the command ran; what became of it is not known.",
              JsonObject.EMPTY);
      case SHELL_EXITED ->
          failed(
              ErrorCode.EXPECTATION_FAILED,
              "The shell that the command was typed in has ended; the one around it goes on.",
              JsonObject.EMPTY);
      case INCOMPLETE ->
          failed(
              ErrorCode.EXPECTATION_FAILED,
              "The shell waits for the rest of the command: a quote or a document without its end.",
              JsonObject.EMPTY);
      case REJECTED, TIMED_OUT, COMPLETED ->
          failed(
              ErrorCode.EXPECTATION_FAILED,
              "The shell did not execute the command (" + outcome.word() + ").",
              JsonObject.EMPTY);
    };
  }

  private void await(Step.Wait wait) {
    observed.put("waitBaseline", baseline);
    var fields = ScreenWait.during(target, wait.request().after(baseline)).fields("");
    boolean matched = fields.bool("matched");
    boolean timedOut = fields.bool("timedOut");
    observed.put("matched", matched).put("timedOut", timedOut);
    seen(fields);
    var screen =
        JsonObject.builder()
            .put(
                "visibleLines",
                JsonArray.ofStrings(List.of(fields.string("screenText").split("\n", -1))))
            .build();
    if (timedOut) {
      throw failed(
          ErrorCode.WAIT_TIMEOUT,
          "Waited " + wait.request().timeoutMs() + " ms in vain for " + wait.about() + ".",
          screen);
    }
    if (!matched) {
      throw failed(
          ErrorCode.SESSION_NOT_RUNNING,
          "The session ended while this was waited for: " + wait.about() + ".",
          screen);
    }
  }

  private void expect(Step.Expect expect) {
    var checked = new ScreenCheck(expect.check().fields("")).run(call, target, baseline);
    var fields = checked.result().fields("");
    observed.put("matched", checked.isMet());
    seen(fields);
    if (!checked.isMet()) {
      throw checked.failure();
    }
  }

  private void seen(JsonFields fields) {
    observed
        .put("capturedAtSeq", fields.longInteger("capturedAtSeq"))
        .put("condition", fields.optionalString("condition"))
        .put("matchedText", fields.optionalString("matchedText"))
        .put("screenHash", fields.string("screenHash"));
  }

  private void snapshot(Step.Snapshot step) {
    var snapshot =
        SnapshotCommand.now(call, target, new SnapshotRequest(step.format(), false, false, null));
    var out = step.out();
    if (out == null) {
      observed.put("snapshot", snapshot);
      return;
    }
    try {
      Files.writeString(Path.of(out), SnapshotCommand.content(snapshot));
      observed.put("out", out);
    } catch (IOException e) {
      throw new SessionException(
          ErrorCode.STORAGE_WRITE_ERROR,
          "The snapshot cannot be written to " + out + ": " + e.getMessage() + ".",
          JsonObject.builder().put("path", out).build(),
          e);
    }
  }

  private static SessionException failed(ErrorCode code, String sentence, JsonObject details) {
    return new SessionException(code, sentence, details);
  }
}
