package dev.session.message;

import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// A command line was given to the session's shell.
///
/// @param seq the sequence number of its first input event
/// @param hidden whether the log does not have it as it was given
/// @param end what became of it; absent where nobody waited
public record RunResult(long seq, boolean hidden, @Nullable End end) implements Message {

  /// What became of it by the time of the answer.
  ///
  /// @param marker the run's own name, which its event in the log has too
  /// @param durationMs from its being typed to the next prompt, or to the answer
  public record End(String marker, CommandResult command, long durationMs) {}

  public static RunResult accepted(long seq, boolean hidden) {
    return new RunResult(seq, hidden, null);
  }

  @Override
  public JsonObject toJson() {
    var json = JsonObject.builder().put("accepted", true);
    if (end == null) {
      return json.put("seq", seq).flag("hidden", hidden).build();
    }
    json.put("completed", end.command.isCompleted())
        .put("timedOut", end.command.isTimedOut())
        .put("seq", seq)
        .flag("hidden", hidden)
        .put("durationMs", end.durationMs)
        .put("marker", end.marker);
    end.command.putInto(json);
    return json.build();
  }
}
