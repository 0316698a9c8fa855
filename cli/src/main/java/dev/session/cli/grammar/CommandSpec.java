package dev.session.cli.grammar;

import java.util.ArrayList;
import java.util.List;

/// A row of the command table: everything that one command accepts.
///
/// @param positionals in their order; only the last may repeat or be optional
/// @param flags in the order in which they are checked and listed
/// @param json whether the command can answer with a JSON envelope
/// @param sessionFirst whether values other than the session are checked by [Arguments#check] after
///   the session was found, not by the parser
public record CommandSpec(
    Command command,
    String description,
    List<Positional> positionals,
    List<Flag> flags,
    List<Example> examples,
    boolean json,
    boolean sessionFirst) {

  public CommandSpec {
    positionals = List.copyOf(positionals);
    flags = List.copyOf(flags);
    examples = List.copyOf(examples);
  }

  /// Whether the command has an option of this name.
  boolean hasFlag(String name) {
    return flags.stream().anyMatch(flag -> flag.name().equals(name));
  }

  /// For example `session type [OPTION]... SESSION [TEXT]`.
  public String usage() {
    var usage = new StringBuilder("session ").append(command.path()).append(" [OPTION]...");
    for (var positional : positionals) {
      usage.append(' ').append(positional.usage());
    }
    return usage.toString();
  }

  /// Writes a row; each part may be left out.
  static final class Builder {
    private final Command command;
    private final String description;
    private final List<Positional> positionals = new ArrayList<>();
    private final List<Flag> flags = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private boolean json = true;
    private boolean sessionFirst;

    Builder(Command command, String description) {
      this.command = command;
      this.description = description;
    }

    Builder takes(Positional positional) {
      positionals.add(positional);
      return this;
    }

    Builder takesSession() {
      return takes(
          Positional.of(
              "session",
              Kind.SESSION,
              Arity.ONE,
              "Id, at least 4 characters of one, name, or 'last' for the newest session"));
    }

    Builder flag(Flag flag) {
      flags.add(flag);
      return this;
    }

    Builder flags(List<Flag> several) {
      flags.addAll(several);
      return this;
    }

    Builder example(String line, String meaning) {
      examples.add(new Example(line, meaning));
      return this;
    }

    Builder withoutJson() {
      json = false;
      return this;
    }

    Builder sessionFirst() {
      sessionFirst = true;
      return this;
    }

    CommandSpec build() {
      return new CommandSpec(
          command, description, positionals, flags, examples, json, sessionFirst);
    }
  }
}
