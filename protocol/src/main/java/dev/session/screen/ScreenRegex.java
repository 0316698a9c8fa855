package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A regular expression that somebody wrote for the text of a screen: `^` and `$` are the ends of
/// its lines, `.` is any character of a line.
///
/// One that backtracks without end is cut off, and its author told, instead of holding up the
/// session.
final class ScreenRegex {
  private final Pattern pattern;

  private ScreenRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  /// Reads an expression.
  ///
  /// @throws SessionException INVALID_INPUT for what is not a regular expression
  static ScreenRegex of(String regex) {
    try {
      return new ScreenRegex(Pattern.compile(regex, Pattern.MULTILINE | Pattern.UNIX_LINES));
    } catch (PatternSyntaxException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "'" + regex + "' is not a regular expression: " + e.getDescription() + ".",
          JsonObject.builder().put("regex", regex).put("index", e.getIndex()).build(),
          e);
    }
  }

  /// The expression that matches `text` and nothing else.
  static ScreenRegex literal(String text) {
    return new ScreenRegex(Pattern.compile(text, Pattern.LITERAL));
  }

  /// The same, whatever the case of letters.
  ScreenRegex ignoringCase() {
    int flags = pattern.flags() | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return new ScreenRegex(Pattern.compile(pattern.pattern(), flags));
  }

  /// A match.
  ///
  /// @param groups what the expression's groups matched, the first first; null for those that did
  ///   not take part
  record Match(String text, List<@Nullable String> groups) {}

  /// The first match in `text`, or null.
  ///
  /// @throws SessionException INVALID_INPUT if the expression takes too long
  @Nullable Match findFirst(String text) {
    var found = find(text, 1, matcher -> new Match(matcher.group(), groups(matcher)));
    return found.isEmpty() ? null : found.getFirst();
  }

  /// The places of all matches in `text`, from left to right, empty ones too.
  ///
  /// @throws SessionException INVALID_INPUT if the expression takes too long
  List<Phrase.Place> findAll(String text) {
    return find(
        text, Integer.MAX_VALUE, matcher -> new Phrase.Place(matcher.start(), matcher.end()));
  }

  private <T> List<T> find(String text, int most, Function<Matcher, T> what) {
    var found = new ArrayList<T>();
    var patient = new PatientText(text, pattern);
    try {
      var matcher = pattern.matcher(patient);
      while (found.size() < most && matcher.find()) {
        found.add(what.apply(matcher));
      }
    } catch (StackOverflowError e) {
      throw patient.exhausted(e);
    }
    return found;
  }

  private static List<@Nullable String> groups(Matcher matcher) {
    var groups = new ArrayList<@Nullable String>(matcher.groupCount());
    for (int i = 1; i <= matcher.groupCount(); i++) {
      groups.add(matcher.group(i));
    }
    return groups;
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }

  /// A text that can be looked at so often and no more.
  private static final class PatientText implements CharSequence {
    /// Some 50 ms; a sane expression needs a few looks per character of the screen.
    private static final int LOOKS_MAX = 5_000_000;

    private final String text;
    private final Pattern regex;
    private int looks;

    PatientText(String text, Pattern regex) {
      this.text = text;
      this.regex = regex;
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
}
