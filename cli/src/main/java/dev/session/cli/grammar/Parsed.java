package dev.session.cli.grammar;

/// What an argument list asks for.
public sealed interface Parsed {
  /// To show help, on standard output.
  record Help(Topic topic) implements Parsed {}

  /// To run a command.
  record Run(Command command, RootOptions options, Arguments arguments) implements Parsed {}
}
