package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
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

  /// The pattern that `regex` spells.
  ///
  /// @throws SessionException INVALID_INPUT where it spells none
  public static Pattern pattern(String regex) {
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
    if (afterSequence != null && sequence <= afterSequence) {
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

  private @Nullable String find(String text) {
    if (regex == null) {
      return null;
    }
    var matcher = regex.matcher(new PatientText(text, regex));
    return matcher.find() ? text.substring(matcher.start(), matcher.end()) : null;
  }
}
