package dev.session.cli.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An option of a command.
///
/// @param name without dashes; also how commands ask for its value
/// @param letter the short form, or null
/// @param placeholder what help shows for the value; empty for a [Kind#SWITCH]
/// @param choices the accepted values of a [Kind#CHOICE], else empty
/// @param aliases other spellings, accepted but not shown
/// @param defaultText what holds without the option, for help; empty where there is nothing to say
public record Flag(
    String name,
    @Nullable Character letter,
    Kind kind,
    String placeholder,
    List<String> choices,
    List<String> aliases,
    String defaultText,
    String meaning,
    boolean repeatable,
    boolean required,
    boolean hidden)
    implements Parameter {

  static Flag on(String name, String meaning) {
    return of(name, Kind.SWITCH, "", meaning);
  }

  static Flag of(String name, Kind kind, String placeholder, String meaning) {
    return new Flag(
        name, null, kind, placeholder, List.of(), List.of(), "", meaning, false, false, false);
  }

  static Flag choice(String name, String placeholder, List<String> choices, String meaning) {
    return new Flag(
        name, null, Kind.CHOICE, placeholder, choices, List.of(), "", meaning, false, false, false);
  }

  Flag withLetter(char shortForm) {
    return new Flag(
        name,
        shortForm,
        kind,
        placeholder,
        choices,
        aliases,
        defaultText,
        meaning,
        repeatable,
        required,
        hidden);
  }

  Flag withAlias(String alias) {
    return new Flag(
        name,
        letter,
        kind,
        placeholder,
        choices,
        List.of(alias),
        defaultText,
        meaning,
        repeatable,
        required,
        hidden);
  }

  Flag withDefault(String text) {
    return new Flag(
        name,
        letter,
        kind,
        placeholder,
        choices,
        aliases,
        text,
        meaning,
        repeatable,
        required,
        hidden);
  }

  Flag asRepeatable() {
    return new Flag(
        name,
        letter,
        kind,
        placeholder,
        choices,
        aliases,
        defaultText,
        meaning,
        true,
        required,
        hidden);
  }

  Flag asRequired() {
    return new Flag(
        name,
        letter,
        kind,
        placeholder,
        choices,
        aliases,
        defaultText,
        meaning,
        repeatable,
        true,
        hidden);
  }

  Flag asHidden() {
    return new Flag(
        name,
        letter,
        kind,
        placeholder,
        choices,
        aliases,
        defaultText,
        meaning,
        repeatable,
        required,
        true);
  }

  public boolean takesValue() {
    return kind != Kind.SWITCH;
  }

  /// As messages name it, for example `--cols`.
  @Override
  public String label() {
    return "--" + name;
  }

  /// As help shows it, for example `--cols N`.
  public String usage() {
    return takesValue() ? label() + " " + placeholder : label();
  }

  /// Whether an argument such as `--cols` or `-a` is this option.
  boolean isSpelled(String argument) {
    if (!argument.startsWith("--")) {
      return letter != null && argument.equals("-" + letter);
    }
    var option = argument.substring(2);
    return name.equals(option) || aliases.contains(option);
  }
}
