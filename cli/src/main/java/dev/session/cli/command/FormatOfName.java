package dev.session.cli.command;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The format of a screen in a file: what `--format` says, else what the ending of the file's name
/// promises.
final class FormatOfName {
  private static final Pattern ENDING = Pattern.compile("\\.([a-z0-9]{1,5})$");

  private static final Map<String, String> FORMATS =
      Map.of(
          "json", "structured",
          "txt", "text",
          "ansi", "ansi",
          "html", "html",
          "svg", "svg",
          "png", "png");

  private FormatOfName() {}

  /// @param given what `--format` says
  /// @param out the file's name; null if there is none
  /// @param offered the formats that the command has
  /// @return null if nothing tells the format
  /// @throws SessionException INVALID_INPUT if the name promises a format that is not offered
  static @Nullable String of(@Nullable String given, @Nullable String out, List<String> offered) {
    if (given != null || out == null || Destination.isStandardOutput(out)) {
      return given;
    }
    var ending = ENDING.matcher(out.toLowerCase(Locale.ROOT));
    if (!ending.find()) {
      return null;
    }
    var format = FORMATS.get(ending.group(1));
    if (format == null || !offered.contains(format)) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The name "
              + out
              + " promises a format that is not one of "
              + String.join(", ", offered)
              + ": give it another ending, or say --format.",
          JsonObject.builder().put("path", out).build());
    }
    return format;
  }
}
