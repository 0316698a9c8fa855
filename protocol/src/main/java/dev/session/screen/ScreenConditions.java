package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.WaitScreenRequest;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// What a wait asks of the screen. All conditions that are given must hold at once, on one screen.
///
/// @param text must occur in the canonical text, where a line that the right edge broke counts as
///   one
/// @param regex must be found there
/// @param stableMillis the canonical text must have been the same for so long
/// @param afterSequence only screens that show a later event count
public record ScreenConditions(
    @Nullable String text,
    @Nullable Pattern regex,
    @Nullable Long stableMillis,
    @Nullable Integer cursorRow,
    @Nullable Integer cursorCol,
    @Nullable Long afterSequence) {

  public static final int TEXT_MAX_CHARS = 1000;
  public static final int REGEX_MAX_CHARS = 1000;

  /// What `request` asks for.
  ///
  /// @throws SessionException INVALID_INPUT where it is not to be had of any screen
  public static ScreenConditions of(WaitScreenRequest request) {
    var text = request.text();
    var regex = request.regex();
    if (text != null && regex != null) {
      throw invalid("Give a text or a regular expression to wait for, not both.");
    }
    requireLength("text", text, TEXT_MAX_CHARS);
    requireLength("regex", regex, REGEX_MAX_CHARS);
    if (text == null
        && regex == null
        && request.screenStableMs() == null
        && request.cursorRow() == null
        && request.cursorCol() == null) {
      throw invalid(
          "There is nothing to wait for: give a text, a regular expression, a time that the screen"
              + " is to stand still, or a place for the cursor.");
    }
    return new ScreenConditions(
        text,
        regex == null ? null : pattern(regex),
        request.screenStableMs(),
        request.cursorRow(),
        request.cursorCol(),
        request.afterSeq());
  }

  private static void requireLength(String name, @Nullable String value, int maxChars) {
    if (value != null && (value.isEmpty() || value.length() > maxChars)) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The "
              + name
              + " to wait for has "
              + value.length()
              + " characters; give 1 to "
              + maxChars
              + ".",
          JsonObject.builder().put("length", value.length()).put("max", maxChars).build());
    }
  }

  private static SessionException invalid(String sentence) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence);
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "'" + regex + "' is not a regular expression: " + e.getDescription() + ".",
          JsonObject.builder().put("regex", regex).put("index", e.getIndex()).build(),
          e);
    }
  }

  /// What of the screen met the conditions.
  ///
  /// @param text what was found; empty where no text was asked for
  public record Match(String text) {}

  /// Looks whether everything but the stability holds; null where it does not.
  public @Nullable Match look(ScreenText screen, int row, int col, long sequence) {
    if (isTooEarly(sequence)) {
      return null;
    }
    if (cursorRow != null && cursorRow != row || cursorCol != null && cursorCol != col) {
      return null;
    }
    if (text != null) {
      return screen.text().contains(text) || screen.unwrapped().contains(text)
          ? new Match(text)
          : null;
    }
    if (regex != null) {
      var found = find(screen.text());
      if (found == null) {
        found = find(screen.unwrapped());
      }
      return found == null ? null : new Match(found);
    }
    return new Match("");
  }

  /// Whether a screen whose last event is `sequence` does not count yet.
  public boolean isTooEarly(long sequence) {
    return afterSequence != null && sequence <= afterSequence;
  }

  private @Nullable String find(String text) {
    if (regex == null) {
      return null;
    }
    var patient = new PatientText(text, regex);
    var matcher = regex.matcher(patient);
    try {
      return matcher.find() ? text.substring(matcher.start(), matcher.end()) : null;
    } catch (StackOverflowError e) {
      throw patient.exhausted(e);
    }
  }
}
