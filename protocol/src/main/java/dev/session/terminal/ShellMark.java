package dev.session.terminal;

import java.util.OptionalInt;

/// A mark of shell integration (OSC 133): where prompt, command line, output and end of a command
/// are.
///
/// @param kind what begins or ends here
/// @param exitCode of [Kind#COMMAND_FINISHED], if the shell told it
/// @param parameters what else stood in the sequence, as it came
public record ShellMark(Kind kind, OptionalInt exitCode, String parameters) {
  public enum Kind {
    /// `A`
    PROMPT_STARTED,
    /// `B`
    COMMAND_LINE_STARTED,
    /// `C`
    OUTPUT_STARTED,
    /// `D`
    COMMAND_FINISHED
  }
}
