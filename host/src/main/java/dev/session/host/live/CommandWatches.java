package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.CommandResult;
import dev.session.message.Message;
import dev.session.message.RunResult;
import dev.session.message.WaitCommandResult;
import dev.session.shell.CommandOutcome;
import dev.session.shell.CommandOutput;
import dev.session.shell.FinishedCommand;
import org.jspecify.annotations.Nullable;

/// Somebody waiting for a command in the session's shell. What the command printed becomes text
/// when the answer is written, not under the session's lock.
final class CommandWatches {
  private CommandWatches() {}

  /// The answer to a wait, still without text.
  sealed interface Unwritten extends Message {
    /// The same with the command's output as text.
    Message written();

    @Override
    default JsonObject toJson() {
      return written().toJson();
    }
  }

  private static CommandResult result(FinishedCommand command, CommandOutput output, int cols) {
    return new CommandResult(
        command.outcome(),
        command.exitCode(),
        command.exitSignal(),
        output.text(cols),
        output.truncated(),
        command.cwd());
  }

  private record UnwrittenRun(
      TakenInput input, String marker, FinishedCommand command, CommandOutput output, int cols)
      implements Unwritten {
    @Override
    public Message written() {
      var end = new RunResult.End(marker, result(command, output, cols), command.durationMs());
      return new RunResult(input.seq(), input.hidden(), end);
    }
  }

  private record UnwrittenCommand(FinishedCommand command, CommandOutput output, int cols, long seq)
      implements Unwritten {
    @Override
    public Message written() {
      return new WaitCommandResult(
          result(command, output, cols), false, seq, command.runSeq(), command.durationMs());
    }
  }

  /// The end of a `run`.
  static Watch run(LiveSession session, Run run) {
    return new Watch() {
      @Override
      @Nullable Message look() {
        var end = run.end();
        if (end != null) {
          return answer(end, run.output());
        }
        var refusal = run.refusal();
        if (refusal != null) {
          throw Complaint.shellNotReady(
              session.record(), refusal, session.reading().foregroundProgram());
        }
        if (run.isIncomplete()) {
          return answer(unfinished(CommandOutcome.INCOMPLETE), session.shell().outputSoFar());
        }
        if (session.isOver()) {
          throw Complaint.notRunning(session.record(), "it ended before the command was typed");
        }
        return null;
      }

      @Override
      Message timedOut() {
        if (!run.isTyped()) {
          throw new SessionException(
              ErrorCode.SHELL_NOT_READY,
              "The shell of session "
                  + session.record().id()
                  + " has not shown a prompt in time, so the command was not typed. 'session"
                  + " snapshot' shows what it is at.",
              JsonObject.builder()
                  .put("sessionId", session.record().id().value())
                  .put("reason", "noPrompt")
                  .build());
        }
        return answer(unfinished(CommandOutcome.TIMED_OUT), session.shell().outputSoFar());
      }

      private FinishedCommand unfinished(CommandOutcome outcome) {
        return new FinishedCommand(outcome, run.seq(), null, null, null, run.ageMillis());
      }

      private Message answer(FinishedCommand end, CommandOutput output) {
        return new UnwrittenRun(run.input(), run.marker, end, output, session.terminal().cols());
      }
    };
  }

  /// The end of a command, whoever typed it.
  ///
  /// @param after only one that ended after this event; null for the last one, if none is at work
  static Watch command(LiveSession session, @Nullable Long after) {
    return new Watch() {
      @Override
      @Nullable Message look() {
        var shell = session.shell();
        var ended = after == null ? shell.lastEnded() : shell.endedAfter(after);
        if (ended != null) {
          return new UnwrittenCommand(
              ended.command(), ended.output(), session.terminal().cols(), ended.seq());
        }
        return session.isOver() ? WaitCommandResult.ENDED : null;
      }

      @Override
      Message timedOut() {
        return WaitCommandResult.TIMED_OUT;
      }
    };
  }
}
