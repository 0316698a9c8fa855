package dev.session.host.live;

import dev.session.shell.CommandOutput;
import dev.session.shell.FinishedCommand;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One command line, or several, that are given to a shell; its life is: waiting for a prompt (no
/// sequence number yet), typed, ended. Guarded by the session's lock.
final class Run {
  /// Its own name, in the result and in the log.
  final String marker = "__AT_MARKER_" + UUID.randomUUID().toString().replace("-", "") + "__";

  final String text;

  /// What is still to be typed, line by line, where the shell cannot take all of it at once.
  private List<String> lines = List.of();

  /// Its first line, as it was typed; null as long as it waits for a prompt.
  private @Nullable TakenInput input;

  private long typedNanos;

  /// Whether the shell waits for the rest of it, which is not ours to give.
  private boolean incomplete;

  private @Nullable FinishedCommand end;

  /// Why it was not typed after all.
  private SessionShell.@Nullable Refusal refusal;

  private CommandOutput output = CommandOutput.NONE;

  Run(String text) {
    this.text = text;
  }

  void typed(TakenInput line, List<String> remainingLines) {
    if (input == null) {
      input = line;
      typedNanos = System.nanoTime();
    } else if (line.hidden()) {
      input = new TakenInput(input.seq(), true);
    }
    lines = remainingLines;
  }

  boolean isTyped() {
    return input != null;
  }

  TakenInput input() {
    if (input == null) {
      throw new IllegalStateException("it has not been typed");
    }
    return input;
  }

  long seq() {
    return input().seq();
  }

  List<String> lines() {
    return lines;
  }

  /// Milliseconds since it was typed.
  long ageMillis() {
    return (System.nanoTime() - typedNanos) / 1_000_000;
  }

  void refused(SessionShell.Refusal why) {
    refusal = why;
  }

  SessionShell.@Nullable Refusal refusal() {
    return refusal;
  }

  void waitsForRest() {
    incomplete = true;
  }

  boolean isIncomplete() {
    return incomplete;
  }

  void ended(FinishedCommand how, CommandOutput printed) {
    end = how;
    output = printed;
  }

  @Nullable FinishedCommand end() {
    return end;
  }

  CommandOutput output() {
    return output;
  }
}
