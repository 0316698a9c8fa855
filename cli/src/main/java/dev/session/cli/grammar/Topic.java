package dev.session.cli.grammar;

/// What help or an error is about.
public sealed interface Topic {
  /// The program as a whole.
  record Program() implements Topic {}

  /// The commands that share a first word, such as `record`.
  record Group(String word) implements Topic {}

  record Of(Command command) implements Topic {}

  Topic PROGRAM = new Program();
}
