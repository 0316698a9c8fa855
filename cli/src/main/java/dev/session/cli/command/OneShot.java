package dev.session.cli.command;

import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.log.LogReader;
import dev.session.message.WaitRequest;
import dev.session.message.WaitResult;
import dev.session.process.Signals;
import dev.session.shell.CommandOutput;
import dev.session.shell.OutputTail;
import dev.session.status.SessionCommand;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `session run --new`: a program in a session of its own, its output, and its exit code as ours.
final class OneShot {
  private static final long HOST_MARGIN_MILLIS = 10_000;
  private static final int SIGNAL_BASE = 128;

  /// For an end that nobody knows the code of.
  private static final int EXIT_UNKNOWN = 1;

  private OneShot() {}

  static Outcome run(Call call) {
    var arguments = call.arguments();
    if (arguments.texts("command").isEmpty()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "'session run --new' needs a command; write it after --.");
    }
    long begunNanos = System.nanoTime();
    var created = CreateCommand.create(call).fields("");
    var id = created.string("sessionId");
    var target = Target.find(call.home(), Call.launcher(call.home()), id);
    long timeout = arguments.number("timeout", 0);
    var request = new WaitRequest(null, timeout).toJson();
    var end =
        target
            .route(
                SessionCommand.WAIT_EXIT,
                host ->
                    host.post(
                        target.path("wait"),
                        request,
                        timeout == 0 ? 0 : timeout + HOST_MARGIN_MILLIS),
                (record, _) -> WaitResult.ended(record).toJson())
            .fields("");
    boolean timedOut = end.bool("timedOut");
    var code = end.optionalInteger("exitCode");
    var signal = end.optionalString("exitSignal");
    var output = output(target.files().log(), arguments.text("raw-output"));
    var result =
        JsonObject.builder()
            .put("sessionId", id)
            .put("completed", !timedOut)
            .put("timedOut", timedOut)
            .put("outcome", timedOut ? "timedOut" : "sessionExited")
            .put("exitCode", code)
            .put("exitSignal", signal)
            .put("output", output.text(created.integer("cols")))
            .put("outputTruncated", output.truncated())
            .put("durationMs", (System.nanoTime() - begunNanos) / 1_000_000)
            .build();
    if (timedOut) {
      call.warn("The program still runs, in session " + id + ".");
    }
    return new Outcome.Answer(
        result, _ -> RunCommand.text(result), exitCode(timedOut, code, signal));
  }

  private static int exitCode(boolean timedOut, @Nullable Integer code, @Nullable String signal) {
    if (timedOut) {
      return ErrorCode.WAIT_TIMEOUT.exitCode();
    }
    if (signal != null) {
      return SIGNAL_BASE + Signals.number(signal).orElse(0);
    }
    return code == null ? EXIT_UNKNOWN : code;
  }

  private static CommandOutput output(Path log, @Nullable String rawFile) {
    var tail = new OutputTail();
    try (var reader = LogReader.open(log);
        var raw =
            rawFile == null
                ? null
                : new BufferedOutputStream(Files.newOutputStream(Path.of(rawFile)))) {
      while (reader.next()) {
        if (reader.code() == 'o') {
          tail.append(reader.data(), 0, reader.dataLength());
          if (raw != null) {
            raw.write(reader.data(), 0, reader.dataLength());
          }
        }
      }
    } catch (IOException e) {
      throw new SessionException(
          ErrorCode.STORAGE_WRITE_ERROR,
          "The output could not be read or written: " + e.getMessage() + ".",
          JsonObject.EMPTY,
          e);
    }
    return tail.output();
  }
}
