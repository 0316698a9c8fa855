package dev.session.cli.command;

import dev.session.cli.route.LiveHost;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionFiles;
import dev.session.json.JsonObject;
import dev.session.message.RunRequest;
import dev.session.process.Signals;
import dev.session.shell.CommandTracker;
import dev.session.shell.RunOutput;
import dev.session.status.SessionCommand;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `session run`: a command in a session's shell, and what became of it.
final class RunCommand {
  /// How long the end of the command is waited for.
  private static final long DEFAULT_TIMEOUT_MILLIS = 30_000;

  /// How long a program may take to read what it is given.
  private static final long READING_TIMEOUT_MILLIS = 600_000;

  private static final int SIGNAL_BASE = 128;

  /// What `--exit-status` makes of a command that came to no end of its own.
  private static final int EXIT_WITHOUT_CODE = 1;

  private RunCommand() {}

  static Outcome run(Call call) {
    return call.arguments().has("new") ? OneShot.run(call) : inShell(call);
  }

  private static Outcome inShell(Call call) {
    var arguments = call.arguments();
    var command = InputText.read(call, "command");
    long timeout = arguments.number("timeout", DEFAULT_TIMEOUT_MILLIS);
    boolean noWait = arguments.has("no-wait");
    var raw = arguments.text("raw-output");
    if (noWait && (raw != null || arguments.has("exit-status") || arguments.has("timeout"))) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "With --no-wait nothing is known of the command's end; leave out --exit-status,"
              + " --raw-output and --timeout.");
    }
    var target = call.target();
    var request = new RunRequest(command, noWait, noWait ? null : timeout).toJson();
    var result =
        target.live(
            SessionCommand.RUN,
            host -> host.post(target.path("run"), request, connectionMillis(noWait, timeout)));
    var fields = result.fields("");
    if (noWait) {
      long sequence = fields.longInteger("seq");
      return new Outcome.Answer(result, _ -> sequence + "\n");
    }
    if (raw != null) {
      writeRaw(target.files(), fields.longInteger("seq"), Path.of(raw));
    }
    var note = note(result);
    if (note != null) {
      call.warn(note);
    }
    return new Outcome.Answer(
        result, _ -> text(result), arguments.has("exit-status") ? exitCode(result) : 0);
  }

  private static long connectionMillis(boolean noWait, long timeout) {
    return noWait ? READING_TIMEOUT_MILLIS : LiveHost.waitMillis(timeout);
  }

  /// The command's own output, with a line feed at its end.
  static String text(JsonObject result) {
    var output = result.fields("").optionalString("output");
    return output == null || output.isEmpty() ? "" : output + "\n";
  }

  private static @Nullable String note(JsonObject result) {
    var fields = result.fields("");
    return switch (fields.string("outcome")) {
      case "timedOut" ->
          "The command still runs after "
              + fields.longInteger("durationMs")
              + " ms; 'session wait --command-done' waits for its end.";
      case "incomplete" -> "The shell waits for the rest of the command.";
      case "rejected" -> "The shell did not execute the command.";
      case "shellExited" -> "The shell that the command was typed in has ended.";
      case "sessionExited" -> "The session has ended.";
      case "lost" -> "The host died while the command ran; what became of it is not known.";
      default ->
          Boolean.TRUE.equals(fields.optionalBool("outputTruncated"))
              ? "This is only the end of the output; --raw-output writes all of it."
              : null;
    };
  }

  private static int exitCode(JsonObject result) {
    var fields = result.fields("");
    if (fields.bool("timedOut")) {
      return ErrorCode.WAIT_TIMEOUT.exitCode();
    }
    var code = fields.optionalInteger("exitCode");
    var signal = fields.optionalString("exitSignal");
    if (signal != null) {
      return SIGNAL_BASE + Signals.number(signal).orElse(0);
    }
    boolean failed = code == null || code == 0 && fields.string("outcome").equals("rejected");
    return failed ? EXIT_WITHOUT_CODE : code;
  }

  private static void writeRaw(SessionFiles files, long runSeq, Path file) {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      RunOutput.read(files.log(), runSeq, new Raw(out));
    } catch (IOException | UncheckedIOException e) {
      throw new SessionException(
          ErrorCode.STORAGE_WRITE_ERROR,
          "The output could not be written to " + file + ": " + e.getMessage() + ".",
          JsonObject.builder().put("path", file.toString()).build(),
          e);
    }
  }

  private record Raw(OutputStream out) implements CommandTracker.Capture {
    @Override
    public void restart() {
      // The log is read from where the command began.
    }

    @Override
    public void append(byte[] bytes, int from, int to) {
      try {
        out.write(bytes, from, to - from);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
