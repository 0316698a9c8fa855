package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.cli.grammar.RootOptions;
import dev.session.cli.output.Console;
import java.util.Map;

/// One call of a command.
///
/// @param environment the caller's, which the sessions it creates inherit
/// @param console for commands that print while they work; an [Outcome.Answer] is printed for them
public record Call(
    RootOptions options, Arguments arguments, Map<String, String> environment, Console console) {}
