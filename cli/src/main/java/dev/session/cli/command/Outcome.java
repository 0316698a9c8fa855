package dev.session.cli.command;

import dev.session.cli.output.Appearance;
import dev.session.json.JsonObject;
import java.util.function.Function;

/// What a command has to say when it worked.
///
/// It worked also where the answer is "no": a wait that timed out has an answer and exits with 11.
public sealed interface Outcome {
  int exitCode();

  /// A result to print, as JSON or for people.
  ///
  /// @param text for people, on a stream that looks so; ends with a newline
  record Answer(JsonObject result, Function<Appearance, String> text, int exitCode)
      implements Outcome {
    Answer(JsonObject result, Function<Appearance, String> text) {
      this(result, text, 0);
    }
  }

  /// Nothing more: the command has printed what there was.
  record Printed(int exitCode) implements Outcome {}
}
