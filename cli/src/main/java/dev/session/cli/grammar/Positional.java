package dev.session.cli.grammar;

import java.util.List;

/// An argument that is known by its place.
///
/// @param name how commands ask for its value; help shows it in capitals
/// @param choices the accepted values of a [Kind#CHOICE], else empty
public record Positional(String name, Kind kind, List<String> choices, Arity arity, String meaning)
    implements Parameter {

  static Positional of(String name, Kind kind, Arity arity, String meaning) {
    return new Positional(name, kind, List.of(), arity, meaning);
  }

  static Positional choice(String name, List<String> choices, String meaning) {
    return new Positional(name, Kind.CHOICE, choices, Arity.ONE, meaning);
  }

  @Override
  public String label() {
    return Words.upper(name);
  }

  @Override
  public boolean repeatable() {
    return arity.max() > 1;
  }

  /// As a usage line shows it, for example `[TEXT]` or `KEY...`.
  public String usage() {
    return switch (arity) {
      case ONE -> label();
      case OPTIONAL -> "[" + label() + "]";
      case ANY -> "[" + label() + "...]";
      case SEVERAL -> label() + "...";
    };
  }
}
