package dev.session.cli.grammar;

import dev.session.cli.output.SafeText;
import dev.session.error.SessionException;
import dev.session.home.SessionName;
import dev.session.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place for a value on the command line: an option or a positional.
public sealed interface Parameter permits Flag, Positional {
  String name();

  Kind kind();

  /// The accepted values of a [Kind#CHOICE], else empty.
  List<String> choices();

  String meaning();

  /// As messages name it: `--cols`, `SESSION`.
  String label();

  /// Whether it can have several values; if not, the last one counts.
  boolean repeatable();

  /// The value that `text` spells, or null where it spells none.
  default @Nullable Object read(String text) {
    return kind().read(text, choices());
  }

  /// Refuses text that is no value for this place.
  ///
  /// @throws SessionException with the kind's code and a sentence that says what was expected
  default void check(String text) {
    if (kind() == Kind.SESSION) {
      SessionName.requireReference(text);
      return;
    }
    if (read(text) != null) {
      return;
    }
    var expected = kind().expectation(choices());
    var message = label() + " must be " + expected + ", not " + SafeText.quoted(text) + ".";
    var meant = Words.nearest(text, choices());
    throw new SessionException(
        kind().code(),
        meant == null ? message : message + " Did you mean '" + meant + "'?",
        JsonObject.builder()
            .put("argument", label())
            .put("value", text)
            .put("expectedFormat", expected)
            .build());
  }
}
