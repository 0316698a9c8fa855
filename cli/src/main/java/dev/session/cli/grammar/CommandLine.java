package dev.session.cli.grammar;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of a command that stands on one line, quoted as for a shell or as a JSON array.
///
/// Of a shell there is nothing but the quotes and the backslash: no variables, no patterns, no
/// comments.
public final class CommandLine {
  private static final String BLANKS = " \t\r";

  private final String line;
  private final List<String> words = new ArrayList<>();
  private @Nullable StringBuilder word;
  private int next;

  private CommandLine(String line) {
    this.line = line;
  }

  /// The words of `line`; none where it is blank.
  ///
  /// @throws SessionException INVALID_INPUT if a quote is not closed or the JSON is no array of
  ///   strings
  public static List<String> words(String line) {
    return line.stripLeading().startsWith("[") ? ofJson(line) : new CommandLine(line).split();
  }

  private static List<String> ofJson(String line) {
    try {
      var words = new ArrayList<String>();
      if (Json.parse(line) instanceof JsonArray array) {
        for (var value : array.values()) {
          if (!(value instanceof JsonString(var word))) {
            throw invalid("The JSON array must hold strings, and has " + value.kind() + ".");
          }
          words.add(word);
        }
      }
      return words;
    } catch (JsonException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "A line that begins with [ must be a JSON array of words: " + e.getMessage(),
          JsonObject.EMPTY,
          e);
    }
  }

  private List<String> split() {
    while (next < line.length()) {
      char c = line.charAt(next++);
      if (BLANKS.indexOf(c) >= 0) {
        endWord();
      } else if (c == '\'' || c == '"') {
        quoted(c);
      } else {
        open().append(c == '\\' ? escaped() : c);
      }
    }
    endWord();
    return words;
  }

  private void quoted(char quote) {
    var text = open();
    while (next < line.length()) {
      char c = line.charAt(next++);
      if (c == quote) {
        return;
      }
      boolean escape =
          quote == '"' && c == '\\' && next < line.length() && isSpecial(line.charAt(next));
      text.append(escape ? line.charAt(next++) : c);
    }
    throw invalid("The quote " + quote + " is not closed on its line.");
  }

  // What a backslash protects between double quotes; before anything else it means itself.
  private static boolean isSpecial(char c) {
    return c == '"' || c == '\\' || c == '$' || c == '`';
  }

  private char escaped() {
    if (next == line.length()) {
      throw invalid("The line ends in a backslash; a command cannot go on in the next line.");
    }
    return line.charAt(next++);
  }

  private StringBuilder open() {
    if (word == null) {
      word = new StringBuilder();
    }
    return word;
  }

  private void endWord() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }

  private static SessionException invalid(String sentence) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence);
  }
}
