package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a search looks for in lines of canonical text: a text as it stands, or a regular
/// expression. Like `grep` it looks at one line at a time, where a line that the right edge broke
/// counts as one.
public final class Phrase {
  public static final int CHARS_MAX = 1000;

  private final String text;
  private final @Nullable ScreenRegex regex;

  private Phrase(String text, @Nullable ScreenRegex regex) {
    this.text = text;
    this.regex = regex;
  }

  /// A place in a line: from `start`, inclusive, to `end`, exclusive, in UTF-16 units.
  public record Place(int start, int end) {}

  /// A text as it stands.
  ///
  /// @throws SessionException INVALID_INPUT for a text that is in no line
  public static Phrase text(String text) {
    if (text.indexOf('\n') >= 0) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "A search looks at one line at a time; give a text without line breaks.");
    }
    return new Phrase(checked(text), null);
  }

  /// A regular expression.
  ///
  /// @throws SessionException INVALID_INPUT for what is no regular expression
  public static Phrase regex(String regex) {
    return new Phrase(regex, ScreenRegex.of(checked(regex)));
  }

  /// The same, whatever the case of its letters.
  public Phrase ignoringCase() {
    return new Phrase(
        text, regex == null ? ScreenRegex.literal(text).ignoringCase() : regex.ignoringCase());
  }

  private static String checked(String text) {
    if (text.isEmpty() || text.length() > CHARS_MAX) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "What to search for has " + text.length() + " characters; give 1 to " + CHARS_MAX + ".",
          JsonObject.builder().put("length", text.length()).put("max", CHARS_MAX).build());
    }
    return text;
  }

  /// Where the phrase occurs in `line`, from left to right, without overlaps and empty places.
  public List<Place> findIn(String line) {
    return regex == null ? occurrences(line) : matches(line, regex);
  }

  private List<Place> occurrences(String line) {
    int at = line.indexOf(text);
    if (at < 0) {
      return List.of();
    }
    var places = new ArrayList<Place>();
    while (at >= 0) {
      places.add(new Place(at, at + text.length()));
      at = line.indexOf(text, at + text.length());
    }
    return places;
  }

  private static List<Place> matches(String line, ScreenRegex regex) {
    return line.isEmpty()
        ? List.of()
        : regex.findAll(line).stream().filter(place -> place.end() > place.start()).toList();
  }
}
