package dev.session.cli.command;

import dev.session.cli.output.FollowedText;
import dev.session.cli.route.LiveHost;
import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.log.LogReader;
import dev.session.message.TypeRequest;
import dev.session.message.WaitRequest;
import dev.session.message.WaitResult;
import dev.session.process.BrokenOff;
import dev.session.process.Signals;
import dev.session.shell.CommandOutput;
import dev.session.shell.OutputTail;
import dev.session.status.SessionCommand;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `session run --new`: a program in a session of its own, its output, and its exit code as ours.
final class OneShot {
  private static final int SIGNAL_BASE = 128;

  /// How long nothing may be printed before the session is looked at again.
  private static final long LOOK_MILLIS = 30_000;

  /// How long a program that was interrupted may take to end.
  private static final long LAST_WORD_MILLIS = 3_000;

  private static final String CTRL_C = "\003";

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
    boolean printed = !call.options().json();
    JsonFields end;
    try (var _ = new BrokenOff("run-broken-off", () -> interrupt(call, target))) {
      if (printed) {
        follow(call, target, timeout);
      }
      long passed = (System.nanoTime() - begunNanos) / 1_000_000;
      long left = timeout == 0 || !printed ? timeout : Math.max(1, timeout - passed);
      end = end(target, left);
    }
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
    return new Outcome.Answer(result, _ -> "", exitCode(timedOut, code, signal));
  }

  /// How the program ended, or that it has not.
  private static JsonFields end(Target target, long timeout) {
    var request = new WaitRequest(null, timeout).toJson();
    return target
        .route(
            SessionCommand.WAIT_EXIT,
            host -> host.post(target.path("wait"), request, LiveHost.waitMillis(timeout)),
            (record, _) -> WaitResult.ended(record).toJson())
        .fields("");
  }

  /// Prints what the program prints as it comes, as text, until it has ended or the time is up. Of
  /// a log of limited size, what was dropped before it could be read is passed over.
  private static void follow(Call call, Target target, long timeout) {
    long begunNanos = System.nanoTime();
    var text = new FollowedText();
    boolean done = false;
    while (!done) {
      try (var history = History.of(call, target)) {
        print(call, history, text, timeout, begunNanos);
        done = true;
      } catch (SessionException e) {
        if (e.code() != ErrorCode.CURSOR_TRIMMED) {
          throw e;
        }
      }
    }
    if (text.lineOpen()) {
      call.console().print("\n");
    }
  }

  private static void print(
      Call call, History history, FollowedText text, long timeout, long begunNanos) {
    var reader = history.reader();
    boolean over = false;
    for (long left = LOOK_MILLIS; !over && left > 0; ) {
      over = history.await(SessionCommand.LOG, reader.nextSequence() - 1, left);
      while (history.next()) {
        if (reader.code() == 'o') {
          var piece = new String(reader.data(), 0, reader.dataLength(), StandardCharsets.UTF_8);
          call.console().print(text.of(piece));
        }
      }
      long passed = (System.nanoTime() - begunNanos) / 1_000_000;
      left = timeout == 0 ? LOOK_MILLIS : Math.min(LOOK_MILLIS, timeout - passed);
    }
  }

  /// Ctrl-C is for the program, as in a terminal of its own. Of one that goes on the caller is
  /// told.
  private static void interrupt(Call call, Target target) {
    try {
      target.live(
          SessionCommand.TYPE,
          host ->
              host.post(target.path("type"), new TypeRequest(CTRL_C).toJson(), LAST_WORD_MILLIS));
      if (end(target, LAST_WORD_MILLIS).bool("timedOut")) {
        call.warn(
            "The program goes on, in session "
                + target.files().id()
                + "; 'session destroy' ends it.");
      }
    } catch (SessionException ended) {
      // There is nothing left to interrupt.
    }
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
