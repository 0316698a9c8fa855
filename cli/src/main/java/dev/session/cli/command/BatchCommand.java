package dev.session.cli.command;

import dev.session.cli.batch.JUnitReport;
import dev.session.cli.batch.Plan;
import dev.session.cli.batch.Progress;
import dev.session.cli.batch.Step;
import dev.session.cli.batch.YamlPlan;
import dev.session.cli.grammar.Command;
import dev.session.cli.output.Envelope;
import dev.session.cli.output.SafeText;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.Json;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.process.BrokenOff;
import dev.session.status.SessionCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `session batch`: a list of steps, one after the other.
///
/// When the process is told to end, what has been done by then is printed at once; the virtual
/// machine then exits with 128 and the signal's number.
final class BatchCommand {
  private final Call call;
  private final Target target;
  private final List<Step> steps;
  private final Progress progress;
  private final Instant begun = Instant.now();
  private final @Nullable Path junit;

  private BatchCommand(Call call, Target target, List<Step> steps, @Nullable Path junit) {
    this.call = call;
    this.target = target;
    this.steps = steps;
    this.junit = junit;
    progress = new Progress(steps);
  }

  static Outcome run(Call call) {
    var steps = Plan.of(document(call), fields -> new ScreenCheck(fields));
    var junit = call.arguments().text("junit");
    var target = call.target();
    var _ = target.live(SessionCommand.BATCH, _ -> JsonObject.EMPTY); // whether it takes steps
    return new BatchCommand(call, target, steps, junit == null ? null : Path.of(junit)).run();
  }

  private static Json document(Call call) {
    var text = InputText.read(call, "steps");
    var file = call.arguments().text("file");
    if (file != null && (file.endsWith(".yaml") || file.endsWith(".yml"))) {
      return YamlPlan.read(text, file);
    }
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The steps are not JSON: " + e.getMessage(),
          JsonObject.EMPTY,
          e);
    }
  }

  private Outcome run() {
    boolean keepGoing = call.arguments().has("keep-going");
    try (var _ = new BrokenOff("batch-broken-off", this::interrupted)) {
      carryOut(keepGoing);
    }
    writeReport();
    return new Outcome.Answer(
        progress.toJson(), _ -> SafeText.lines(progress.text()), progress.exitCode(keepGoing));
  }

  private void carryOut(boolean keepGoing) {
    var report = junit == null ? null : new FailureBundle(call, target, junit);
    var steps = new StepRun(call, target);
    boolean failed = false;
    for (int i = 0; i < this.steps.size() && (keepGoing || !failed); i++) {
      progress.begin(i);
      var failure = steps.carryOut(this.steps.get(i));
      failed |= failure != null;
      progress.end(steps.observed(), failure);
      if (failure != null && report != null) {
        report.add(i, failure);
      }
    }
    progress.finish();
    if (report != null) {
      report.close(failed);
    }
  }

  private void interrupted() {
    if (!progress.interrupt()) {
      return;
    }
    var result = progress.toJson();
    call.console()
        .print(
            call.options().json()
                ? Envelope.success(Command.BATCH.path(), Instant.now(), result)
                : SafeText.lines(progress.text()));
    writeReport();
  }

  private void writeReport() {
    var file = junit;
    if (file == null) {
      return;
    }
    var plan = call.arguments().text("file");
    var name = plan == null ? "session batch" : plan;
    try {
      Files.writeString(file, JUnitReport.of(name, begun, progress.records()));
    } catch (IOException e) {
      throw FailureBundle.unwritable(file, e);
    }
  }
}
