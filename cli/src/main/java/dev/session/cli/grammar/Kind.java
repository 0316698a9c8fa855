package dev.session.cli.grammar;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.TerminalSize;
import dev.session.message.CreateRequest;
import dev.session.process.Signals;
import dev.session.screen.Region;
import dev.session.video.Pacing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a value on the command line must look like: how it is read, how an error describes what was
/// expected, and the code of that error.
///
/// All numbers are strict: decimal digits and nothing else, so that `10x` is an error and not 10.
public enum Kind {
  /// An option without a value.
  SWITCH("nothing"),
  TEXT("text"),
  FILLED_TEXT("text that is not empty"),
  /// A program to run, or one of its arguments.
  PROGRAM("a program or an argument of it"),
  /// A word of a command of ours.
  COMMAND("the name of a command"),
  /// An id, a prefix of one, a name, or `last`; checked where sessions are known.
  SESSION(
      "a session id, at least 4 characters of one, a name, or 'last'",
      ErrorCode.INVALID_SESSION_ID),
  CHOICE("one of its choices"),
  FILE("a path that is not empty"),
  DIRECTORY("a path that is not empty"),
  ABSOLUTE_DIRECTORY("an absolute path"),
  COUNT("a whole number from 0 to 9007199254740992"),
  POSITIVE("a whole number from 1 to 9007199254740992"),
  DIMENSION("a whole number from 1 to " + TerminalSize.MAX, ErrorCode.INVALID_DIMENSIONS),
  /// Milliseconds, or a length of time with units.
  MILLIS("milliseconds, or a time such as 500ms, 30s or 5m", ErrorCode.INVALID_DURATION),
  POSITIVE_MILLIS(
      "milliseconds, 1 or more, or a time such as 500ms, 30s or 5m", ErrorCode.INVALID_DURATION),
  /// The same, where the error was always that of an input.
  LIMIT("milliseconds, or a time such as 500ms, 30s or 5m"),
  /// A length of time with units, in milliseconds.
  DURATION("a length of time such as 30s, 90m, 7d12h or 2w", ErrorCode.INVALID_DURATION),
  DURATION_OR_ZERO("a length of time such as 500ms, 5s or 1m30s, or 0", ErrorCode.INVALID_DURATION),
  /// How many times faster; text.
  SPEED("a number from 0.01 to 1000, such as 2 or 0.5"),
  /// Bytes.
  SIZE("a size such as 500M or 10G"),
  SIGNAL(
      "a signal by name, such as TERM or SIGTERM, or by number, from 1 to 64",
      ErrorCode.INVALID_SIGNAL),
  /// The name of a key; the host knows which there are.
  KEY("the name of a key, such as Enter, ctrl+c or a", ErrorCode.INVALID_KEYS),
  ASSIGNMENT("KEY=VALUE, with a key of letters, digits and _ that begins with no digit"),
  REGION("R,C,ROWS,COLS, four whole numbers, the first two counted from 0");

  /// Larger numbers are not exact in the JSON of many readers.
  public static final long NUMBER_MAX = 1L << 53;

  private final String expectation;
  private final ErrorCode code;

  Kind(String expectation) {
    this(expectation, ErrorCode.INVALID_INPUT);
  }

  Kind(String expectation, ErrorCode code) {
    this.expectation = expectation;
    this.code = code;
  }

  /// What a value must be, to complete the sentence "--x must be …".
  public String expectation(List<String> choices) {
    return this == CHOICE ? Words.oneOf(choices) : expectation;
  }

  /// The code of the error for a value that is something else.
  ErrorCode code() {
    return code;
  }

  /// The value that `text` spells, or null where it spells none: a [Long] for numbers, times and
  /// sizes, a [Region], else a [String].
  public @Nullable Object read(String text, List<String> choices) {
    return switch (this) {
      case SWITCH, TEXT, PROGRAM, COMMAND, SESSION -> text;
      case FILLED_TEXT, KEY -> text.isEmpty() ? null : text;
      case CHOICE -> choices.contains(text) ? text : null;
      case FILE, DIRECTORY -> isPath(text) ? text : null;
      case ABSOLUTE_DIRECTORY -> isPath(text) && text.charAt(0) == '/' ? text : null;
      case COUNT -> number(text, 0, NUMBER_MAX);
      case POSITIVE -> number(text, 1, NUMBER_MAX);
      case MILLIS, LIMIT -> millis(text, 0);
      case POSITIVE_MILLIS -> millis(text, 1);
      case DIMENSION -> number(text, 1, TerminalSize.MAX);
      case DURATION -> Quantities.millis(text);
      case DURATION_OR_ZERO -> text.equals("0") ? Long.valueOf(0) : Quantities.millis(text);
      case SPEED -> isSpeed(text) ? text : null;
      case SIZE -> Quantities.bytes(text);
      case SIGNAL -> signal(text);
      case ASSIGNMENT -> isAssignment(text) ? text : null;
      case REGION -> region(text);
    };
  }

  private static @Nullable Long millis(String text, long min) {
    var bare = number(text, min, NUMBER_MAX);
    return bare == null ? Quantities.millis(text) : bare;
  }

  private static boolean isPath(String text) {
    return !text.isEmpty() && text.indexOf('\0') < 0;
  }

  private static boolean isAssignment(String text) {
    int equals = text.indexOf('=');
    return equals > 0
        && CreateRequest.isVariableName(text.substring(0, equals))
        && text.indexOf('\0') < 0;
  }

  // Digits, and perhaps a point and digits.
  private static boolean isSpeed(String text) {
    int point = text.indexOf('.');
    var digits = point < 0 ? text : text.substring(0, point) + text.substring(point + 1);
    if (point == 0 || point == text.length() - 1 || number(digits, 0, NUMBER_MAX) == null) {
      return false;
    }
    double speed = Double.parseDouble(text);
    return speed >= Pacing.SPEED_MIN && speed <= Pacing.SPEED_MAX;
  }

  static @Nullable Long number(String text, long min, long max) {
    if (text.isEmpty()) {
      return null;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      number = number * 10 + (c - '0');
      if (number > max) {
        return null;
      }
    }
    return number < min ? null : Long.valueOf(number);
  }

  // By its canonical name, whatever the spelling.
  private static @Nullable String signal(String text) {
    var number = Signals.number(text);
    return number.isPresent() ? Signals.name(number.getAsInt()) : null;
  }

  private static @Nullable Region region(String text) {
    try {
      return Region.parse(text);
    } catch (SessionException noRegion) {
      return null;
    }
  }
}
