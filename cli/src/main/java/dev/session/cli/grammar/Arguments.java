package dev.session.cli.grammar;

import dev.session.screen.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values given to one command, by the names of its options and positionals.
///
/// Asking for a name that the command's row does not have is a mistake in the program and throws
/// [IllegalArgumentException].
public final class Arguments {
  private final CommandSpec spec;
  private final Map<String, List<String>> given = new HashMap<>();

  Arguments(CommandSpec spec) {
    this.spec = spec;
  }

  void add(Parameter parameter, String value) {
    var values = given.get(parameter.name());
    if (values == null) {
      values = new ArrayList<>(1);
      given.put(parameter.name(), values);
    }
    values.add(value);
  }

  /// Whether nothing was given.
  boolean isEmpty() {
    return given.isEmpty();
  }

  /// Whether the option or positional was given at all.
  public boolean has(String name) {
    return !values(declared(name)).isEmpty();
  }

  /// The last value given, or null.
  public @Nullable String text(String name) {
    return (String) read(name);
  }

  /// The value of what the grammar requires.
  public String required(String name) {
    var value = text(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " need not be given");
    }
    return value;
  }

  /// All values given, in their order.
  public List<String> texts(String name) {
    return List.copyOf(values(declared(name)));
  }

  /// The last value given: a number, or the milliseconds or bytes that a time or a size means.
  public @Nullable Long number(String name) {
    return (Long) read(name);
  }

  public long number(String name, long absent) {
    var number = number(name);
    return number == null ? absent : number;
  }

  public @Nullable Region region(String name) {
    return (Region) read(name);
  }

  /// Refuses the first value that is not what its place demands. The parser has done this already,
  /// except for the commands whose session comes first ([CommandSpec#sessionFirst]).
  ///
  /// @throws dev.session.error.SessionException if there is one
  public void check() {
    for (var flag : spec.flags()) {
      check(flag);
    }
    for (var positional : spec.positionals()) {
      check(positional);
    }
  }

  /// Refuses a reference that no session can have.
  void checkSession() {
    for (var positional : spec.positionals()) {
      if (positional.kind() == Kind.SESSION) {
        check(positional);
      }
    }
  }

  private void check(Parameter parameter) {
    var values = values(parameter);
    for (int i = parameter.repeatable() ? 0 : Math.max(0, values.size() - 1);
        i < values.size();
        i++) {
      parameter.check(values.get(i));
    }
  }

  private @Nullable Object read(String name) {
    var parameter = declared(name);
    var values = values(parameter);
    return values.isEmpty() ? null : parameter.read(values.getLast());
  }

  private List<String> values(Parameter parameter) {
    var values = given.get(parameter.name());
    return values == null ? List.of() : values;
  }

  private Parameter declared(String name) {
    for (var flag : spec.flags()) {
      if (flag.name().equals(name)) {
        return flag;
      }
    }
    for (var positional : spec.positionals()) {
      if (positional.name().equals(name)) {
        return positional;
      }
    }
    throw new IllegalArgumentException(spec.command().path() + " has no " + name);
  }
}
