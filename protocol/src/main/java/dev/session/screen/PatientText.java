package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A text whose patience with a regular expression is bounded: one that backtracks without end is
/// cut off, and its author told, instead of holding up the session.
final class PatientText implements CharSequence {
  /// Some 50 ms; a sane expression needs a few looks per character of the screen.
  static final int LOOKS_MAX = 5_000_000;

  private final String text;
  private final Pattern regex;
  private int looks;

  PatientText(String text, Pattern regex) {
    this.text = text;
    this.regex = regex;
  }

  /// The first place in `text` that matches, or null.
  ///
  /// @throws SessionException INVALID_INPUT for an expression that takes too long
  static @Nullable String find(Pattern regex, String text) {
    var patient = new PatientText(text, regex);
    var matcher = regex.matcher(patient);
    try {
      return matcher.find() ? text.substring(matcher.start(), matcher.end()) : null;
    } catch (StackOverflowError e) {
      throw patient.exhausted(e);
    }
  }

  /// Tells `places` from where to where each match goes.
  ///
  /// @throws SessionException INVALID_INPUT for an expression that takes too long
  static void findAll(Pattern regex, String text, BiConsumer<Integer, Integer> places) {
    var patient = new PatientText(text, regex);
    var matcher = regex.matcher(patient);
    try {
      while (matcher.find()) {
        places.accept(matcher.start(), matcher.end());
      }
    } catch (StackOverflowError e) {
      throw patient.exhausted(e);
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++looks > LOOKS_MAX) {
      throw exhausted(null);
    }
    return text.charAt(index);
  }

  /// The failure of an expression that asks for too much.
  SessionException exhausted(@Nullable Throwable cause) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "The regular expression '"
            + regex
            + "' takes too much time or memory on this screen; avoid repetitions inside"
            + " repetitions.",
        JsonObject.builder().put("regex", regex.pattern()).build(),
        cause);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
