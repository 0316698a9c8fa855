package dev.session.input;

import dev.session.error.SessionException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One key with the modifiers held while it is pressed.
public record Key(Base base, Set<Modifier> modifiers) {

  /// The key itself.
  public sealed interface Base {
    /// A key with a name.
    record Named(NamedKey key) implements Base {}

    /// The key of a printable character, written as that character: `A` is what the A key gives
    /// with shift.
    record Printable(int codePoint) implements Base {}
  }

  public Key {
    var ordered = EnumSet.noneOf(Modifier.class);
    ordered.addAll(modifiers);
    modifiers = Collections.unmodifiableSet(ordered);
  }

  /// The key press that `text` names, as in `ctrl+c`, `shift+Tab`, `F5`, `é`.
  ///
  /// @throws SessionException INVALID_KEYS
  public static Key parse(String text) {
    return KeyParser.parse(text);
  }

  /// The names of all keys that have one, for completion and the schema.
  public static List<String> names() {
    return KeyParser.NAMES;
  }

  boolean has(Modifier modifier) {
    return modifiers.contains(modifier);
  }

  Key with(Modifier modifier) {
    return new Key(base, Modifier.with(modifiers, modifier));
  }

  /// The one name of this key press, which [#parse] reads.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var modifier : modifiers) {
      text.append(modifier.word()).append('+');
    }
    return switch (base) {
      case Base.Named(var key) -> text.append(key.keyName()).toString();
      case Base.Printable(var codePoint) ->
          codePoint == ' '
              ? text.append(KeyParser.SPACE).toString()
              : text.appendCodePoint(codePoint).toString();
    };
  }
}
