package dev.session.redaction;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The regular expressions that a session's secrets match. They may be secrets themselves: they are
/// kept in memory only, and messages tell them by their place in the list.
///
/// `^` and `$` match at the ends of lines.
public final class RedactionPatterns {
  public static final RedactionPatterns NONE = new RedactionPatterns(List.of());

  /// More than a person writes down; each costs time for every byte printed.
  public static final int PATTERNS_MAX = 100;

  static final int PATTERN_MAX_CHARS = 4096;

  private final List<Pattern> patterns;

  private RedactionPatterns(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /// The patterns that these expressions spell.
  ///
  /// @throws SessionException INVALID_INPUT where one is no regular expression, or there are too
  ///   many
  public static RedactionPatterns of(List<String> expressions) {
    if (expressions.size() > PATTERNS_MAX) {
      throw invalid(
          "There are more than " + PATTERNS_MAX + " patterns to redact; join some with |.");
    }
    var compiled = new ArrayList<Pattern>();
    for (var expression : expressions) {
      compiled.add(compile(expression, compiled.size() + 1));
    }
    return new RedactionPatterns(List.copyOf(compiled));
  }

  private static Pattern compile(String expression, int place) {
    if (expression.isEmpty() || expression.length() > PATTERN_MAX_CHARS) {
      throw invalid(
          "Pattern " + place + " to redact must have 1 to " + PATTERN_MAX_CHARS + " characters.");
    }
    try {
      return Pattern.compile(expression, Pattern.MULTILINE);
    } catch (PatternSyntaxException e) {
      throw invalid(
          "Pattern "
              + place
              + " to redact is not a regular expression: "
              + e.getDescription()
              + " at character "
              + Math.max(0, e.getIndex())
              + ".");
    }
  }

  private static SessionException invalid(String sentence) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence, JsonObject.EMPTY);
  }

  List<Pattern> list() {
    return patterns;
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  public int count() {
    return patterns.size();
  }

  /// A redactor for one stream.
  public Redactor redactor() {
    return new Redactor(this);
  }

  /// A text that is complete as it is, redacted.
  public String redact(String text) {
    return isEmpty()
        ? text
        : new String(redact(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  /// The same of bytes.
  public byte[] redact(byte[] bytes) {
    if (isEmpty()) {
      return bytes;
    }
    var redactor = redactor();
    redactor.feed(bytes, 0, bytes.length);
    redactor.flush();
    return redactor.take();
  }
}
